// SPDX-License-Identifier: GPL-3.0-or-later
// The built-in components: what they show, and what they tell the program.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { compile, readFolder, runtimeFolder } from './compile.mjs'
import { startHost } from './host.mjs'
import { launchBrowser, Phone } from './phone.mjs'

const sources = readFolder(fileURLToPath(new URL('programs/components', import.meta.url)))
const page = '(getCurrentPages().slice(-1)[0])'
let browser
let host
let phone

before(async () => {
  browser = await launchBrowser()
  host = await startHost(runtimeFolder(), compile(sources))
  phone = await Phone.open(browser, host.base)
  await phone.ready()
})

after(async () => {
  await browser?.close()
  await host?.close()
})

const heard = () => phone.evaluate('getApp().globalData.heard.splice(0)')
const until = (type) => phone.until(async () => (await phone.evaluate('getApp().globalData.heard.map((entry) => entry[0])')).includes(type), type)
const open = async (name, move = 'navigateTo') => {
  await phone.evaluate(`wx.${move}({url: '/pages/${name}/${name}'}) && 0`)
  await phone.at(`pages/${name}/${name}`)
}
const tap = (selector) => phone.call('tap', selector)
const view = (...args) => phone.call('view', ...args)

/** The innermost frame that shows a page of the program. */
const frame = async () => {
  const { page: path } = await phone.call('state')
  for (const candidate of phone.page.frames().reverse()) {
    if (candidate.url().endsWith('page.html') && await candidate.evaluate(() => document.visibilityState && document.body.children.length > 0)) {
      const element = await candidate.frameElement()
      if (await element.isVisible()) return candidate
    }
  }
  throw new Error(`no frame shows ${path}`)
}

describe('fields', () => {
  beforeEach(heard)

  it('a form collects the values of its fields, and a reset empties them', async () => {
    await phone.call('input', '#note', 'two words')
    await tap('#apple')
    await tap('#plum')
    await tap('#large')
    await tap('#for-on')
    await tap('#box')
    await heard()
    await tap('#submit')
    await until('submit')
    const [[, { value }]] = await heard()
    assert.deepEqual(value, { name: '', note: 'two words', fruits: ['apple', 'pear'], size: 'l', on: true, box: false, amount: 12 })
    await tap('#reset')
    await until('reset')
    await tap('#submit')
    await until('submit')
    const after = (await heard()).find(([type]) => type === 'submit')[1].value
    assert.deepEqual(after, { name: '', note: '', fruits: [], size: '', on: false, box: false, amount: 10 })
  })

  it('what the program makes of the value replaces what was typed', async () => {
    await phone.call('input', '#name', 'ada')
    await phone.until(async () => (await view('value', '#name')) === 'ADA', 'capitals')
  })

  it('typing goes on while the program answers: no letter is lost', async () => {
    const inside = await frame()
    await inside.locator('#model input').fill('')
    await inside.locator('#model input').pressSequentially('quick brown fox', { delay: 4 })
    await phone.hasText('quick brown fox', '#both')
    assert.equal(await view('value', '#model'), 'quick brown fox')
  })

  it('the placeholder has its class and goes when there is text', async () => {
    await phone.call('input', '#name', '')
    const inside = await frame()
    const placeholder = inside.locator('#name > div')
    await placeholder.waitFor({ state: 'visible' })
    assert.equal(await placeholder.evaluate((element) => getComputedStyle(element).color), 'rgb(255, 0, 0)')
    await phone.call('input', '#name', 'x')
    await placeholder.waitFor({ state: 'hidden' })
  })

  it('focus, confirm and blur are told', async () => {
    const inside = await frame()
    await inside.locator('#name input').blur()
    await heard()
    await inside.locator('#name input').focus()
    await inside.locator('#name input').press('Enter')
    await until('blur')
    assert.deepEqual((await heard()).map(([type]) => type), ['focus', 'confirm', 'blur'])
  })

  it('a disabled button does nothing, a checkbox in a group tells the group', async () => {
    await tap('#off')
    await tap('#apple')
    await until('change')
    assert.deepEqual(await heard(), [['change', { value: ['apple'] }]])
  })

  it('a button can be pressed from the keyboard', async () => {
    const inside = await frame()
    await inside.getByRole('button', { name: 'Send' }).press('Enter')
    await until('submit')
  })

  it('a slider steps, by keyboard too', async () => {
    const inside = await frame()
    await inside.locator('#slider').press('ArrowRight')
    await until('change')
    assert.deepEqual(await heard(), [['change', { value: 12 }]])
    assert.equal(await inside.locator('#slider').getAttribute('aria-valuenow'), '12')
  })

  it('a textarea grows with its text', async () => {
    const before = (await view('rect', '#note')).height
    await phone.call('input', '#note', 'one\ntwo\nthree')
    await phone.until(async () => (await view('rect', '#note')).height > before + 20, 'a taller field')
  })
})

describe('motion', () => {
  before(() => open('motion'))
  after(() => phone.call('navigateBack').then(() => phone.at('pages/fields/fields')))
  beforeEach(heard)

  it('a swiper turns when current changes, and around its end', async () => {
    await phone.evaluate(`${page}.setData({current: 2})`)
    await until('animationfinish')
    assert.deepEqual(await heard(), [
      ['change', { current: 2, currentItemId: 'c', source: '' }],
      ['animationfinish', { current: 2, currentItemId: 'c', source: '' }],
    ])
  })

  it('a swiper follows the finger', async () => {
    const inside = await frame()
    const box = await inside.locator('#swiper').boundingBox()
    const { mouse } = phone.page
    await mouse.move(box.x + 250, box.y + 40)
    await mouse.down()
    await mouse.move(box.x + 150, box.y + 40, { steps: 4 })
    await mouse.move(box.x + 60, box.y + 40, { steps: 4 })
    await mouse.up()
    await until('animationfinish')
    assert.deepEqual((await heard())[0], ['change', { current: 0, currentItemId: 'a', source: 'touch' }])
  })

  it('a scroll view goes to a row and tells of its end', async () => {
    await phone.evaluate(`${page}.setData({into: 'row10'})`)
    await until('scrolltolower')
    assert.deepEqual(await heard(), [['scrolltolower', { direction: 'bottom' }]])
  })

  it('a movable view stays in its area', async () => {
    const inside = await frame()
    const box = await inside.locator('#movable').boundingBox()
    const { mouse } = phone.page
    await mouse.move(box.x + 10, box.y + 10)
    await mouse.down()
    await mouse.move(box.x + 1000, box.y + 30, { steps: 3 })
    await mouse.up()
    await until('change')
    const { x, y, source } = (await heard()).pop()[1]
    assert.deepEqual([x, source], [260, 'touch'])
    assert.ok(y > 10 && y <= 40, `y is ${y}`)
  })

  it('a navigator opens a page relative to its own', async () => {
    await tap('#relative')
    await phone.at('pages/pickers/pickers')
    assert.equal((await phone.call('state')).query, 'from=motion')
    await phone.call('navigateBack')
    await phone.at('pages/motion/motion')
  })
})

describe('texts and pictures', () => {
  before(() => open('texts', 'switchTab'))

  it('text keeps line breaks and decodes entities', async () => {
    assert.equal(await phone.text('#lines'), 'one\ntwo three')
    await phone.hasText('1 < 2\u00a0&', '#decoded')
  })

  it('rich text shows harmless markup only', async () => {
    assert.equal(await phone.text('#rich'), 'Rich text')
    const html = await view('html', '#rich')
    assert.doesNotMatch(html, /script|onclick|alert/)
    assert.equal(await phone.text('#nodes'), 'a < b')
    assert.doesNotMatch(await view('html', '#nodes'), /iframe/)
  })

  it('an image keeps its proportions; a missing one tells', async () => {
    await phone.until(async () => (await view('rect', '#fixed')).height === 40, 'a height of 40')
    const inside = await frame()
    assert.equal(await inside.locator('#fill > img').evaluate((image) => image.style.objectFit), 'cover')
    await until('error')
    const told = await heard()
    assert.ok(told.some(([type, detail]) => type === 'load' && detail.width === 200 && detail.height === 80))
  })

  it('page-meta sets the root font size, unknown tags are inline', async () => {
    await phone.until(async () => await view('style', '#rem', 'font-size') === '20px')
    assert.equal(await view('style', '#unknown', 'display'), 'inline')
  })
})
