// SPDX-License-Identifier: GPL-3.0-or-later
// How components are put together: relations, classes and styles, slots, generics, placeholders, two-way bindings.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { stage } from './stage.mjs'

const using = (...names) => ({ usingComponents: Object.fromEntries(names.map((name) => [name, `/components/${name}`])) })

const here = stage({
  style: '.app-red { color: rgb(255, 0, 0); } .app-bold { font-weight: 700; }',
  pages: {
    'pages/relations/relations': {
      json: using('tabs', 'tab', 'field-group', 'text-field', 'number-field'),
      js: `Page({ data: { list: ['a', 'b', 'c'], deep: true } })`,
      wxml: `<tabs id="tabs"><tab wx:for="{{list}}" wx:key="*this" name="{{item}}" /><view wx:if="{{deep}}"><tab name="deep" /></view></tabs>
        <field-group id="group"><view><text-field id="t" /><number-field /></view></field-group>`,
    },
    'pages/styles/styles': {
      json: using('isolated', 'helped', 'applied', 'shared', 'classes', 'nested-classes', 'virtual', 'virtual-classes'),
      wxml: `<isolated class="app-bold" /><helped /><applied /><shared /><view class="leaked own">leaked</view>
        <classes id="classes" my-class="own app-bold" second-class="app-red" /><nested-classes id="nested" outer-class="own" />
        <view id="flexed" style="display: flex"><virtual class="own" style="color: red" id="virtual">v</virtual></view><virtual-classes id="vc" class="own" style="width: 75rpx" />`,
      wxss: '.own { border-top: 3px solid rgb(1, 2, 3); } .outer { opacity: 0.5; }',
    },
    'pages/slots/slots': {
      json: using('layout', 'wrapper', 'generic-list', 'cell-a', 'cell-b', 'page-like', 'tree'),
      js: `Page({ data: { show: true, name: 'head', list: [1, 2], text: 'page text', nodes: [{ n: 1, kids: [{ n: 2, kids: [] }] }] }, tapped() { this.taps = (this.taps || 0) + 1 } })`,
      wxml: `<layout id="layout"><view slot="head">H</view><view slot="{{name}}">H2</view>body {{text}}<block wx:if="{{show}}"><view slot="foot" bindtap="tapped" id="foot">F</view></block></layout>
        <wrapper id="wrapper"><view class="through">{{text}}</view></wrapper>
        <generic-list id="ga" list="{{list}}" generic:cell="cell-a" /><generic-list id="gb" list="{{list}}" generic:cell="cell-b" /><generic-list id="gd" list="{{list}}" />
        <tree id="tree" nodes="{{nodes}}" />`,
    },
    'pages/model/model': {
      json: using('counter', 'outer-counter'),
      js: "Page({ data: { n: 1, text: 't', flag: false, nested: { a: ['x'] }, m: 5 } })",
      wxml: `<counter id="counter" model:value="{{n}}" /><view id="n">{{n}}</view><input id="input" model:value="{{text}}" /><view id="text">{{text}}</view>
        <outer-counter id="outer" model:value="{{m}}" /><view id="m">{{m}}</view><switch id="switch" model:checked="{{flag}}" /><view id="flag">{{flag}}</view>`,
    },
    'pages/host/host': {
      json: using('simple', 'hiding'), js: 'Page({ data: { off: true } })',
      wxml: '<simple id="host" hidden="{{off}}" aria-label="named" role="note" /><hiding id="own" hidden="{{off}}" />',
    },
    'pages/stand/stand': {
      json: { usingComponents: { 'far-away': '/sub/far', gone: '/components/not-there', simple: '/components/simple' }, componentPlaceholder: { 'far-away': 'view', gone: 'simple' } },
      wxml: '<far-away id="far" /><gone id="gone">inside</gone>',
    },
    'pages/life/life': {
      json: using('row'),
      js: `Page({ data: { list: [{ id: 'a' }, { id: 'b' }, { id: 'c' }], on: true } })`,
      wxml: '<block wx:if="{{on}}"><row wx:for="{{list}}" wx:key="id" name="{{item.id}}" id="row-{{item.id}}" /></block>',
    },
  },
  app: { subPackages: [{ root: 'sub', pages: ['p/p'] }] },
  components: {
    'components/tabs': {
      js: `Component({ relations: { './tab': { type: 'descendant', linked(t) { this.log().push('+' + t.data.name) }, linkChanged(t) { this.log().push('~' + t.data.name) }, unlinked(t) { this.log().push('-' + t.data.name) } } },
        methods: { log() { return this.lines || (this.lines = []) }, names() { return this.getRelationNodes('./tab').map((t) => t.data.name) } } })`,
      wxml: '<view><slot /></view>',
    },
    'components/tab': { js: "Component({ properties: { name: String }, relations: { './tabs': { type: 'ancestor', linked(p) { this.parentId = p.id } } } })", wxml: '<view>{{name}}</view>' },
    'components/field-group': {
      js: `const field = require('./field-behavior'); Component({ relations: { fields: { type: 'descendant', target: field, linked(t) { (this.kinds = this.kinds || []).push(t.kind()) } } } })`, wxml: '<slot />',
    },
    'components/text-field': { js: "Component({ behaviors: [require('./field-behavior')], relations: { './field-group': { type: 'ancestor' } }, methods: { kind() { return 'text' } } })", wxml: 't' },
    'components/number-field': { js: "Component({ behaviors: [require('./field-behavior')], relations: { './field-group': { type: 'ancestor' } }, methods: { kind() { return 'number' } } })", wxml: 'n' },
    'components/isolated': { wxml: '<view class="app-red in" id="isolated-in">i</view>', wxss: '.in { letter-spacing: 2px; }' },
    'components/helped': { js: "require('./helper')({})", wxml: '<view class="app-red" id="helped-in">h</view>' },
    'components/applied': { js: "Component({ options: { addGlobalClass: true } })", json: { styleIsolation: 'apply-shared' }, wxml: '<view class="app-red in2" id="applied-in">a</view>', wxss: '.in2 { letter-spacing: 3px; } .leaked { letter-spacing: 9px; }' },
    'components/shared': { json: { styleIsolation: 'shared' }, wxml: '<view class="app-red" id="shared-in">s</view>', wxss: '.leaked { letter-spacing: 4px; }' },
    'components/classes': { js: "Component({ externalClasses: ['my-class', 'second-class'], options: { addGlobalClass: true } })", wxml: '<view id="classes-in" class="my-class second-class base">x</view>', wxss: '.base { color: rgb(0, 0, 9); font-style: italic; }' },
    'components/nested-classes': { json: using('classes'), js: "Component({ externalClasses: ['outer-class'] })", wxml: '<classes id="nested-inner" my-class="outer-class mine" />', wxss: '.mine { letter-spacing: 5px; }' },
    'components/virtual': { js: 'Component({ options: { virtualHost: true } })', wxml: '<view class="virtual-in" id="virtual-in"><slot /></view>' },
    'components/virtual-classes': { js: "Component({ options: { virtualHost: true }, externalClasses: ['class'], properties: { style: String, class: String } })", wxml: '<view id="vc-in" class="class" style="{{style}}">vc</view>' },
    'components/layout': { js: 'Component({ options: { multipleSlots: true } })', wxml: '<view class="head">[<slot name="head" />]</view><view class="body">(<slot />)</view><view class="foot">{<slot name="foot" />}</view>' },
    'components/wrapper': { json: using('layout'), js: 'Component({})', wxml: '<layout><slot /></layout>' },
    'components/generic-list': { json: { componentGenerics: { cell: { default: './cell-a' } } }, js: 'Component({ properties: { list: Array } })', wxml: '<cell wx:for="{{list}}" wx:key="*this" value="{{item}}" />' },
    'components/cell-a': { js: 'Component({ properties: { value: Number } })', wxml: '<text>A{{value}} </text>' },
    'components/cell-b': { js: 'Component({ properties: { value: Number } })', wxml: '<text>B{{value}} </text>' },
    'components/page-like': { wxml: '<view>p</view>' },
    'components/tree': { json: using('tree'), js: 'Component({ properties: { nodes: Array } })', wxml: '<view wx:for="{{nodes}}" wx:key="n" class="node">n{{item.n}}<tree wx:if="{{item.kids.length}}" nodes="{{item.kids}}" /></view>' },
    'components/counter': { js: 'Component({ properties: { value: { type: Number, value: 0 } }, methods: { up() { this.setData({ value: this.data.value + 1 }) } } })', wxml: '<view class="c">{{value}}</view>' },
    'components/outer-counter': { json: using('counter'), js: 'Component({ properties: { value: Number } })', wxml: '<counter id="inner-counter" model:value="{{value}}" />' },
    'components/simple': { wxml: '<view class="simple">simple <slot /></view>' },
    'components/hiding': { js: 'Component({ properties: { hidden: Boolean } })', wxml: '<view>{{hidden}}</view>' },
    'components/row': {
      js: `Component({ properties: { name: String }, lifetimes: { attached() { note('+' + this.data.name) }, moved() { note('~' + this.data.name) }, detached() { note('-' + this.data.name) }, error(e) { note('error ' + e.message) } } }); function note(x) { const a = getApp(); a.log.push(x) }`,
      wxml: '<view>{{name}}</view>',
    },
    'sub/far': { js: 'Component({ attached() { getApp().far = true } })', wxml: '<view class="far-in">from far</view>' },
  },
  files: { 'components/helper.js': 'module.exports = (definition) => Component({ ...definition, options: { addGlobalClass: true } })', 'components/field-behavior.js': "module.exports = Behavior({ data: { isField: true }, methods: { kind() { return 'none' } } })", 'sub/p/p.js': 'Page({})', 'sub/p/p.wxml': 'p', 'sub/p/p.json': '{}' },
})
const { run, get, open, until, hasText, text, style, tap, set } = here

describe('relations', () => {
  it('link descendants, in the tree\'s order, and let them go', async () => {
    await open('pages/relations/relations')
    const tabs = "selectComponent('#tabs')"
    await until(() => get(`${tabs}.names().length`).then((n) => n === 4))
    assert.deepEqual(await get(`${tabs}.names()`), ['a', 'b', 'c', 'deep'])
    assert.equal(await get(`${tabs}.getRelationNodes('./tab')[0].parentId`), 'tabs')
    await set({ list: ['b', 'x'], deep: false })
    assert.deepEqual(await get(`${tabs}.names()`), ['b', 'x'])
    assert.deepEqual((await get(`${tabs}.lines`)).filter((line) => line[0] === '-').sort(), ['-a', '-c', '-deep'])
  })

  it('link by a behavior', async () => {
    assert.deepEqual(await get("selectComponent('#group').kinds"), ['text', 'number'])
    assert.equal(await get("selectComponent('#group').getRelationNodes('fields').length"), 2)
  })
})

describe('classes and styles', () => {
  it('stay apart, or not, as a component says', async () => {
    await open('pages/styles/styles')
    await hasText('leaked')
    assert.deepEqual([await style('#isolated-in', 'color'), await style('#isolated-in', 'letter-spacing')], ['rgb(0, 0, 0)', '2px'])
    assert.deepEqual([await style('#applied-in', 'color'), await style('#applied-in', 'letter-spacing')], ['rgb(255, 0, 0)', '3px'])
    assert.equal(await style('#helped-in', 'color'), 'rgb(255, 0, 0)')
    assert.equal(await style('#shared-in', 'color'), 'rgb(255, 0, 0)')
    assert.equal(await style('.leaked', 'letter-spacing'), '4px')
  })

  it('external classes come from the page, through components, several at once', async () => {
    assert.deepEqual([await style('#classes-in', 'border-top-width'), await style('#classes-in', 'font-weight'), await style('#classes-in', 'font-style')], ['3px', '700', 'italic'])
    const nested = '#nested #classes-in'
    assert.deepEqual([await style(nested, 'border-top-width'), await style(nested, 'letter-spacing')], ['3px', '5px'])
  })

  it('a virtual host has no node, but may pass class and style on', async () => {
    const parent = await here.phone.call('view', 'html', '#flexed')
    assert.match(parent, /<wx-view[^>]*id="flexed"[^>]*><wx-view[^>]*virtual-in/)
    assert.equal(await style('#vc-in', 'border-top-width'), '3px')
    assert.equal(await style('#vc-in', 'width'), '37.5px')
  })
})

describe('slots and generics', () => {
  it('named slots take what names them, also by data', async () => {
    await open('pages/slots/slots')
    await hasText('F', '#layout')
    const plain = async (selector) => (await here.phone.call('view', 'content', selector)).replace(/\s+/g, ' ').trim()
    assert.equal(await plain('#layout'), '[HH2](body page text){F}')
    await tap('#foot')
    await until(() => get('taps').then((n) => n === 1))
    await set({ show: false, name: 'foot', text: 'changed' })
    await until(async () => await plain('#layout') === '[H](body changed){H2}')
    assert.equal(await plain('#wrapper'), '[](changed){}')
  })

  it('generics are the page\'s choice, or the default', async () => {
    assert.deepEqual([(await text('#ga')).trim(), (await text('#gb')).trim(), (await text('#gd')).trim()], ['A1 A2', 'B1 B2', 'A1 A2'])
  })

  it('a component may use itself', async () => {
    assert.equal((await text('#tree')).replace(/\s+/g, ''), 'n1n2')
  })

  it('a component of another package comes, a missing one has a stand-in', async () => {
    await open('pages/stand/stand')
    await hasText('from far', '#far')
    assert.equal(await run('getApp().far'), true)
    await hasText('simple inside', '#gone')
  })
})

describe('a component\'s host', () => {
  it('can be hidden and named like any node', async () => {
    await open('pages/host/host')
    await hasText('true', '#own')
    assert.equal(await style('#host', 'display'), 'none')
    assert.match(await here.phone.call('view', 'html', '#host'), /aria-label="named"/)
    await set({ off: false })
    await until(() => style('#host', 'display').then((value) => value !== 'none'))
    await hasText('false', '#own')
  })
})

describe('two-way bindings', () => {
  it('a component\'s own change reaches the page, through another component too', async () => {
    await open('pages/model/model')
    await run("getCurrentPages()[0].selectComponent('#counter').up()")
    await hasText('2', '#n')
    await run("getCurrentPages()[0].selectComponent('#outer').selectComponent('#inner-counter').up()")
    await hasText('6', '#m')
    assert.equal(await get('data.m'), 6)
    await set({ n: 10 })
    await hasText('10', '#counter')
  })

  it('built-in fields do as well', async () => {
    await here.phone.call('input', '#input', 'typed')
    await hasText('typed', '#text')
    await tap('#switch')
    await hasText('true', '#flag')
  })
})

describe('lifetimes in a list', () => {
  it('rows that move are not made anew', async () => {
    await open('pages/life/life')
    await run('void (getApp().log.length = 0)')
    await set({ list: [{ id: 'c' }, { id: 'a' }, { id: 'd' }] })
    await until(() => run('getApp().log').then((log) => log.includes('+d')))
    const log = await run('getApp().log')
    assert.deepEqual(log.filter((line) => /^[-+]/.test(line)).sort(), ['+d', '-b'])
    await set({ on: false })
    assert.deepEqual((await run('getApp().log')).slice(-3).sort(), ['-a', '-c', '-d'])
  })
})
