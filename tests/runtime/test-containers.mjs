// SPDX-License-Identifier: GPL-3.0-or-later
// Containers, movable views, Skyline's names and the tags of the platform's first year.
import assert from 'node:assert/strict'
import { before, beforeEach, describe, it } from 'node:test'
import { hearing, hearingPage } from './hearing.mjs'
import { stage } from './stage.mjs'

const here = stage({
  pages: {
    'pages/start/start': hearingPage('<view>start</view>'),
    'pages/layers/layers': hearingPage(`
      <page-meta root-font-size="20px" page-style="background-color: {{color}}" scroll-top="{{top}}" bindscroll="hear" bindscrolldone="hear" />
      <page-container show="{{show}}" position="bottom" round duration="{{20}}" bindbeforeenter="hear" bindenter="hear" bindafterenter="hear"
        bindbeforeleave="hear" bindleave="hear" bindafterleave="hear" bindclickoverlay="hear"><view id="inside" style="height: 100px">inside</view></page-container>
      <view style="transform: translateX(100px); overflow: hidden; height: 10px" bindtap="hear">
        <root-portal enable="{{portal}}"><view id="portal" style="position: fixed; top: 0; left: 0; width: 50px; height: 50px">portal</view></root-portal><view wx:if="{{after}}" id="after">after</view>
      </view>
      <match-media min-width="300" max-width="600"><view id="narrow">narrow</view></match-media>
      <match-media min-width="601"><view id="wide">wide</view></match-media>
      <input id="field"><keyboard-accessory><view id="accessory">bar</view></keyboard-accessory></input>
      <view style="height: 2000px" />`, { data: { show: false, color: 'rgb(1, 2, 3)', portal: true, after: false, top: '' } }),
    'pages/old/old': hearingPage(`
      <modal title="Sure?" confirm-text="Yes" cancel-text="No" hidden="{{!modal}}" bindconfirm="hear" bindcancel="hear"><view>Really</view></modal>
      <toast hidden="{{!toast}}" duration="30" bindchange="hear">Saved</toast>
      <loading hidden="{{!loading}}">Loading</loading>
      <action-sheet hidden="{{!sheet}}" bindchange="hear">
        <action-sheet-item id="entry" bindtap="hear">First</action-sheet-item><action-sheet-cancel id="cancel">Cancel</action-sheet-cancel>
      </action-sheet>
      <div id="div">div</div><span id="span">span</span><p id="p">p</p><i id="i">i</i><wx-image id="image" src="x.png" />`,
    { data: { modal: false, toast: false, loading: false, sheet: false } }),
    'pages/move/move': hearingPage(`
      <movable-area style="width: 300px; height: 100px">
        <movable-view id="plain" direction="all" x="{{x}}" y="10" animation="{{animated}}" style="width: 40px; height: 40px" bindchange="hear" bindhtouchmove="hear" bindvtouchmove="hear" />
      </movable-area>
      <movable-area style="width: 300px; height: 60px"><movable-view id="rubber" direction="horizontal" out-of-bounds style="width: 40px; height: 40px" bindchange="hear" /></movable-area>
      <movable-area style="width: 300px; height: 100px"><movable-view id="scaled" direction="all" scale scale-max="3" scale-value="{{zoom}}" style="width: 40px; height: 40px" bindscale="hear" /></movable-area>`,
    { data: { x: 20, animated: true, zoom: 1 } }),
    'pages/skyline/skyline': hearingPage(`
      <scroll-view id="list" type="custom" scroll-y style="height: 120px">
        <sticky-section><sticky-header><view id="head" style="height: 20px">Head</view></sticky-header>
          <list-view><view wx:for="{{rows}}" wx:key="*this" style="height: 40px">{{item}}</view></list-view></sticky-section>
      </scroll-view>
      <grid-view id="grid" cross-axis-count="3" cross-axis-gap="10" main-axis-gap="4" style="width: 320px"><view wx:for="{{rows}}" wx:key="*this" id="cell{{item}}" style="height: 10px">{{item}}</view></grid-view>
      <pan-gesture-handler worklet:ongesture="gesture"><view id="pan" style="height: 60px">pan</view></pan-gesture-handler>
      <tap-gesture-handler worklet:ongesture="gesture"><view id="tap">tap</view></tap-gesture-handler>
      <vertical-drag-gesture-handler worklet:ongesture="gesture"><view id="drag" style="height: 40px">drag</view></vertical-drag-gesture-handler>
      <span id="span">span</span><share-element key="a"><view>shared</view></share-element>`, {
      data: { rows: [1, 2, 3, 4, 5, 6] },
      methods: `gesture(event) { 'worklet'; getApp().log.push(['gesture', event]) },`,
    }),
  },
})
const { heard, next, frame, drag, rect } = hearing(here)
const types = async () => (await heard()).map(([type]) => type)

describe('layers', () => {
  before(async () => {
    await here.open('pages/start/start')
    await here.run("wx.navigateTo({ url: '/pages/layers/layers' }) && 0")
    await here.phone.at('pages/layers/layers')
    await here.until(() => here.exists('#inside'), 'the page')
  })
  beforeEach(heard)

  it('a page container comes up, and the way back closes it before the page', async () => {
    await here.set({ show: true })
    await here.until(async () => (await rect('#inside')).height === 100 && (await rect('#inside')).top < 600, 'the container')
    await here.until(async () => (await here.run('getApp().log.length')) >= 3, 'three events')
    assert.deepEqual(await types(), ['beforeenter', 'enter', 'afterenter'])
    await here.phone.call('navigateBack')
    await here.until(async () => (await here.run('getApp().log.length')) >= 3, 'three events')
    assert.deepEqual(await types(), ['beforeleave', 'leave', 'afterleave'])
    assert.equal((await here.phone.call('state')).page, 'pages/layers/layers')
  })

  it('a root portal is free of its place, and its taps still reach its parents', async () => {
    assert.equal((await rect('#portal')).left, 0)
    await here.set({ after: true })
    await here.tap('#portal')
    await next('tap')
    assert.equal(await here.text('#after'), 'after')
    await here.set({ portal: false })
    await here.until(async () => (await rect('#portal')).left === 100, 'the place in the page')
  })

  it('match-media shows what fits', async () => {
    assert.ok((await rect('#narrow')).height > 0)
    assert.equal((await rect('#wide')).height, 0)
  })

  it('a keyboard accessory is there while its field is typed into', async () => {
    assert.equal((await rect('#accessory')).height, 0)
    await frame().locator('#field input').focus()
    await here.until(async () => (await rect('#accessory')).height > 0, 'the accessory')
    await frame().locator('#field input').blur()
    await here.until(async () => (await rect('#accessory')).height === 0, 'no accessory')
  })

  it('page-meta styles and scrolls the page', async () => {
    assert.equal(await frame().evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(1, 2, 3)')
    await here.set({ top: '300px' })
    await next('scroll')
    await here.until(() => frame().evaluate(() => document.scrollingElement.scrollTop === 300), 'a scrolled page')
  })
})

describe('old tags', () => {
  before(() => here.open('pages/old/old'))
  beforeEach(heard)

  it('a modal asks', async () => {
    assert.equal((await rect('wx-modal')).height, 0)
    await here.set({ modal: true })
    await frame().getByText('Really').waitFor()
    await frame().getByRole('button', { name: 'Yes' }).click()
    await next('confirm')
    await frame().getByRole('button', { name: 'No' }).click()
    await next('cancel')
    await here.set({ modal: false })
  })

  it('a toast tells when its time is over; loading turns', async () => {
    await here.set({ toast: true })
    await frame().getByText('Saved').waitFor()
    await next('change')
    await here.set({ toast: false, loading: true })
    await frame().getByText('Loading').waitFor()
    await here.set({ loading: false })
    await frame().getByText('Loading').waitFor({ state: 'hidden' })
  })

  it('an action sheet tells which entry was tapped, and when it is left', async () => {
    await here.set({ sheet: true })
    await frame().locator('#entry').click()
    await next('tap')
    await frame().locator('#cancel').click()
    await next('change')
    await here.set({ sheet: false })
  })

  it('HTML\'s names are inline, as unknown tags are on a phone', async () => {
    for (const id of ['div', 'span', 'p', 'i']) assert.equal(await here.style(`#${id}`, 'display'), 'inline')
    assert.equal(await here.style('#image', 'display'), 'inline-block')
  })
})

describe('movable-view', () => {
  before(() => here.open('pages/move/move'))
  beforeEach(heard)
  const left = async (selector) => Math.round((await rect(selector)).left)

  it('moves to where the program says, drawn or at once', async () => {
    const border = (await left('#plain')) - 20
    await here.set({ x: 120 })
    await here.until(async () => (await left('#plain')) === border + 120, 'the place')
    const moves = (await heard()).filter(([type]) => type === 'change')
    assert.ok(moves.length > 1 && moves.every(([, { source }]) => source === ''))
    assert.deepEqual(moves.pop()[1], { x: 120, y: 10, source: '' })
    await here.set({ animated: false, x: 500 })
    assert.deepEqual(await next('change'), { x: 260, y: 10, source: '' })
  })

  it('follows the mouse and tells which way it began', async () => {
    await drag('#plain', [10, 10], [0, 10], [-100, 20])
    const all = await heard()
    assert.equal(all[0][0], 'htouchmove')
    assert.deepEqual(all.at(-1)[1], { x: 150, y: 20, source: 'touch' })
  })

  it('springs back from out of bounds', async () => {
    await drag('#rubber', [10, 10], [30, 10], [330, 10])
    await here.until(async () => (await here.run('getApp().log.slice(-1)[0] || [0, {}]'))[1].x === 260, 'the border')
    const sources = new Set((await heard()).map(([, { source }]) => source))
    assert.deepEqual([...sources], ['touch', 'touch-out-of-bounds', 'out-of-bounds'])
  })

  it('is scaled within its limits', async () => {
    await here.set({ zoom: 5 })
    assert.equal((await next('scale')).scale, 3)
    assert.equal((await rect('#scaled')).width, 120)
  })
})

describe('skyline', () => {
  before(() => here.open('pages/skyline/skyline'))
  beforeEach(heard)

  it('a header sticks while its section is there', async () => {
    await frame().locator('#list').evaluate((element) => { element.scrollTop = 100 })
    assert.equal((await rect('#head')).top, (await rect('#list')).top)
  })

  it('a grid has its columns and gaps', async () => {
    const [one, two, four] = [await rect('#cell1'), await rect('#cell2'), await rect('#cell4')]
    assert.deepEqual([one.width, two.left - one.left, four.top - one.top], [100, 110, 14])
  })

  it('gesture handlers tell worklets what fingers do', async () => {
    await drag('#pan', [10, 10], [40, 20], [60, 30])
    await here.until(async () => (await here.run('getApp().log.slice(-1)[0][1].state')) === 3, 'the end')
    const pans = (await heard()).map(([, event]) => event)
    assert.deepEqual([...new Set(pans.map((event) => event.state))], [0, 1, 2, 3])
    const moved = pans.reduce((sum, event) => sum + event.deltaX, 0)
    assert.ok(moved > 20 && moved <= 50, `moved by ${moved}`)
    await frame().locator('#tap').click()
    assert.equal((await next('gesture')).state, 3)
    await drag('#drag', [10, 10], [40, 10], [60, 10])
    assert.deepEqual((await heard()).map(([, event]) => event.state), [0])
  })

  it('says once what a web view cannot do, and shows the content', async () => {
    assert.equal(await here.style('#span', 'display'), 'inline')
    await here.until(() => here.said().filter((text) => text.startsWith('<share-element>')).length === 1, 'one message')
  })
})
