// SPDX-License-Identifier: GPL-3.0-or-later
// Pages' data and methods, and what a component's definition may hold.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { stage } from './stage.mjs'

const using = (...names) => ({ usingComponents: Object.fromEntries(names.map((name) => [name, `/components/${name}/${name}`])) })
const component = (name, parts) => [`components/${name}/${name}`, parts]

const here = stage({
  pages: {
    'pages/data/data': {
      js: `Page({
        data: { x: 0, list: [], deep: { a: [{ b: 1 }] }, keep: 'kept' },
        extra: { list: [1] },
        patch() { this.data.x = 7; this.data.list.push('one'); this.setData({ x: this.data.x, list: this.data.list }) },
        async later() { throw new Error('async handler') }
      })`,
      wxml: `<view id="x">{{x}}</view><view id="list"><text wx:for="{{list}}" wx:key="*this">{{item}};</text></view><view id="deep">{{deep.a[0].b}} {{deep.c.d}}</view>
        <view id="missing" bindtap="notThere">x</view><view id="dynamic" wx:for="{{[1,2]}}" wx:key="{{item}}" bindtap="start{{item}}" class="d{{item}}">d</view>
        <view id="7days" class="digit">digit</view>`,
    },
    'pages/parts/parts': {
      json: { ...using('typed', 'named', 'legacy', 'exported', 'owner', 'flags'), },
      js: `Page({ data: { text: 5, list: [1, 2], nothing: null }, onCustom(e) { (this.heard = this.heard || []).push([e.type, e.detail, e.target.id, e.currentTarget.id]) } })`,
      wxml: `<typed id="typed" text="{{text}}" count="12" flag list="{{list}}" any="{{nothing}}" either="{{text}}" wrong="{{list}}" unknown-thing="1" />
        <named id="named" dataset="{{list}}" data-camel-case="a" data-UPPER="b" data-with-CAPS="c" mark:one="1" />
        <legacy id="legacy" value="one" /><exported id="exported" /><owner id="owner" /><flags id="flags" />
        <view id="outer" bind:custom="onCustom"><owner id="bubbler" bind:custom="onCustom" /></view>`,
    },
    'pages/query/query': {
      js: `Component({ properties: { id2: Number, flag: Boolean, name: String }, methods: { onLoad(query) { this.loaded = query; this.atLoad = { ...this.data } } } })`,
      wxml: '<view id="q">{{id2}} {{flag}} {{name}}</view>',
    },
    'pages/form/form': {
      json: using('field'),
      js: 'Page({ data: { value: "first" }, submit(e) { this.submitted = e.detail.value } })',
      wxml: '<form bindsubmit="submit"><field name="own" value="{{value}}" /><input name="plain" value="p" /><view><button id="send" form-type="submit">send</button></view></form>',
    },
    'pages/worklet/worklet': {
      js: `Page({ onLoad() { const x = this.x = wx.worklet.shared(1); this.applyAnimatedStyle('#moved', () => { 'worklet'; return { paddingLeft: x.value + 'px', width: '75rpx' } }, { immediate: true }, (r) => { this.styleId = r.styleId }) } })`,
      wxml: '<view id="moved">moved</view>',
    },
    'pages/user/user': { json: { usingComponents: { inner: '/pages/data/data' } }, wxml: '<inner /><view id="own">own</view>' },
    'pages/broken/broken': { js: 'Component({ properties: { a: 5, b: { type: "Strange" } }, observers: { "a..b": 3 }, behaviors: [undefined, "wx://unknown"] })', wxml: '<view id="still">still here</view>' },
  },
  components: Object.fromEntries([
    component('typed', {
      js: `Component({ properties: { text: String, count: Number, flag: Boolean, list: Array, any: null, either: { type: Number, optionalTypes: [String] }, wrong: { type: String, value: 'standard' }, made: { type: Object, value: { a: 1 } } }, attached() { this.atAttached = { text: this.data.text, count: this.properties.count, list: this.data.list.length } } })`,
      wxml: '<view class="out">{{text}}|{{count}}|{{flag}}|{{list.length}}</view>',
    }),
    component('named', {
      js: 'Component({ properties: { dataset: { type: Array, observer: "changed" } }, data: { is: "data is", id: "data id" }, methods: { changed(value) { this.seen = value.length } } })',
      wxml: '<view class="out">{{dataset.length}} {{is}}</view>',
    }),
    component('legacy', {
      js: `Component({
        properties: { value: { type: String, observer(now, old) { this.log().push('prop ' + old + '>' + now) } } },
        data: { n: 0 }, observers: { '**'() { this.wild = (this.wild || 0) + 1 }, 'value, n': 'both' },
        created() { this.log().push('never') }, attached() { this.log().push('never') },
        lifetimes: { created() { this.log().push('created') }, attached() { this.log().push('attached') }, ready() { this.log().push('ready') } },
        methods: { log() { return this.lines || (this.lines = []) }, both(value, n) { this.log().push('both ' + value + n) } } })`,
      wxml: '<view>{{value}}</view>',
    }),
    component('field', { js: 'Component({ behaviors: ["wx://form-field"] })', wxml: '<view>{{name}}={{value}}</view>' }),
    component('exported', { js: 'Component({ behaviors: ["wx://component-export"], export() { return { only: this.data.secret } }, data: { secret: 42 } })', wxml: '<view />' }),
    component('owner', {
      json: using('typed'),
      js: `Component({ methods: { child() { return this.selectComponent('#inner').selectOwnerComponent() === this }, fire(options) { this.triggerEvent('custom', { a: 1 }, options) } } })`,
      wxml: '<typed id="inner" list="{{[]}}" /><view>o</view>',
    }),
    component('flags', {
      js: `const filtered = Behavior({ definitionFilter(definition) { definition.data = { ...definition.data, added: 'by filter' } } })
        Component({ behaviors: [filtered], options: { pureDataPattern: /^_/ }, data: { _pure: 'pure', plain: 'plain' }, observers: { _pure(v) { this.pureSeen = v } }, methods: { change() { this.setData({ _pure: 'changed' }) } } })`,
      wxml: '<view class="out">[{{_pure}}] {{plain}} {{added}}</view>',
    }),
  ]),
})
const { run, get, text, hasText, tap, open, until, said } = here

describe('data', () => {
  it('setData shows what already stands in data', async () => {
    await open('pages/data/data')
    const same = await run('(() => { const p = getCurrentPages()[0]; const before = p.data; p.patch(); return p.data === before })()')
    assert.equal(same, true)
    await hasText('7', '#x')
    await hasText('one;', '#list')
  })

  it('paths create what they need, undefined is refused in words', async () => {
    await run("getCurrentPages()[0].setData({ 'deep.a[0].b': 2, 'deep.c.d': 'new', keep: undefined })")
    await hasText('2 new', '#deep')
    assert.equal(await get('data.keep'), 'kept')
    assert.ok(said().some((line) => line === 'Setting data field "keep" to undefined is invalid.'), said().join('\n'))
  })

  it('each page has its own copy of what its definition holds', async () => {
    await run('getCurrentPages()[0].extra.list.push(2)')
    await open('pages/data/data')
    assert.deepEqual(await get('extra.list'), [1])
    assert.equal(await get('data.x'), 0)
  })

  it('a page knows itself', async () => {
    const page = await run('(() => { const p = getCurrentPages()[0]; return [p.route, p.__route__, p.is, p.options, typeof p.getPageId(), p.renderer, typeof p.setData, typeof p.router.navigateTo, typeof p.pageRouter.navigateBack] })()')
    assert.deepEqual([page[0], page[1], page[2]], ['pages/data/data', 'pages/data/data', 'pages/data/data'])
    assert.ok(page[3].visit)
    assert.deepEqual(page.slice(4), ['string', 'webview', 'function', 'function', 'function'])
  })

  it('a huge update arrives, and is worth a word', async () => {
    const size = 3 * 1024 * 1024
    await run(`new Promise((resolve) => getCurrentPages()[0].setData({ x: 'y'.repeat(${size}) }, resolve))`)
    assert.equal((await text('#x')).length, size)
    assert.ok(said().some((line) => /^The page was sent \d+ KB at once/.test(line)))
    await here.set({ x: 1 })
    await hasText('1', '#x')
  })

  it('a handler that is missing is named once', async () => {
    await tap('#missing')
    await tap('#missing')
    await tap('.d2')
    const lines = () => said().filter((line) => /does not have a method/.test(line))
    await until(() => lines().length >= 2)
    assert.deepEqual(lines(), [
      'Component "pages/data/data" does not have a method "notThere" to handle event "tap".',
      'Component "pages/data/data" does not have a method "start2" to handle event "tap".',
    ])
  })

  it('an id may start with a digit', async () => {
    const box = await run("new Promise((resolve) => wx.createSelectorQuery().select('#7days').boundingClientRect(resolve).exec())")
    assert.equal(box.id, '7days')
    assert.ok(box.width > 100)
  })
})

describe('components', () => {
  it('properties take the types they declare', async () => {
    await open('pages/parts/parts')
    await hasText('5|12|true|2', '#typed')
    const data = await get("selectComponent('#typed').data")
    assert.deepEqual([data.text, data.count, data.flag, data.list, data.any, data.made], ['5', 12, true, [1, 2], null, { a: 1 }])
    assert.equal(data.either, 5)
    assert.deepEqual(await get("selectComponent('#typed').atAttached"), { text: '5', count: 12, list: 2 })
    assert.deepEqual(said().filter((line) => /unknown|not a valid property/i.test(line)), [])
  })

  it('a property may be called dataset', async () => {
    await hasText('2 data is', '#named')
    assert.deepEqual(await run("(() => { const c = getCurrentPages()[0].selectComponent('#named'); return [c.data.dataset, c.seen, c.dataset, c.id, c.is] })()"),
      [[1, 2], 2, { camelCase: 'a', upper: 'b', withCaps: 'c' }, 'named', 'components/named/named'])
  })

  it('lifetimes win over functions at the top, observers hear both ways', async () => {
    await until(() => get("selectComponent('#legacy').lines.includes('ready')"))
    await run("getCurrentPages()[0].selectComponent('#legacy').setData({ n: 1 })")
    const lines = await get("selectComponent('#legacy').lines")
    assert.ok(!lines.includes('never'), lines.join())
    assert.equal(lines[0], 'created')
    assert.ok(lines.includes('prop >one') && lines.includes('both one0') && lines.includes('both one1') && lines.includes('attached'), lines.join())
    assert.ok(await get("selectComponent('#legacy').wild") >= 2)
  })

  it('export, owner and pure data', async () => {
    assert.deepEqual(await get("selectComponent('#exported')"), { only: 42 })
    assert.equal(await get("selectComponent('#owner').child()"), true)
    await hasText('[] plain by filter', '#flags')
    await run("getCurrentPages()[0].selectComponent('#flags').change()")
    assert.equal(await get("selectComponent('#flags').pureSeen"), 'changed')
    assert.deepEqual([await get("selectComponent('#no-such')"), await get("selectAllComponents('.none').length")], [null, 0])
  })

  it('an event bubbles only if it is told to', async () => {
    await run("(() => { const p = getCurrentPages()[0]; p.heard = []; const c = p.selectComponent('#bubbler'); c.fire(); c.fire({ bubbles: true }) })()")
    assert.deepEqual(await get('heard'), [['custom', { a: 1 }, 'bubbler', 'bubbler'], ['custom', { a: 1 }, 'bubbler', 'bubbler'], ['custom', { a: 1 }, 'bubbler', 'outer']])
  })

  it('a page made with Component() gets its query, decoded and typed', async () => {
    await open('pages/query/query', 'id2=42&flag=1&name=%E4%B8%AD')
    await hasText('42 true 中', '#q')
    assert.equal(await get('loaded.name'), '%E4%B8%AD')
    assert.equal(await get('atLoad.id2'), 42)
  })

  it('a component that is a form field is part of what the form submits', async () => {
    await open('pages/form/form')
    await hasText('own=first')
    await tap('#send')
    await until(() => get('submitted').then((value) => value && value.own === 'first' && value.plain === 'p'))
    await here.set({ value: 'second' })
    await hasText('own=second')
    await tap('#send')
    await until(() => get('submitted').then((value) => value.own === 'second'))
  })

  it('a style follows a shared value', async () => {
    await open('pages/worklet/worklet')
    await until(() => here.style('#moved', 'padding-left').then((value) => value === '1px'))
    assert.equal(await here.style('#moved', 'width'), '37.5px')
    await run('void (getCurrentPages()[0].x.value = 9)')
    await until(() => here.style('#moved', 'padding-left').then((value) => value === '9px'))
    await run("getCurrentPages()[0].clearAnimatedStyle('#moved', [])")
    await until(() => here.style('#moved', 'padding-left').then((value) => value === '0px'))
    assert.equal(await get('styleId'), 1)
  })

  it('a page may stand where a component should', async () => {
    await open('pages/user/user')
    await hasText('own', '#own')
    await hasText('digit')
  })

  it('a definition with mistakes still shows its page', async () => {
    await open('pages/broken/broken')
    await hasText('still here', '#still')
  })
})
