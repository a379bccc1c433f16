// SPDX-License-Identifier: GPL-3.0-or-later
// Animations: wx.createAnimation with the attribute, this.animate with keyframes and with a scroller.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { stage } from './stage.mjs'

const here = stage({
  pages: {
    'pages/steps/steps': {
      js: `Page({
        data: { animation: null, style: 'width: 50px' }, ends: 0,
        play(build) { const animation = wx.createAnimation({ duration: 60, timingFunction: 'ease' }); build(animation); this.setData({ animation: animation.export() }) },
        onEnd(event) { this.ends += 1 }
      })`,
      wxml: '<view id="box" class="box" style="{{style}}" animation="{{animation}}" bindtransitionend="onEnd">box</view>',
      wxss: '.box { height: 50px; background: red }',
    },
    'pages/frames/frames': {
      json: { usingComponents: { part: '/components/part/part' } },
      js: `Page({
        play() { const page = this; return new Promise((done) => this.animate('#box', [{ opacity: 1, rotate: 0, left: '0px' }, { opacity: 0.5, rotate: 45, ease: 'ease-out' }, { opacity: 0.25, translate: [30, 10], scale: [2, 1] }], 80, function () { done(this === page) })) },
        clear(options) { return new Promise((done) => this.clearAnimation('#box', options, () => done(true))) },
        follow() { this.animate('.moved', [{ translateX: 0 }, { translateX: 100 }], 1000, { scrollSource: '#scroller', timeRange: 1000, startScrollOffset: 0, endScrollOffset: 200 }) }
      })`,
      wxml: `<view id="box" style="width: 50px; height: 50px">box</view><part id="part" />
        <scroll-view id="scroller" scroll-y style="height: 100px"><view style="height: 500px">long</view></scroll-view><view class="moved">moved</view>`,
    },
  },
  components: {
    'components/part/part': {
      js: "Component({ methods: { play() { return new Promise((done) => this.animate('.own', [{ width: '10px' }, { width: '40px' }], 50, () => done(true))) } } })",
      wxml: '<view class="own" id="own">own</view>',
    },
  },
})

const near = (actual, expected) => assert.ok(Math.abs(actual - expected) < 0.01, `${actual} is not ${expected}`)
const matrix = async (selector) => (await here.style(selector, 'transform')).match(/-?[\d.]+/g).map(Number)

describe('wx.createAnimation', () => {
  it('plays its steps one after the other; what was moved stays moved', async () => {
    await here.open('pages/steps/steps')
    await here.get("play((a) => a.translate(40, 10).step().opacity(0.5).width(80).rotate(90).step({ duration: 40 }))")
    await here.until(async () => await here.style('#box', 'width') === '80px' && await here.style('#box', 'opacity') === '0.5', 'the second step')
    await here.until(async () => Math.abs((await matrix('#box'))[1] - 1) < 0.001, 'the turn')
    const [a, b, , , x, y] = await matrix('#box')
    near(a, 0)
    near(b, 1)
    assert.deepEqual([x, y], [40, 10])
    assert.equal(await here.style('#box', 'transition-duration'), '0.04s')
    await here.until(async () => await here.get('ends') > 0, 'transitionend')
  })

  it('outlives a new style attribute, and takes units and rpx', async () => {
    await here.set({ style: 'width: 20px; color: blue' })
    await here.until(async () => await here.style('#box', 'color') === 'rgb(0, 0, 255)')
    assert.equal(await here.style('#box', 'opacity'), '0.5')
    await here.get("play((a) => a.translateX('100rpx').left('10%').backgroundColor('#00ff00').step({ transformOrigin: '0 0' }))")
    await here.until(async () => (await matrix('#box'))[4] === 50, '100rpx on 375px')
    await here.until(async () => await here.style('#box', 'background-color') === 'rgb(0, 255, 0)')
    assert.match(await here.style('#box', 'transform-origin'), /^0px 0px/)
  })

  it('exports what programs look into, and begins anew', async () => {
    const exported = await here.run("(() => { const a = wx.createAnimation(); a.scale(2).opacity(0).step({ delay: 5 }); return [a.export(), a.export()] })()")
    assert.deepEqual(exported[0].actions, [{
      animates: [{ type: 'scale', args: [2] }, { type: 'style', args: ['opacity', 0] }],
      option: { transformOrigin: '50% 50% 0', transition: { duration: 400, timingFunction: 'linear', delay: 5 } },
    }])
    assert.deepEqual(exported[1], { actions: [] })
  })
})

describe('this.animate', () => {
  it('plays keyframes, stays at the last and can be cleared', async () => {
    await here.open('pages/frames/frames')
    assert.equal(await here.get('play()'), true, 'this is the page')
    assert.equal(await here.style('#box', 'opacity'), '0.25')
    assert.deepEqual(await matrix('#box'), [2, 0, 0, 1, 30, 10])
    await here.get('clear({ opacity: true })')
    assert.equal(await here.style('#box', 'opacity'), '1')
    assert.deepEqual(await matrix('#box'), [2, 0, 0, 1, 30, 10])
    await here.get('clear()')
    assert.equal(await here.style('#box', 'transform'), 'none')
  })

  it('works in components, and follows a scroller', async () => {
    assert.equal(await here.get("selectComponent('#part').play()"), true)
    assert.equal(await here.style('#own', 'width'), '40px')
    await here.get('follow()')
    const frame = here.phone.pageFrames()[0]
    await frame.evaluate(() => { const box = document.querySelector('#scroller'); (box.hubScroller || box).scrollTop = 100 })
    await here.until(async () => (await matrix('.moved'))[4] === 50, 'half the way')
    assert.deepEqual(here.phone.errors(), [])
  })
})
