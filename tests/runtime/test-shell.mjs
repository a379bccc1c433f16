// SPDX-License-Identifier: GPL-3.0-or-later
// The shell's own parts, as a person meets them: bars, dialogs, the picker's sheet, failures.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { compile, readFolder, runtimeFolder } from './compile.mjs'
import { startHost } from './host.mjs'
import { launchBrowser, Phone } from './phone.mjs'

const sources = readFolder(fileURLToPath(new URL('programs/components', import.meta.url)))
const device = { name: 'Test', platform: 'ios', width: 375, height: 667, statusBarHeight: 20, safeBottom: 0, pixelRatio: 2 }
let browser
let host
let phone
let shell

before(async () => {
  browser = await launchBrowser()
  host = await startHost(runtimeFolder(), compile(sources))
  phone = await Phone.open(browser, host.base, { device })
  shell = phone.page.frameLocator('iframe').first()
  await phone.ready()
})

after(async () => {
  await browser?.close()
  await host?.close()
})

const button = (name) => shell.getByRole('button', { name, exact: true })
const gone = (locator) => locator.waitFor({ state: 'detached' })

/** Calls an API and keeps what it answers in the program. */
const ask = (name, args) => phone.evaluate(`wx.${name}(Object.assign(${JSON.stringify(args)}, {
  success: (answer) => { getApp().answer = answer }, fail: (error) => { getApp().answer = error } })) && 0`)
const answer = () => phone.until(() => phone.evaluate('getApp().answer'), 'an answer')
const forget = () => phone.evaluate('getApp().answer = null')
const open = async (name) => {
  await phone.evaluate(`wx.navigateTo({url: '/pages/${name}/${name}'}) && 0`)
  await phone.at(`pages/${name}/${name}`)
}
const back = async (path) => {
  await phone.call('navigateBack')
  await phone.at(path)
}

describe('bars', () => {
  it('the navigation bar shows the title the page sets, and a way back', async () => {
    await open('motion')
    await phone.evaluate("wx.setNavigationBarTitle({title: 'Moving things'}) && 0")
    await phone.until(async () => (await phone.call('state')).title === 'Moving things', 'the title')
    await shell.getByRole('heading', { name: 'Moving things' }).waitFor()
    await button('Back').last().click()
    await phone.at('pages/fields/fields')
  })

  it('tabs switch, carry badges and dots', async () => {
    await phone.evaluate("wx.setTabBarBadge({index: 1, text: '12'}) && 0")
    await button('Texts, 12').click()
    await phone.at('pages/texts/texts')
    await phone.evaluate('wx.removeTabBarBadge({index: 1}) && 0')
    await button('Texts').waitFor()
    await button('Fields').click()
    await phone.at('pages/fields/fields')
  })

  it('a page that hides the tab bar gets its room', async () => {
    const before = await phone.evaluate('wx.getSystemInfoSync().windowHeight')
    await phone.evaluate('wx.hideTabBar() && 0')
    await phone.until(async () => (await phone.evaluate('wx.getSystemInfoSync().windowHeight')) === before + 50, 'a taller window')
    await phone.evaluate('wx.showTabBar() && 0')
  })

  it('the menu offers relaunch and dark mode, and pages follow', async () => {
    await button('More').click()
    await button('Dark mode').click()
    await phone.until(async () => (await phone.call('view', 'style', 'page', 'background-color')) === 'rgb(9, 9, 9)', 'a dark page')
    assert.equal(await phone.evaluate('wx.getSystemInfoSync().theme'), 'dark')
    await phone.call('setTheme', 'light')
    await phone.until(async () => (await phone.call('view', 'style', 'page', 'background-color')) !== 'rgb(9, 9, 9)', 'a light page')
  })

  it('closing puts the program in the background, where it goes on', async () => {
    await button('Close').click()
    await button('Open again').click()
    await gone(button('Open again'))
    assert.equal((await phone.call('state')).page, 'pages/fields/fields')
  })
})

describe('dialogs', () => {
  it('a modal answers which button was tapped', async () => {
    await forget()
    await ask('showModal', { title: 'Really?', content: 'It is final.', confirmText: 'Do it' })
    await shell.getByRole('dialog', { name: 'Really?' }).waitFor()
    await button('Do it').click()
    const { confirm, cancel } = await answer()
    assert.deepEqual([confirm, cancel], [true, false])
    await gone(shell.getByRole('dialog'))
  })

  it('an editable modal answers what was typed', async () => {
    await forget()
    await ask('showModal', { title: 'Name', editable: true, placeholderText: 'Yours' })
    await shell.getByRole('textbox', { name: 'Name' }).fill('Ada')
    await button('OK').click()
    assert.equal((await answer()).content, 'Ada')
    await gone(shell.getByRole('dialog'))
  })

  it('an action sheet answers the entry, or that nobody wanted any', async () => {
    await forget()
    await ask('showActionSheet', { itemList: ['One', 'Two'] })
    await button('Two').click()
    assert.equal((await answer()).tapIndex, 1)
    await gone(shell.getByRole('dialog'))
    await forget()
    await ask('showActionSheet', { itemList: ['One', 'Two'] })
    await button('Cancel').click()
    assert.match((await answer()).errMsg, /^showActionSheet:fail cancel/)
    await gone(shell.getByRole('dialog'))
  })

  it('a toast says its title and goes by itself; loading stays until hidden', async () => {
    // Written down where it appears: who asks from outside may come when it is gone.
    const frame = phone.page.frames().find((one) => one.url().includes('shell.html'))
    await frame.evaluate(() => {
      window.toasts = []
      window.toastObserver = new MutationObserver(() => {
        for (const box of document.querySelectorAll('.toast')) if (!window.toasts.includes(box.textContent)) window.toasts.push(box.textContent)
      })
      window.toastObserver.observe(document.body, { childList: true, subtree: true })
    })
    await phone.evaluate("wx.showToast({title: 'Saved', duration: 200}) && 0")
    await phone.until(() => frame.evaluate(() => window.toasts.includes('Saved')), 'the toast')
    await frame.evaluate(() => window.toastObserver.disconnect())
    await gone(shell.getByText('Saved'))
    await phone.evaluate("wx.showLoading({title: 'Working'}) && 0")
    await shell.getByText('Working').waitFor()
    await phone.evaluate('wx.hideLoading() && 0')
    await gone(shell.getByText('Working'))
  })

  it('a picture fills the screen until Escape', async () => {
    await phone.evaluate("wx.previewImage({urls: ['/a.png', '/b.png'], current: '/b.png'}) && 0")
    const viewer = shell.getByRole('dialog', { name: 'Picture 2 of 2' })
    await viewer.waitFor()
    await shell.getByText('2 / 2').waitFor()
    await viewer.press('Escape')
    await gone(viewer)
  })
})

describe('pickers', () => {
  before(() => open('pickers'))
  after(() => back('pages/fields/fields'))

  const heard = () => phone.evaluate('getApp().globalData.heard.splice(0)')
  const column = (index) => shell.getByRole('listbox').nth(index)

  it('a selector answers the index', async () => {
    await heard()
    await phone.call('tap', '#one')
    await column(0).press('ArrowDown')
    await phone.until(() => column(0).evaluate((element) => element.scrollTop === 80), 'the wheel at rest')
    await button('OK').click()
    await phone.until(async () => (await phone.evaluate('getApp().globalData.heard.length')) > 0)
    assert.deepEqual(await heard(), [['change', { value: '2' }]])
    await gone(shell.getByRole('dialog'))
  })

  it('several wheels may depend on each other', async () => {
    await phone.call('tap', '#two')
    await column(0).press('ArrowDown')
    await column(1).getByText('Rye').waitFor()
    await button('OK').click()
    await gone(shell.getByRole('dialog'))
    assert.deepEqual(await heard(), [['columnchange', { column: 0, value: 1 }], ['change', { value: [1, 0] }]])
  })

  it('a date offers only days that exist', async () => {
    await phone.call('tap', '#date')
    await phone.until(async () => (await column(2).getByRole('option').count()) === 29, '29 days')
    await column(0).press('ArrowDown')
    await phone.until(async () => (await column(2).getByRole('option').count()) === 28, '28 days')
    await button('OK').click()
    await gone(shell.getByRole('dialog'))
    assert.deepEqual(await heard(), [['change', { value: '2025-02-28' }]])
  })

  it('Cancel leaves the value', async () => {
    await phone.call('tap', '#one')
    await button('Cancel').click()
    await gone(shell.getByRole('dialog'))
    assert.deepEqual(await heard(), [['cancel', {}]])
  })
})

describe('failures', () => {
  it('an exception shows its message over the page, which goes on', async () => {
    await phone.evaluate("setTimeout(() => { throw new Error('out of flour') }, 0) && 0")
    await shell.getByRole('alert').getByText('out of flour', { exact: true }).waitFor()
    await button('Go on').click()
    await phone.evaluate('getApp().globalData.heard.length')
  })

  it('a compile error says file and line; the last good state stays', async () => {
    await phone.call('showError', { message: 'Unexpected }', file: 'pages/fields/fields.wxml', line: 3, column: 9 })
    await shell.getByText('pages/fields/fields.wxml:3:9').waitFor()
    await phone.call('reload', { kind: 'logic' })
    await phone.until(async () => (await phone.call('state')).ready, 'the program again')
    assert.equal(await shell.getByRole('alert').isVisible(), false)
  })

  it('an endless loop is noticed, and Relaunch ends it', async () => {
    phone.evaluate('for (;;) {}').catch(() => {})
    await shell.getByText('The program does not answer').waitFor({ timeout: 15000 })
    await button('Relaunch').click()
    await phone.until(async () => (await phone.call('state')).ready, 'the program again')
    assert.equal(await phone.evaluate('1 + 1'), 2)
  })

  it('a program that is not there is a sentence, not a blank screen', async () => {
    host.program = new Map()
    await phone.call('relaunch', {})
    await shell.getByText('There is no compiled program here').waitFor()
  })
})
