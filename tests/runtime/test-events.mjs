// SPDX-License-Identifier: GPL-3.0-or-later
// Events: their phases, their objects, gestures, and the scripts of templates (WXS) that handle them.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { stage } from './stage.mjs'

const note = `note(e) { this.log.push(e.currentTarget.id + ' ' + e.type); this.last = e }`

const here = stage({
  pages: {
    'pages/phases/phases': {
      js: `Page({ data: { type: 'a' }, log: [], ${note}, first(e) { this.log.push('first') }, second(e) { this.log.push('second') }, closed() { this.log.push('box tapped') } })`,
      json: { usingComponents: { box: '/components/box' } },
      wxml: `<view id="top" bindtap="note" capture-bind:tap="note"><view id="middle" bind:tap="note" capture-bind:tap="note"><view id="leaf" bindtap="note" capture-bind:tap="note">leaf</view></view></view>
        <view id="c-top" bindtap="note"><view id="c-middle" catch:tap="note"><view id="c-leaf" bindtap="note">caught</view></view></view>
        <view id="cc-top" capture-catch:tap="note"><view id="cc-leaf" bindtap="note">capture caught</view></view>
        <view id="m-top" mut-bind:tap="note"><view id="m-middle" bindtap="note"><view id="m-leaf" mut-bind:tap="note">mut</view></view></view>
        <view id="sw" data-a-b="1" mark:outer="o"><view id="switch" data-index="{{1}}" mark:inner="{{2}}" bindtap="{{type === 'a' ? 'first' : 'second'}}">dynamic</view></view>
        <view id="blank-top" bindtap="note"><view id="blank" catchtap>blank catch</view></view>
        <box id="box" bindtap="closed"><view id="slotted" bindtap="note">slotted</view></box>
        <view id="full" style="position: relative"><view style="position: absolute; left: 30px; top: 12px"><view id="object" data-n="{{3}}" data-o="{{ {a: 1} }}" mark:m="1" bindtap="note" bindlongpress="note" bindlongtap="note" bindtouchstart="note" bindtouchend="note" bindtouchforcechange="note">object</view></view></view>`,
    },
    'pages/motion/motion': {
      js: `Page({ data: { on: false }, log: [], note(e) { this.log.push([e.type, e.currentTarget.id, e.detail]) }, go() { this.setData({ on: true }) } })`,
      wxml: `<view id="outer" bindtransitionend="note"><view id="slide" class="slide {{on ? 'on' : ''}}" bindtransitionend="note">slide</view></view>
        <view id="spin" class="{{on ? 'spin' : ''}}" bindanimationstart="note" bindanimationiteration="note" bindanimationend="note">spin</view>`,
      wxss: `.slide { transition: opacity 20ms; opacity: 1 } .slide.on { opacity: 0.5 } @keyframes turn { from { opacity: 0.9 } to { opacity: 1 } } .spin { animation: turn 20ms linear 2 }`,
    },
    'pages/wxs/wxs': {
      js: `Page({ data: { n: 1, list: [3, 1, 2] }, calls: [], heard(args) { this.calls.push(args) }, event(e) { this.custom = e }, bubble() { this.bubbled = (this.bubbled || 0) + 1 } })`,
      wxml: `<wxs module="s" src="./wxs.wxs" /><wxs module="inline">module.exports = { twice: function (n) { return n * 2 }, message: 'inline ' + 1 }</wxs>
        <view id="text">{{inline.twice(n)}} {{inline.message}} {{s.sorted(list)}} {{s.kinds()}} {{s.json(list)}} {{s.replaced('a-b-c')}} {{s.year}}</view>
        <view id="watch" change:prop="{{s.changed}}" prop="{{n}}" data-id="w">watch</view>
        <view id="drag" data-tag="t" bindtouchstart="{{s.start}}" bindtouchmove="{{s.move}}" bindtouchend="{{s.end}}" bind:custom="event" style="width: 100px; height: 100px">drag</view>
        <view class="other" id="other">other</view>
        <view id="parent" bindtap="bubble"><view id="stopped" bindtap="{{s.stop}}">stopped</view></view>`,
      wxs: `var other = require('./other.wxs')
        var sorted = function (list) { return list.slice().sort(function (a, b) { return a - b }).join(other.sep) }
        var kinds = function () { return [[].constructor, ({}).constructor, (1).constructor, 's'.constructor, true.constructor, (function () {}).constructor, getDate().constructor, getRegExp('a').constructor].join(',') }
        var json = function (v) { return JSON.stringify(JSON.parse(JSON.stringify(v))) }
        var replaced = function (t) { return t.replace(getRegExp('-', 'g'), '+') + Math.max(1, 2) }
        var changed = function (now, old, owner, ins) { owner.callMethod('heard', { now: now, old: old, tag: ins.getDataset().id }); ins.setStyle({ 'padding-left': now + 'px', marginTop: '75rpx' }) }
        var start = function (e, owner) { var ins = e.instance; ins.getState().x = e.touches[0].pageX; ins.addClass('held extra'); ins.removeClass('extra') }
        var move = function (e, owner) { var ins = e.instance; var dx = e.touches[0].pageX - ins.getState().x; ins.setStyle('transform: translateX(' + dx + 'px)')
          owner.selectComponent('.other').setStyle({ opacity: 0.5 }); return false }
        var end = function (e, owner) { var ins = e.instance; var rect = ins.getBoundingClientRect(); ins.triggerEvent('custom', { width: rect.width, has: ins.hasClass('held'), tag: e.currentTarget.dataset.tag, all: owner.selectAllComponents('.other').length }) }
        var stop = function () { return false }
        module.exports = { sorted: sorted, kinds: kinds, json: json, replaced: replaced, year: getDate(2020, 1, 1).getFullYear(), changed: changed, start: start, move: move, end: end, stop: stop }`,
    },
    'pages/hollow/hollow': {
      json: { usingComponents: { hollow: '/components/hollow' } }, js: `Page({ log: [], ${note} })`,
      wxml: '<hollow id="hollow" bindtouchstart="note" bindlongpress="note" bindtap="note" bindtouchend="note"><view id="inside">inside</view></hollow>',
    },
    'pages/canvas/canvas': {
      js: `Page({ note(e) { this.last = e } })`,
      wxml: '<view style="padding: 20px"><canvas id="c" canvas-id="c" style="width: 200px; height: 100px" bindtouchstart="note"></canvas></view>',
    },
  },
  components: {
    'components/hollow': { js: 'Component({ options: { virtualHost: true } })', wxml: '<view class="hollow"><slot /></view>' },
    'components/box': { js: 'Component({ methods: { inner() { this.innerTapped = true } } })', wxml: '<view class="frame" bindtap="inner"><slot /></view>' },
  },
  files: { 'pages/wxs/other.wxs': "module.exports = { sep: '<' }" },
}, { touch: true })
const { get, run, tap, open, until, hasText, style } = here
const taken = async () => { const log = await get('log'); await run('void (getCurrentPages()[0].log = [])'); return log }
const spot = async (selector, dx, dy) => {
  const { left, top } = await here.phone.call('view', 'rect', selector)
  return { x: left + dx, y: await here.phone.pageTop() + top + dy }
}
const touch = (type, ...points) => here.phone.touch(type, points)

describe('phases', () => {
  it('down through capture, up through bind', async () => {
    await open('pages/phases/phases')
    await tap('#leaf')
    await until(() => get('log.length').then((n) => n === 6))
    assert.deepEqual(await taken(), ['top tap', 'middle tap', 'leaf tap', 'leaf tap', 'middle tap', 'top tap'])
  })

  it('catch ends the way up, capture-catch the way down', async () => {
    await tap('#c-leaf')
    await tap('#cc-leaf')
    await until(() => get('log.length').then((n) => n === 3))
    assert.deepEqual(await taken(), ['c-leaf tap', 'c-middle tap', 'cc-top tap'])
  })

  it('of mut-bind only the first hears', async () => {
    await tap('#m-leaf')
    await until(() => get('log.length').then((n) => n === 2))
    assert.deepEqual(await taken(), ['m-leaf tap', 'm-middle tap'])
  })

  it('a catch without a handler still catches', async () => {
    await tap('#blank')
    await tap('#blank-top')
    await until(() => get('log.length').then((n) => n >= 1))
    assert.deepEqual(await taken(), ['blank-top tap'])
  })

  it('a handler may be named by data, and change', async () => {
    await tap('#switch')
    await until(() => get("log.includes('first')"))
    await here.set({ type: 'b' })
    await tap('#switch')
    await until(() => get("log.includes('second')"))
    assert.deepEqual(await taken(), ['first', 'second'])
  })

  it('a tap in a slot reaches its page, the component and the component\'s own view', async () => {
    await tap('#slotted')
    await until(() => get('log.length').then((n) => n === 2))
    assert.deepEqual(await taken(), ['slotted tap', 'box tapped'])
    assert.equal(await get("selectComponent('#box').innerTapped"), true)
  })
})

describe('the event object', () => {
  it('holds what a handler may ask for', async () => {
    const { x, y } = await spot('#object', 5, 6)
    await touch('touchStart', { x, y })
    await touch('touchEnd')
    await until(() => get('log').then((log) => log.includes('object tap')))
    const event = await get('last')
    const frameTop = await here.phone.pageTop()
    assert.equal(event.type, 'tap')
    assert.ok(event.timeStamp > 0)
    assert.deepEqual(event.target, { id: 'object', offsetLeft: 0, offsetTop: 0, dataset: { n: 3, o: { a: 1 } } })
    assert.deepEqual(event.currentTarget, event.target)
    assert.deepEqual(event.mark, { m: '1' })
    assert.deepEqual(event.detail, { x, y: y - frameTop })
    assert.deepEqual(event.touches, [])
    const { identifier, ...place } = event.changedTouches[0]
    assert.equal(typeof identifier, 'number')
    assert.deepEqual(place, { pageX: x, pageY: y - frameTop, clientX: x, clientY: y - frameTop, force: place.force })
    assert.deepEqual((await taken()).filter((line) => !/force/.test(line)), ['object touchstart', 'object touchend', 'object tap'])
  })

  it('a long press is also a long tap, and no tap', async () => {
    const at = await spot('#object', 5, 6)
    await touch('touchStart', at)
    await until(() => get('log').then((log) => log.includes('object longtap')))
    await touch('touchEnd')
    await until(() => get('log').then((log) => log.includes('object touchend')))
    assert.deepEqual(await taken(), ['object touchstart', 'object longpress', 'object longtap', 'object touchend'])
  })

  it('a component without a node of its own hears all of it', async () => {
    await open('pages/hollow/hollow')
    const at = await spot('#inside', 5, 6)
    await touch('touchStart', at)
    await until(() => get('log').then((log) => log.includes('hollow longpress')))
    await touch('touchEnd')
    await until(() => get('log').then((log) => log.includes('hollow touchend')))
    assert.deepEqual(await taken(), ['hollow touchstart', 'hollow longpress', 'hollow touchend'])
    await open('pages/phases/phases')
  })

  it('two fingers come together', async () => {
    const a = await spot('#object', 5, 6)
    const b = { x: a.x + 10, y: a.y }
    await touch('touchStart', { ...a, id: 0 })
    await touch('touchStart', { ...a, id: 0 }, { ...b, id: 1 })
    await until(() => get('last').then((event) => event.touches.length === 2))
    const { touches, changedTouches } = await get('last')
    assert.deepEqual([touches.length, changedTouches.length, changedTouches[0].clientX], [2, 1, b.x])
    await touch('touchEnd')
    await until(() => get('log').then((log) => log.includes('object touchend')))
  })

  it('on a canvas touches have the canvas\'s coordinates, too', async () => {
    await open('pages/canvas/canvas')
    await touch('touchStart', await spot('#c', 15, 25))
    await touch('touchEnd')
    const last = await until(() => get('last'))
    assert.deepEqual([last.touches[0].x, last.touches[0].y, last.changedTouches[0].x], [15, 25, 15])
  })
})

describe('motion', () => {
  it('transitions and animations tell their ends', async () => {
    await open('pages/motion/motion')
    await run('getCurrentPages()[0].go()')
    await until(() => get('log').then((log) => log.some(([type]) => type === 'animationend') && log.filter(([type]) => type === 'transitionend').length === 2))
    const log = await get('log')
    assert.deepEqual(log.filter(([type]) => type === 'transitionend').map(([, id, detail]) => [id, detail.propertyName, detail.elapsedTime]),
      [['slide', 'opacity', 0.02], ['outer', 'opacity', 0.02]])
    assert.deepEqual(log.filter(([, id]) => id === 'spin').map(([type]) => type), ['animationstart', 'animationiteration', 'animationend'])
  })
})

describe('WXS', () => {
  it('knows its types, modules and patterns', async () => {
    await open('pages/wxs/wxs')
    await hasText('2 inline 1 1<2<3 Array,Object,Number,String,Boolean,Function,Date,RegExp [3,1,2] a+b+c2 2020', '#text')
  })

  it('hears of changes and styles its node', async () => {
    await until(() => get('calls.length').then((n) => n === 1))
    await here.set({ n: 4 })
    await until(() => style('#watch', 'padding-left').then((value) => value === '4px'))
    assert.equal(await style('#watch', 'margin-top'), '37.5px')
    assert.deepEqual(await get('calls'), [{ now: 1, tag: 'w' }, { now: 4, old: 1, tag: 'w' }])
  })

  it('false ends an event', async () => {
    await tap('#stopped')
    await tap('#parent')
    await until(() => get('bubbled').then((n) => n >= 1))
    assert.equal(await get('bubbled'), 1)
  })

  it('drags a node', async () => {
    const at = await spot('#drag', 10, 50)
    await touch('touchStart', at)
    for (let i = 1; i <= 5; i += 1) await touch('touchMove', { x: at.x + i * 10, y: at.y })
    // A browser may hold back the last moves until the finger goes.
    await until(() => style('#drag', 'transform').then((value) => /^matrix\(1, 0, 0, 1, [2-5]0, 0\)$/.test(value)))
    await touch('touchEnd')
    const custom = await until(() => get('custom'))
    assert.deepEqual(custom.detail, { width: 100, has: true, tag: 't', all: 1 })
    assert.equal(await style('#other', 'opacity'), '0.5')
    assert.equal(await here.exists('#drag.held'), true)
    assert.equal(await here.exists('#drag.extra'), false)
  })
})
