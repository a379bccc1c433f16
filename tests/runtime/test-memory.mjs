// SPDX-License-Identifier: GPL-3.0-or-later
// Pages that were closed leave nothing behind, whatever they watched, asked and bound.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { stage } from './stage.mjs'

const VISITS = 10
const here = stage({
  appScript: 'App({ born: [] })',
  pages: {
    'pages/a/a': { wxml: 'a' },
    'pages/b/b': {
      json: { usingComponents: { part: '/components/part' } },
      js: `Page({ data: { list: [] }, onLoad() {
        getApp().born.push(new WeakRef(this))
        this.createIntersectionObserver().observe('#x', () => this.data)
        this.createMediaQueryObserver().observe({ minWidth: 1 }, () => this.data)
        this.setData({ list: Array.from({ length: 100 }, (x, i) => i) }, () => { this.shown = true })
        wx.createSelectorQuery().in(this).select('#x').boundingClientRect(() => this.data).exec()
        this.applyAnimatedStyle('#x', () => ({ opacity: wx.worklet.shared(1).value })) } })`,
      wxml: `<wxs module="s">module.exports = { t: function (e, o) { o.getState() }, c: function (n, old, o, i) { i.setStyle('color: red'); i.getBoundingClientRect() } }</wxs>
        <view id="x" bindtap="{{s.t}}" change:prop="{{s.c}}" prop="{{list.length}}">x</view><view wx:for="{{list}}" wx:key="*this">{{item}}</view><input model:value="{{list.length}}" /><part />`,
    },
  },
  components: { 'components/part': { js: 'Component({ attached() { getApp().born.push(new WeakRef(this)) } })', wxml: '<view>p</view>' } },
}, { browserArgs: ['--js-flags=--expose-gc'] })

it('going there and back does not pile up pages', async () => {
  for (let visit = 0; visit < VISITS; visit += 1) {
    await here.run("wx.navigateTo({ url: '/pages/b/b' })")
    await here.phone.at('pages/b/b')
    await here.until(() => here.get('shown'))
    await here.run('wx.navigateBack()')
    await here.phone.at('pages/a/a')
  }
  assert.equal(await here.run('getApp().born.length'), 2 * VISITS)
  await here.until(() => here.phone.pageFrames().length === 1, 'one frame')
  const living = () => here.run('new Promise((resolve) => { setTimeout(() => { gc(); resolve(getApp().born.filter((one) => one.deref()).length) }, 0) })')
  // What the last visit's messages hold may still be on its way.
  await here.until(() => living().then((count) => count <= 2), 'the pages to be forgotten')
})
