// SPDX-License-Identifier: GPL-3.0-or-later
// What component libraries rely on; each was found by a program of the corpus that failed without it.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { stage } from './stage.mjs'

const using = (...names) => ({ usingComponents: Object.fromEntries(names.map((name) => [name, `/components/${name}/${name}`])) })

const here = stage({
  pages: {
    'pages/wxs/wxs': {
      js: 'Page({ data: { list: [1], object: { a: 1 }, text: "t", show: false } })',
      json: using('sliding'),
      wxml: `<wxs module="own">module.exports = function (x) { return x.constructor }</wxs><wxs module="file" src="./wxs.wxs" />
        <view id="types">{{own(list)}} {{own(object)}} {{own(text)}} {{own(1)}} {{own(true)}} {{own(own)}}</view><view id="same">{{file.isArray(list)}} {{file.isArray(object)}}</view>
        <wxs module="inline">/* it's */ var r = getRegExp('^-?\\d+(\\.\\d+)?$'); module.exports = { digits: function (x) { return r.test(x) }, lines: 'a\\n\\'b\\'' } // don't</wxs>
        <view id="digits">{{inline.digits('12.5')}} {{file.digits('5')}} {{file.digits('x')}} {{inline.lines.length}}</view>
        <sliding id="sliding" show="{{show}}" />`,
      wxs: "module.exports.digits = function (x) { return getRegExp('^\\d+$').test(x) }; module.exports.isArray = function (x) { return x.constructor === 'Array' && x.constructors === undefined }",
    },
    'pages/early/early': {
      json: using('early'),
      js: `Page({ log: [], onLoad() { this.createSelectorQuery().select('#early').boundingClientRect(() => this.log.push('rect')).exec() }, ready() { this.log.push('component') }, onReady() { this.log.push('page') } })`,
      wxml: '<early id="early" text="x" bind:ready="ready" />',
    },
    'pages/loose/loose': {
      json: using('loose'),
      js: `Page({ onLoad() {
        this.setData({ animation: wx.createAnimation({ duration: 300 }) })
        this.data.animation.option.transition.duration = 70
        this.duration = this.data.animation.translateX(5).step().export().actions[0].option.transition.duration
      } })`,
      wxml: '<view id="empty" hidden="">shown</view><view id="word" hidden="false">not shown</view><view id="bare" hidden>not shown</view><loose id="loose" value="1" />',
    },
  },
  components: {
    'components/loose/loose': { js: 'Component({ properties: { value: { type: String, observer: "nowhere" } } })', wxml: '<view>value {{value}}</view>' },
    'components/early/early': {
      js: `Component({ properties: { text: String }, data: { name: '' },
        observers: { text() { this.createSelectorQuery().select('.later').boundingClientRect((rect) => this.setData({ found: rect ? 'yes' : 'no' })).exec() } },
        attached() { this.setData({ name: 'later' }) }, ready() { this.triggerEvent('ready') } })`,
      wxml: '<view class="{{name}}">found {{found}}</view>',
    },
    'components/sliding/sliding': {
      js: 'Component({ properties: { show: Boolean } })',
      wxml: '<wxs module="m" src="./sliding.wxs" /><view show="{{show}}" change:show="{{m.change}}" class="before">x</view><view class="left">left</view>',
      wxs: "module.exports.change = function (value, old, owner) { var left = owner.selectComponent('.left'); left.getState().n = (left.getState().n || 0) + 1; left.setStyle({ 'margin-left': left.getState().n + 'px' }) }",
    },
  },
})

describe('WXS', () => {
  it('names a type where JavaScript has its constructor', async () => {
    await here.open('pages/wxs/wxs')
    assert.equal(await here.text('#types'), 'Array Object String Number Boolean Function')
    assert.equal(await here.text('#same'), 'true false')
  })

  it('keeps a backslash that begins no escape sequence', async () => {
    await here.open('pages/wxs/wxs')
    assert.equal(await here.text('#digits'), 'true true false 5')
  })

  it('finds later nodes when a property gets its first value', async () => {
    await here.open('pages/wxs/wxs')
    await here.until(async () => await here.style('#sliding .left', 'margin-left') === '1px')
    await here.set({ show: true })
    await here.until(async () => await here.style('#sliding .left', 'margin-left') === '2px')
    assert.deepEqual(here.phone.errors(), [])
  })
})

describe('A selector query', () => {
  it('of an observer sees what attached() sets', async () => {
    await here.open('pages/early/early')
    await here.hasText('found yes', '#early')
  })

  it('of onLoad is answered after the page is ready', async () => {
    await here.open('pages/early/early')
    await here.until(async () => (await here.get('log')).length === 3, 'three steps')
    assert.deepEqual(await here.get('log'), ['component', 'page', 'rect'])
  })
})

describe('A page', () => {
  it('may take two frames to find its sizes', async () => {
    await here.open('pages/early/early')
    const [frame] = here.phone.pageFrames()
    const known = here.phone.errors().length
    await frame.evaluate(() => {
      window.dispatchEvent(new ErrorEvent('error', { message: 'ResizeObserver loop completed with undelivered notifications.' }))
      window.dispatchEvent(new ErrorEvent('error', { message: 'real' }))
    })
    await here.until(() => here.phone.errors().length > known)
    assert.deepEqual(here.phone.errors().slice(known).map(({ message }) => /real/.test(message)), [true])
  })
})

describe('What a phone takes easily', () => {
  it('an empty "hidden", an observer that is not there, an animation whose time is changed', async () => {
    await here.open('pages/loose/loose')
    await here.hasText('value 1', '#loose')
    assert.deepEqual(await Promise.all(['#empty', '#word', '#bare'].map((id) => here.style(id, 'display'))), ['block', 'none', 'none'])
    assert.equal(await here.get('duration'), 70)
    assert.ok(here.said().some((text) => /Cannot find method "nowhere"/.test(text)))
    assert.deepEqual(here.phone.errors().filter(({ message }) => !/real/.test(message)), [])
  })
})
