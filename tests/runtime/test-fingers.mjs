// SPDX-License-Identifier: GPL-3.0-or-later
// The components that move, under real touches.
import assert from 'node:assert/strict'
import { before, beforeEach, describe, it } from 'node:test'
import { hearing, hearingPage } from './hearing.mjs'
import { stage } from './stage.mjs'

const here = stage({
  pages: {
    'pages/fingers/fingers': hearingPage(`
      <swiper id="swiper" duration="60" style="height: 80px" bindchange="hear"><swiper-item><view>one</view></swiper-item><swiper-item><view>two</view></swiper-item></swiper>
      <scroll-view id="list" scroll-y refresher-enabled style="height: 120px" bindrefresherrefresh="hear"><view style="height: 600px">rows</view></scroll-view>
      <movable-area style="width: 300px; height: 60px"><movable-view id="movable" direction="all" style="width: 40px; height: 40px" bindchange="hear" /></movable-area>
      <movable-area style="width: 300px; height: 100px"><movable-view id="pinched" direction="all" scale style="width: 100px; height: 60px" bindscale="hear" /></movable-area>
      <slider id="slider" bindchange="hear" style="width: 300px" />
      <switch id="switch" bindchange="hear" />
      <pan-gesture-handler worklet:ongesture="gesture"><view id="pan" style="height: 60px">pan</view></pan-gesture-handler>`,
    { methods: `gesture(event) { 'worklet'; getApp().log.push(['gesture', event]) },` }),
  },
}, { touch: true })
const { heard, next, frame, rect } = hearing(here)

/** One finger from point to point, relative to an element. */
async function swipe (selector, ...points) {
  const box = await frame().locator(selector).boundingBox()
  const at = ([x, y]) => [{ x: box.x + x, y: box.y + y }]
  await here.phone.touch('touchStart', at(points[0]))
  for (let index = 1; index < points.length; index += 1) {
    const [fromX, fromY] = points[index - 1]
    const [toX, toY] = points[index]
    for (let step = 1; step <= 4; step += 1) {
      await here.phone.touch('touchMove', at([fromX + (toX - fromX) * step / 4, fromY + (toY - fromY) * step / 4]))
    }
  }
  await here.phone.touch('touchEnd', [])
}

describe('fingers', () => {
  before(() => here.open('pages/fingers/fingers'))
  beforeEach(heard)

  it('turn a swiper', async () => {
    await swipe('#swiper', [320, 40], [250, 42], [20, 42])
    assert.deepEqual(await next('change'), { current: 1, currentItemId: '', source: 'touch' })
  })

  it('pull a list to refresh it', async () => {
    await swipe('#list', [100, 10], [100, 60], [100, 150])
    const { dy } = await next('refresherrefresh')
    assert.equal(dy, 45)
  })

  it('move a movable view', async () => {
    await swipe('#movable', [10, 10], [30, 10], [110, 20])
    await here.until(async () => (await rect('#movable')).left === 100, 'the place')
    assert.equal((await next('change')).source, 'touch')
  })

  it('spread and scale', async () => {
    const box = await frame().locator('#pinched').boundingBox()
    const two = (left, right) => [{ x: box.x + left, y: box.y + 30, id: 0 }, { x: box.x + right, y: box.y + 30, id: 1 }]
    await here.phone.touch('touchStart', [two(40, 60)[0]])
    await here.phone.touch('touchStart', two(40, 60))
    await here.phone.touch('touchMove', two(30, 70))
    await here.phone.touch('touchMove', two(20, 80))
    await here.phone.touch('touchEnd', [])
    await here.until(async () => (await here.run('getApp().log.slice(-1)[0]'))[1].scale === 3, 'three times the size')
  })

  it('drag a slider and tap a switch', async () => {
    await swipe('#slider', [5, 14], [100, 14], [299, 14])
    assert.deepEqual(await next('change'), { value: 100 })
    await frame().locator('#switch').tap()
    assert.deepEqual(await next('change'), { value: true })
  })

  it('are told to a gesture handler until they are lifted', async () => {
    await swipe('#pan', [10, 10], [40, 20], [60, 30])
    await here.until(async () => (await here.run('getApp().log.slice(-1)[0][1].state')) === 3, 'the end')
    assert.deepEqual([...new Set((await heard()).map(([, event]) => event.state))], [0, 1, 2, 3])
  })
})
