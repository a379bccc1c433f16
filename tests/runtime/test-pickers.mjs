// SPDX-License-Identifier: GPL-3.0-or-later
// <picker> in all its modes, <picker-view>, and the small controls: slider, switch, progress, text.
import assert from 'node:assert/strict'
import { before, beforeEach, describe, it } from 'node:test'
import { hearing, hearingPage } from './hearing.mjs'
import { stage } from './stage.mjs'

const here = stage({
  app: { style: 'v2' },
  pages: {
    'pages/picker/picker': hearingPage(`
      <picker id="region" mode="region" value="{{region}}" header-text="Where" bindchange="hear" bindcancel="hear"><view>Region</view></picker>
      <picker id="city" mode="region" level="city" custom-item="All" bindchange="hear"><view>City</view></picker>
      <picker id="month" mode="date" fields="month" value="2024-02" start="2023-11" end="2024-03" bindchange="hear"><view>Month</view></picker>
      <picker id="year" mode="date" fields="year" value="2024" bindchange="hear"><view>Year</view></picker>
      <picker id="time" mode="time" value="09:05" bindchange="hear"><view>Time</view></picker>
      <picker id="off" disabled="{{true}}" range="{{['a']}}" bindchange="hear" bindcancel="hear"><view>Off</view></picker>`,
    { data: { region: ['广东省', '深圳市', '南山区'] } }),
    'pages/view/view': hearingPage(`
      <picker-view id="wheels" value="{{value}}" immediate-change="{{immediate}}" indicator-style="height: {{height}}rpx" indicator-class="line" style="height: 200px; {{more}}"
        bindchange="hear" bindpickstart="hear" bindpickend="hear">
        <picker-view-column><view wx:for="{{list}}" wx:key="*this">{{item}}</view></picker-view-column>
        <picker-view-column><view wx:for="{{list}}" wx:key="*this">{{item}}</view></picker-view-column>
      </picker-view>`, { data: { value: [3, 1], height: 80, immediate: false, more: '', list: [0, 1, 2, 3, 4, 5, 6, 7] }, wxss: '.line { border-color: rgb(1, 2, 3) }' }),
    'pages/small/small': hearingPage(`
      <slider id="slider" min="0" max="10" step="2" value="4" block-size="50" bindchanging="hear" bindchange="hear" style="width: 300px" />
      <progress id="bar" percent="{{percent}}" active active-mode="forwards" duration="1" bindactiveend="hear" />
      <switch id="switch" color="rgb(1, 2, 3)" bindchange="hear" />
      <checkbox id="check" checked /><radio id="radio" checked />
      <text id="lines" max-lines="2">one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty</text>
      <text id="space" space="ensp">a  b</text>
      <button id="wide" class="wide">wide</button><button id="mini" class="wide" size="mini">mini</button>
      <icon id="icon" type="success" size="60rpx" />`, { data: { percent: 20 }, wxss: '.wide { width: 100px }' }),
  },
})
const { heard, next, frame, drag, rect } = hearing(here)
const shell = () => here.phone.page.frames().find((candidate) => candidate.url().includes('shell.html'))
const wheels = () => shell().locator('.overlay.shown .wheel')
const press = (name) => shell().locator('.overlay.shown').getByRole('button', { name, exact: true }).click()
const turn = async (column, keys) => { for (const key of keys) await wheels().nth(column).press(key) }

describe('picker', () => {
  before(() => here.open('pages/picker/picker'))
  beforeEach(heard)

  it('regions are the real ones, with their codes', async () => {
    await here.tap('#region')
    await shell().getByText('Where').waitFor()
    assert.equal(await wheels().count(), 3)
    assert.equal(await wheels().nth(0).locator('.wheel-item').count(), 34)
    await press('OK')
    assert.deepEqual(await next('change'), { value: ['广东省', '深圳市', '南山区'], code: ['440000', '440300', '440305'], postcode: '' })
    await here.tap('#region')
    await press('Cancel')
    assert.deepEqual(await next('cancel'), {})
  })

  it('an upper province brings its own cities', async () => {
    await here.set({ region: ['天津市', '天津市', '和平区'] })
    await here.tap('#region')
    await turn(0, ['ArrowDown'])
    await shell().getByText('石家庄市').waitFor()
    await press('OK')
    assert.deepEqual((await next('change')).value.slice(0, 2), ['河北省', '石家庄市'])
  })

  it('a level has fewer wheels, each with the entry of its own', async () => {
    await here.tap('#city')
    assert.equal(await wheels().count(), 2)
    assert.equal(await wheels().nth(0).locator('.wheel-item').first().innerText(), 'All')
    await press('OK')
    assert.deepEqual(await next('change'), { value: ['All', 'All'], code: [], postcode: '' })
  })

  it('a date has as many parts as its fields say, within its bounds', async () => {
    await here.tap('#month')
    assert.equal(await wheels().count(), 2)
    assert.deepEqual(await wheels().nth(1).locator('.wheel-item').allInnerTexts(), ['01', '02', '03'])
    await press('OK')
    assert.deepEqual(await next('change'), { value: '2024-02' })
    await here.tap('#year')
    await press('OK')
    assert.deepEqual(await next('change'), { value: '2024' })
    await here.tap('#time')
    await press('OK')
    assert.deepEqual(await next('change'), { value: '09:05' })
  })

  it('a disabled one does not open', async () => {
    await here.tap('#off')
    await here.tap('#year')
    await press('OK')
    assert.deepEqual((await heard()).map(([type]) => type).filter((type) => type === 'cancel'), [])
  })
})

describe('picker-view', () => {
  before(() => here.open('pages/view/view'))
  beforeEach(heard)
  const middle = (column) => frame().evaluate((index) => {
    const box = document.querySelector('#wheels').getBoundingClientRect()
    const entries = [...document.querySelectorAll('wx-picker-view-column')[index].children]
    const centre = (element) => { const { top, height } = element.getBoundingClientRect(); return Math.abs(top + height / 2 - box.top - box.height / 2) }
    return entries.sort((a, b) => centre(a) - centre(b))[0].textContent
  }, column)

  it('shows its value in the middle and follows it', async () => {
    await here.until(async () => (await middle(0)) === '3' && (await middle(1)) === '1', 'the value')
    await here.set({ value: [5, 0], more: 'opacity: 1' })
    await here.until(async () => (await middle(0)) === '5' && (await middle(1)) === '0', 'the new value')
    assert.equal(await frame().locator('.wx-picker-view-indicator').evaluate((element) => element.offsetHeight), 40)
  })

  it('is turned by a mouse and tells when it rests', async () => {
    await drag('#wheels', [50, 100], [50, 120], [50, 180])
    assert.deepEqual(await next('change'), { value: [3, 0] })
    await here.set({ immediate: true })
    await drag('#wheels', [50, 100], [50, 80], [50, 60])
    assert.deepEqual(await next('change'), { value: [4, 0] })
  })
})

describe('small controls', () => {
  before(() => here.open('pages/small/small'))
  beforeEach(heard)

  it('a slider keeps to its steps while it is dragged', async () => {
    const { width } = await rect('#slider')
    await drag('#slider', [width * 0.4, 14], [width * 0.6, 14], [width - 2, 14])
    assert.deepEqual(await next('changing'), { value: 6 })
    await drag('#slider', [width - 2, 14], [width * 0.8, 14], [2, 14])
    assert.deepEqual(await next('change'), { value: 0 })
  })

  it('a progress bar goes forwards and tells when it is there', async () => {
    await here.set({ percent: 60 })
    assert.deepEqual(await next('activeend'), { curPercent: 60 })
  })

  it('a switch has its colour, and tells', async () => {
    await here.tap('#switch')
    assert.deepEqual(await next('change'), { value: true })
    await here.until(() => frame().locator('.wx-switch-input').first().evaluate((element) => getComputedStyle(element).backgroundColor === 'rgb(1, 2, 3)'), 'the colour')
  })

  it('looks as the second style says', async () => {
    assert.equal(await frame().locator('.wx-radio-input').evaluate((element) => getComputedStyle(element).backgroundColor), 'rgb(7, 193, 96)')
    assert.equal((await rect('#icon')).height, 30)
    // As on a phone, a class makes only a small button of the second style wider.
    assert.deepEqual([(await rect('#wide')).width, (await rect('#mini')).width], [184, 100])
  })

  it('a text has its lines and its spaces', async () => {
    const { height } = await rect('#lines')
    assert.ok(height > 30 && height < 50, `${height} px high`)
    await here.until(async () => (await frame().locator('#space').evaluate((element) => element.textContent)) === 'a\u2002\u2002b', 'wide spaces')
  })
})
