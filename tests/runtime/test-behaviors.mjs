// SPDX-License-Identifier: GPL-3.0-or-later
// Behaviors and observers: what is merged, in which order it runs, and that a mistake in one does not stop the rest.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { stage } from './stage.mjs'

const here = stage({
  pages: {
    'pages/m/m': {
      json: { usingComponents: { mixed: '/components/mixed', watcher: '/components/watcher', faulty: '/components/faulty', calm: '/components/calm' } },
      js: `const log = Behavior({ data: { fromBehavior: 'b' }, methods: { shared() { return 'shared ' + this.data.fromBehavior } } })
        Page({ behaviors: [log], data: { own: 1, item: { a: { b: 1 }, list: [1, 2] } }, onLoad() { this.said = this.shared() } })`,
      wxml: '<mixed id="mixed" value="from page" /><watcher id="watcher" item="{{item}}" /><faulty id="faulty" /><calm id="calm" /><view id="end">{{fromBehavior}} end</view>',
    },
  },
  components: {
    'components/mixed': {
      js: `const inner = Behavior({ properties: { value: { type: String, value: 'inner' }, only: { type: Number, value: 3 } }, data: { deep: { a: 1, b: 1 }, list: [1] }, attached() { this.order('inner') }, methods: { order(x) { (this.log = this.log || []).push(x) }, over() { return 'inner' } } })
        const outer = Behavior({ behaviors: [inner], data: { deep: { b: 2, c: 2 }, list: [2, 3] }, lifetimes: { attached() { this.order('outer') }, ready() { this.order('outer ready') } }, pageLifetimes: { show() { this.order('outer show') } }, methods: { over() { return 'outer' } } })
        Component({ behaviors: [outer], data: { deep: { c: 3 } }, lifetimes: { attached() { this.order('own') }, ready() { this.order('own ready') } }, pageLifetimes: { show() { this.order('own show') } }, methods: { over() { return 'own' }, uses() { return [this.hasBehavior(outer), this.hasBehavior(inner)] } } })`,
      wxml: '<view>{{value}} {{only}} {{deep.a}}{{deep.b}}{{deep.c}} {{list.length}}</view>',
    },
    'components/watcher': {
      js: `Component({ properties: { item: { type: Object, observer(now, old, path) { this.note('prop') } }, n: { type: Number, value: 0, observer: 'numbered' } }, data: { arr: [0, 0], sum: 0, x: 1, y: 1 },
        observers: { 'item.a.b'(b) { this.note('b ' + b) }, 'item.list[0]'(v) { this.note('first ' + v) }, 'arr[1]'(v) { this.note('arr ' + v) }, 'x, y'(x, y) { this.setData({ sum: x + y }) }, sum(s) { this.note('sum ' + s) }, 'item.**'(i) { this.note('any') } },
        methods: { note(x) { (this.log = this.log || []).push(x) }, numbered(now, old) { this.note('n ' + old + '>' + now) } } })`,
      wxml: '<view>{{sum}}</view>',
    },
    'components/faulty': { js: `Component({ lifetimes: { attached() { throw new Error('in attached') }, ready() { this.wasReady = true }, error(e) { this.heard = e.message } }, observers: { x() { throw new Error('in observer') } }, data: { x: 1 } })`, wxml: '<view>faulty {{x}}</view>' },
    'components/calm': { js: 'Component({ behaviors: ["wx://form-field-button", "wx://form-field-group"], created() { this.early = this.data.z; this.plain = [1] }, data: { z: 4 } })', wxml: '<view>calm</view>' },
  },
})
const { run, get, hasText, until } = here

describe('behaviors', () => {
  it('bring data, properties and methods, to pages as well', async () => {
    await hasText('from page 3 123 2', '#mixed')
    await hasText('b end', '#end')
    assert.deepEqual([await get('said'), await get("selectComponent('#mixed').over()"), await get("selectComponent('#mixed').uses()")], ['shared b', 'own', [true, true]])
  })

  it('run before the component\'s own functions', async () => {
    await until(() => get("selectComponent('#mixed').log.includes('own ready')"))
    const log = await get("selectComponent('#mixed').log")
    assert.deepEqual(log, ['inner', 'outer', 'own', 'outer show', 'own show', 'outer ready', 'own ready'])
  })

  it('built-in ones without members do no harm', async () => {
    assert.deepEqual(await run("(() => { const c = getCurrentPages()[0].selectComponent('#calm'); return [c.early, c.plain] })()"), [4, [1]])
  })
})

describe('observers', () => {
  it('hear of parts, of several fields at once, and of what they set themselves', async () => {
    const log = async () => { const lines = await get("selectComponent('#watcher').log"); await run("void (getCurrentPages()[0].selectComponent('#watcher').log = [])"); return lines }
    await log()
    await here.set({ 'item.a.b': 2 })
    assert.deepEqual((await log()).sort(), ['any', 'b 2', 'first 1', 'prop'])
    await run("getCurrentPages()[0].selectComponent('#watcher').setData({ 'arr[1]': 5, x: 4, n: 7 })")
    assert.deepEqual((await log()).sort(), ['arr 5', 'n 0>7', 'sum 5'])
    await hasText('5', '#watcher')
    await run("getCurrentPages()[0].selectComponent('#watcher').setData({ 'arr[0]': 1 })")
    assert.deepEqual(await log(), [])
  })
})

describe('mistakes', () => {
  it('in one function leave the others alone', async () => {
    await until(() => get("selectComponent('#faulty').wasReady"))
    assert.equal(await get("selectComponent('#faulty').heard"), 'in attached')
    await run("getCurrentPages()[0].selectComponent('#faulty').setData({ x: 2 })")
    await hasText('faulty 2', '#faulty')
    const messages = here.phone.errors().map((error) => error.message)
    assert.ok(messages.includes('in attached') && messages.includes('in observer'), messages.join())
  })
})
