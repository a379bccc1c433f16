// SPDX-License-Identifier: GPL-3.0-or-later
// <scroll-view> and <swiper>, by finger, mouse and program.
import assert from 'node:assert/strict'
import { before, beforeEach, describe, it } from 'node:test'
import { hearing, hearingPage } from './hearing.mjs'
import { stage } from './stage.mjs'

const ROWS = '<view wx:for="{{rows}}" wx:key="*this" id="row{{item}}" class="row" style="height: 40px">Row {{item}}</view>'
const rows = (count) => Array.from({ length: count }, (_, index) => index + 1)

const here = stage({
  pages: {
    'pages/scroll/scroll': hearingPage(`
      <scroll-view id="down" scroll-y style="height: 200px" scroll-top="{{top}}" scroll-into-view="{{into}}" scroll-into-view-alignment="{{align}}"
        upper-threshold="20" lower-threshold="{{60}}" enhanced bindscroll="hear" bindscrolltoupper="hear" bindscrolltolower="hear"
        binddragstart="hear" binddragging="hear" binddragend="hear">${ROWS}</scroll-view>
      <scroll-view id="across" scroll-x enable-flex style="display: flex; width: 200px; height: 60px" scroll-left="{{left}}" bindscrolltolower="hear">
        <view wx:for="{{rows}}" wx:key="*this" style="flex: none; width: 100px">{{item}}</view>
      </scroll-view>
      <scroll-view id="own" scroll-y style="height: 160px" refresher-enabled refresher-default-style="none" refresher-threshold="{{50}}" refresher-triggered="{{triggered}}"
        bindrefresherpulling="pulling" bindrefresherrefresh="hear" bindrefresherrestore="hear" bindrefresherabort="hear">
        <view slot="refresher" id="sign" style="height: 50px">Let go</view>
        <view id="first" class="row">first</view>${ROWS}
      </scroll-view>
      <scroll-view id="plain" scroll-x style="display: flex; width: 100px"><view>one</view><view id="below">two</view></scroll-view>
      <scroll-view id="full" scroll-y style="height: 50px"><view id="all" style="height: 100%">all</view></scroll-view>
      <scroll-view id="dots" scroll-y style="height: 60px" refresher-enabled="{{true}}">${ROWS}</scroll-view>`, {
      data: { rows: rows(20), top: 0, left: 0, into: '', align: 'start', triggered: false },
      methods: 'pulling(e) { this.pulled = e.detail.dy },',
      wxss: '.row:first-child { color: rgb(1, 2, 3) }',
    }),
    'pages/swiper/swiper': hearingPage(`
      <swiper id="plain" style="height: 80px" duration="60" current="{{current}}" bindchange="hear" bindanimationfinish="hear" bindtransition="moved">
        <swiper-item wx:for="{{rows}}" wx:key="*this" item-id="i{{item}}"><view style="height: 80px">{{item}}</view></swiper-item>
      </swiper>
      <swiper id="vertical" vertical circular duration="60" style="height: 80px" bindchange="hear">
        <swiper-item wx:for="{{rows}}" wx:key="*this"><view>{{item}}</view></swiper-item>
      </swiper>
      <swiper id="several" display-multiple-items="2" previous-margin="20px" next-margin="20px" snap-to-edge style="width: 300px; height: 40px">
        <swiper-item wx:for="{{rows}}" wx:key="*this"><view id="several{{item}}">{{item}}</view></swiper-item>
      </swiper>
      <swiper id="held" style="height: 60px" bindchange="hear"><swiper-item catchtouchmove="stop"><view>held</view></swiper-item><swiper-item /></swiper>
      <swiper id="tabs" style="height: 100px"><swiper-item><scroll-view id="inside" scroll-y style="height: 100px">${ROWS}</scroll-view></swiper-item><swiper-item /></swiper>
      <swiper id="auto" autoplay="{{auto}}" interval="100" duration="20" style="height: 20px" bindchange="hear"><swiper-item /><swiper-item /></swiper>`, {
      data: { rows: rows(4), current: 1, auto: false },
      methods: 'moved(e) { this.furthest = Math.max(this.furthest || 0, Math.abs(e.detail.dx)) }, stop() {},',
    }),
    'pages/page/page': hearingPage(ROWS, { data: { rows: rows(60) }, methods: 'onPageScroll(e) { this.top = e.scrollTop },' }),
  },
})
const { heard, next, frame, drag, rect } = hearing(here)
const scrollOf = (selector) => frame().locator(selector).evaluate((element) => [element.scrollLeft, element.scrollTop])

describe('scroll-view', () => {
  before(() => here.open('pages/scroll/scroll'))
  beforeEach(heard)

  it('scrolls where the program says and tells of both ends', async () => {
    await here.set({ top: 600 })
    assert.deepEqual(await next('scrolltolower'), { direction: 'bottom' })
    await here.set({ top: 400 })
    const scrolled = await next('scroll')
    assert.deepEqual(scrolled, { scrollLeft: 0, scrollTop: 400, scrollHeight: 800, scrollWidth: scrolled.scrollWidth, deltaX: 0, deltaY: 200, isDrag: false })
    await here.set({ top: 10 })
    assert.deepEqual(await next('scrolltoupper'), { direction: 'top' })
  })

  it('tells of the end again when the list has grown', async () => {
    await here.set({ top: 600 })
    await next('scrolltolower')
    await here.set({ rows: rows(30) })
    await here.set({ top: 1000 })
    await next('scrolltolower')
    await here.set({ rows: rows(20), top: 0 })
  })

  it('brings a row to where the alignment says', async () => {
    await here.set({ into: 'row9' })
    await here.until(async () => (await scrollOf('#down'))[1] === 320, 'row 9 at the top')
    await here.set({ align: 'end', into: 'row10' })
    await here.until(async () => (await scrollOf('#down'))[1] === 200, 'row 10 at the bottom')
  })

  it('scrolls across, side by side with enable-flex', async () => {
    await here.set({ left: '1800' })
    assert.deepEqual(await next('scrolltolower'), { direction: 'right' })
    assert.deepEqual(await scrollOf('#across'), [1800, 0])
  })

  it('lays its content out by flex with enable-flex only, and gives it its whole height', async () => {
    assert.ok((await rect('#below')).top > (await rect('#plain')).top + 10)
    assert.equal((await rect('#all')).height, 50)
  })

  it('a mouse drags it as a finger would', async () => {
    await here.set({ top: 0 })
    await here.until(async () => (await scrollOf('#down'))[1] === 0, 'the top')
    await heard()
    await drag('#down', [100, 150], [100, 130], [100, 60])
    await here.until(async () => (await scrollOf('#down'))[1] >= 80, 'a scrolled list')
    const types = (await heard()).map(([type]) => type)
    assert.ok(types.includes('dragstart') && types.includes('dragging'), types.join())
  })

  it('the wheel scrolls it', async () => {
    await here.set({ top: 0 })
    await here.until(async () => (await scrollOf('#down'))[1] === 0, 'the top')
    const box = await frame().locator('#down').boundingBox()
    await here.phone.page.mouse.move(box.x + 10, box.y + 10)
    await here.phone.page.mouse.wheel(0, 100)
    await here.until(async () => (await scrollOf('#down'))[1] > 50, 'a scrolled list')
  })

  it('pulled at its top it shows the program\'s own sign and refreshes', async () => {
    await drag('#own', [50, 20], [50, 60], [50, 160])
    await next('refresherrefresh')
    assert.ok(await here.get('pulled') >= 50)
    const view = await rect('#own')
    await here.until(async () => Math.abs((await rect('#sign')).top - view.top) < 1, 'the sign at the top')
    await here.until(async () => (await rect('#first')).top >= view.top + 49, 'rows below the sign')
    // The dots of a plain refresher are no child of the program's.
    assert.equal(await frame().locator('#dots .row').first().evaluate((row) => getComputedStyle(row).color), 'rgb(1, 2, 3)')
    await here.set({ triggered: true })
    await here.set({ triggered: false })
    await next('refresherrestore')
    await here.until(async () => (await rect('#first')).top < view.top + 1, 'rows at the top')
  })

  it('a short pull is taken back', async () => {
    await drag('#own', [50, 20], [50, 40], [50, 60])
    await next('refresherabort')
  })

  it('the program may start a refresh', async () => {
    await here.set({ triggered: true })
    await next('refresherrefresh')
    await here.set({ triggered: false })
    await next('refresherrestore')
  })
})

describe('swiper', () => {
  before(() => here.open('pages/swiper/swiper'))
  beforeEach(heard)

  it('begins with the current item and turns by mouse', async () => {
    await drag('#plain', [320, 40], [250, 40], [20, 40])
    assert.deepEqual(await next('change'), { current: 2, currentItemId: 'i3', source: 'touch' })
    assert.ok(await here.get('furthest') > 100)
  })

  it('does not go beyond its end', async () => {
    await here.set({ current: 3 })
    await next('animationfinish')
    await drag('#plain', [320, 40], [250, 40], [20, 40])
    await next('animationfinish')
    assert.equal(await here.exists('#plain'), true)
    assert.deepEqual((await heard()).filter(([type]) => type === 'change'), [])
  })

  it('turns upwards, and round', async () => {
    await drag('#vertical', [100, 10], [100, 30], [100, 75])
    assert.equal((await next('change')).current, 3)
  })

  it('shows several, without a margin at the first', async () => {
    const box = await rect('#several')
    const first = await rect('#several1')
    assert.deepEqual([first.left - box.left, first.width], [0, 130])
  })

  it('an item that catches moves stays', async () => {
    await drag('#held', [200, 30], [100, 30], [20, 30])
    assert.deepEqual(await heard(), [])
  })

  it('a list inside is dragged along its own way', async () => {
    await drag('#inside', [100, 90], [100, 60], [100, 20])
    await here.until(async () => (await scrollOf('#inside'))[1] > 30, 'a scrolled list')
  })

  it('turns by itself', async () => {
    await here.set({ auto: true })
    assert.deepEqual(await next('change'), { current: 1, currentItemId: '', source: 'autoplay' })
    await here.set({ auto: false })
  })
})

describe('page', () => {
  before(() => here.open('pages/page/page'))

  it('is dragged by a mouse and goes on for a moment', async () => {
    const { mouse } = here.phone.page
    await mouse.move(180, 500)
    await mouse.down()
    await mouse.move(180, 300, { steps: 5 })
    await mouse.up()
    await here.until(async () => await here.get('top') > 150, 'a scrolled page')
  })
})
