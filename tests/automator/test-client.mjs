// SPDX-License-Identifier: GPL-3.0-or-later
// Everything the official client documents, against `superhub auto` on a machine without a display.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { automator, freePort, program, superhub, until } from './client.mjs'

let folder
let port
let mini
let page
const logs = []
const exceptions = []

const show = (url) => mini.callWxMethod('reLaunch', { url }).then(() => mini.currentPage())
const log = async () => (await page.data('log'))
const clear = () => page.setData({ log: [] })

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'superhub-automator-'))
  // What a program stores, and what it was allowed, would be there the next time.
  process.env.XDG_DATA_HOME = join(folder, 'data')
  process.env.XDG_CACHE_HOME = join(folder, 'cache')
  delete process.env.DISPLAY
  delete process.env.WAYLAND_DISPLAY
  port = await freePort()
  mini = await automator().launch({ cliPath: superhub(), projectPath: program(), port, args: ['--lang', 'en'], trustProject: true })
  mini.on('console', (message) => logs.push(message))
  mini.on('exception', (error) => exceptions.push(error))
  page = await mini.currentPage()
})

after(async () => {
  await mini?.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('program', () => {
  it('says where it is', async () => {
    assert.equal(page.path, 'pages/index/index')
    assert.deepEqual(page.query, {})
    assert.deepEqual((await mini.pageStack()).map((one) => one.path), ['pages/index/index'])
    const info = await mini.systemInfo()
    assert.equal(info.platform, 'ios')
    assert.ok((await mini.testAccounts()).length > 0)
    await mini.checkVersion()
  })

  it('evaluates functions with arguments, promises and exceptions', async () => {
    assert.equal(await mini.evaluate((a, b) => a + b, 1, 2), 3)
    assert.equal(await mini.evaluate(async () => getApp().globalData.user), 'nobody')
    assert.equal(await mini.evaluate('function (a) { return a.b }', { b: 'text' }), 'text')
    assert.equal(await mini.evaluate(() => undefined), undefined)
    assert.deepEqual(await mini.evaluate(() => { const a = { x: 1 }; a.self = a; return { a, f () {}, d: new Date(0), m: new Map([[1, 2]]) } }),
      { a: { x: 1, self: '[circular]' }, f: 'function f()', d: '1970-01-01T00:00:00.000Z', m: [[1, 2]] })
    await assert.rejects(mini.evaluate(() => { throw new Error('thrown') }), /^Error: thrown$/)
    await assert.rejects(mini.evaluate(() => Promise.reject(new Error('rejected'))), /^Error: rejected$/)
    await assert.rejects(mini.evaluate('function ('), /SyntaxError|Unexpected|Error/)
  })

  it('calls wx methods, synchronous and not', async () => {
    await mini.callWxMethod('setStorageSync', 'key', { n: 1 })
    assert.deepEqual(await mini.callWxMethod('getStorageSync', 'key'), { n: 1 })
    assert.equal((await mini.callWxMethod('getStorage', { key: 'key' })).data.n, 1)
    assert.equal((await mini.callWxMethod('getSystemInfo')).platform, 'ios')
    await assert.rejects(mini.callWxMethod('navigateTo', { url: '/pages/nowhere' }), /navigateTo:fail page "pages\/nowhere" is not found/)
    await assert.rejects(mini.callWxMethod('noSuchMethodAtAll'), /noSuchMethodAtAll/)
    await assert.rejects(mini.callPluginWxMethod('wxplugin', 'getSystemInfo'), /plugin/)
  })

  it('replaces wx methods by values and functions', async () => {
    await mini.mockWxMethod('getStorageSync', 'fixed')
    assert.equal(await mini.evaluate(() => wx.getStorageSync('key')), 'fixed')
    assert.equal(await page.callMethod('stored', 'key'), 'fixed')
    await mini.restoreWxMethod('getStorageSync')
    assert.deepEqual(await page.callMethod('stored', 'key'), { n: 1 })
    assert.deepEqual(await mini.evaluate(() => wx.getStorageSync('key')), { n: 1 })
    await mini.mockWxMethod('showModal', { confirm: true, cancel: false })
    assert.deepEqual(await mini.evaluate(() => new Promise((resolve) => { wx.showModal({ success: resolve }) })), { confirm: true, cancel: false })
    assert.deepEqual(await mini.evaluate(() => wx.showModal({ title: 'x' })), { confirm: true, cancel: false })
    assert.deepEqual(await mini.callWxMethod('showModal', {}), { confirm: true, cancel: false })
    await mini.restoreWxMethod('showModal')
    await mini.mockWxMethod('getSystemInfoSync', function (extra) { return { ...this.origin(), extra } }, 'added')
    const info = await mini.systemInfo()
    assert.equal(info.extra, 'added')
    assert.equal(info.platform, 'ios')
    await mini.restoreWxMethod('getSystemInfoSync')
    assert.equal((await mini.systemInfo()).extra, undefined)
    await mini.mockWxMethod('request', function (options, name) {
      return new Promise((resolve) => { setTimeout(() => resolve({ statusCode: 200, data: `${name} ${options.url}` }), 5) })
    }, 'answer to')
    assert.equal(await mini.evaluate(() => new Promise((resolve) => {
      const task = wx.request({ url: 'https://x/', success: (result) => resolve(result.data) })
      task.onHeadersReceived(() => {})
    })), 'answer to https://x/')
    await mini.mockWxMethod('request', () => Promise.reject(new Error('offline')))
    assert.equal(await mini.evaluate(() => new Promise((resolve) => { wx.request({ url: 'https://x/', fail: (error) => resolve(error.errMsg) }) })), 'request:fail offline')
    await mini.restoreWxMethod('request')
    await mini.restoreWxMethod('neverReplaced')
  })

  it('calls back exposed functions', async () => {
    const calls = []
    await mini.exposeFunction('tellTest', (...args) => calls.push(args))
    await mini.evaluate(() => { tellTest('a', { b: 1 }) })
    await until(() => calls.length, 'the exposed function is called')
    assert.deepEqual(calls, [['a', { b: 1 }]])
  })

  it('tells of console messages and exceptions', async () => {
    await page.callMethod('logs')
    await until(() => logs.some((message) => message.type === 'warn'), 'console messages')
    assert.deepEqual(logs.find((message) => message.args[0] === 'said').args.slice(0, 3), ['said', { a: 1 }, [null]])
    await page.callMethod('breaks')
    await until(() => exceptions.length, 'the exception')
    assert.match(exceptions[0].message, /RangeError: divided by zero/)
    assert.match(exceptions[0].stack, /math\.js:3/)
    // Nothing covers the program.
    assert.equal(await page.$('.title').then((title) => title.text()), 'Hello Ada')
  })

  it('takes pictures', async () => {
    const png = Buffer.from(await mini.screenshot(), 'base64')
    assert.equal(png.subarray(1, 4).toString(), 'PNG')
    assert.equal(png.readUInt32BE(16), 393)
    assert.equal(png.readUInt32BE(20), 852)
    await mini.screenshot({ path: join(folder, 'shot.png') })
    assert.equal(readFileSync(join(folder, 'shot.png')).subarray(1, 4).toString(), 'PNG')
  })
})

describe('page', () => {
  it('reads and sets data, calls methods', async () => {
    assert.equal(await page.data('list[1].text'), 'two')
    assert.equal(await page.data('deep.rows[0].n'), 1)
    assert.equal((await page.data()).name, 'Ada')
    assert.equal(await page.data('no.such'), undefined)
    await page.setData({ name: 'Eve', 'deep.rows[0].n': 2 })
    assert.equal(await (await page.$('.name')).text(), 'Eve')
    assert.equal(await page.data('deep.rows[0].n'), 2)
    await page.setData({ name: 'Ada' })
    assert.equal(await page.callMethod('sum', 1, 2), 3)
    assert.deepEqual(await page.callMethod('later', 'x'), { value: 'x' })
    await assert.rejects(page.callMethod('fails'), /no way/)
    await assert.rejects(page.callMethod('isNotThere'), /isNotThere/)
  })

  it('finds elements', async () => {
    const count = async (selector) => (await page.$$(selector)).length
    assert.equal(await count('.item'), 3)
    assert.equal(await count('view.item[data-id="b"]'), 1)
    assert.equal(await count('.list > .item'), 3)
    assert.equal(await count('.item + .item'), 2)
    assert.equal(await count('.item:first-child, .item:nth-child(2n+1)'), 2)
    assert.equal(await count('page > .list .item:not([data-id=a])'), 2)
    assert.equal(await count('#1st'), 1)
    assert.equal(await count('.odd\\:name'), 1)
    assert.equal(await count('.n'), 0, 'nothing inside components')
    assert.equal(await count('counter >>> .n'), 1)
    assert.equal(await count('counter >>> .mark'), 1)
    assert.equal(await count('.put'), 1, 'what is put into a component is the page\'s')
    assert.equal(await page.$('.nothing'), null)
    assert.deepEqual(await page.$$('.nothing'), [])
    await assert.rejects(page.$$('..'), /not a selector/)
    assert.equal(await (await page.xpath('//view[@class="item"][2]')).text(), 'two')
    assert.equal(await (await page.xpath('//view[text()="three"]')).attribute('data-id'), 'c')
    assert.equal((await page.getElementsByXpath('/page/view[contains(@class, "list")]/view')).length, 3)
    assert.equal(await (await page.xpath('//counter//text[@class="n"]')).text(), '5')
    setTimeout(() => page.setData({ shown: true }), 50)
    await page.waitFor('.late')
    await page.waitFor(async () => (await count('.late')) === 1)
  })

  it('knows its size and scrolls', async () => {
    const controls = await show('/pages/controls/controls')
    const size = await controls.size()
    assert.equal(size.width, 393)
    assert.ok(size.height > 1500)
    await mini.pageScrollTo(300)
    assert.equal(await controls.scrollTop(), 300)
    page = await show('/pages/index/index')
  })
})

describe('element', () => {
  it('is read', async () => {
    const title = await page.$('#title')
    assert.equal(title.tagName, 'view')
    assert.equal(await title.text(), 'Hello Ada')
    assert.equal(await title.attribute('class'), 'title red')
    assert.equal(await title.attribute('id'), 'title')
    assert.equal(await title.attribute('data-kind'), 'head')
    assert.equal(await title.style('color'), 'rgb(200, 0, 0)')
    assert.equal(await title.style('font-size'), '20px')
    assert.equal(await title.style('fontSize'), '20px')
    assert.deepEqual(await title.size(), { width: 393, height: 40 })
    assert.deepEqual(await title.offset(), { left: 0, top: 0 })
    assert.equal(await title.wxml(), 'Hello \n<text class="name">Ada</text>'.replace(' \n', '\n'))
    assert.equal(await title.outerWxml(), '<view id="title" class="title red" style="height: 40px" data-kind="head">\n  Hello\n  <text class="name">Ada</text>\n</view>')
    assert.equal(await (await title.$('.name')).text(), 'Ada')
    const button = await page.$('.ask')
    assert.equal(await button.property('size'), 'mini')
    assert.equal(await button.property('disabled'), false)
    await assert.rejects(button.property('wings'), /button.wings not exists/)
  })

  it('is the same object each time, and tells when it is gone', async () => {
    assert.equal(await page.$('#title'), await page.$('view'))
    await page.setData({ shown: true })
    const late = await page.$('.late')
    await page.setData({ shown: false })
    await assert.rejects(late.text(), /is not on the page/)
    const items = await page.$$('.item')
    assert.equal(new Set(items.map((item) => item.id)).size, 3)
  })

  it('is tapped and pressed long, as with a finger', async () => {
    await clear()
    const items = await page.$$('.item')
    await items[1].tap()
    assert.deepEqual(await log(), ['pick b'])
    await items[2].longpress()
    assert.deepEqual(await log(), ['pick b', 'hold c'], 'no tap follows a long press')
    await clear()
    await (await page.$('.inner')).tap()
    await (await page.$('.free')).tap()
    assert.deepEqual(await log(), ['inner', 'outer'], 'catch stops the tap')
    await (await page.$('.off')).tap()
    assert.deepEqual(await log(), ['inner', 'outer'], 'a disabled button is not tapped')
  })

  it('is touched with given fingers', async () => {
    await clear()
    const pad = await page.$('.pad')
    const { left, top } = await pad.offset()
    const at = (dx, dy, identifier = 0) => ({ identifier, pageX: left + dx, pageY: top + dy, clientX: left + dx, clientY: top + dy })
    await pad.touchstart({ touches: [at(10, 10)], changedTouches: [at(10, 10)] })
    await pad.touchmove({ touches: [at(30, 10)], changedTouches: [at(30, 10)] })
    await pad.touchend({ touches: [], changedTouches: [at(30, 10)] })
    const y = Math.round(top + 10)
    assert.deepEqual(await log(), [`touchstart 0@10,${y}`, `touchmove 0@30,${y}`, `touchend 0@30,${y}`])
  })

  it('gets events of its own', async () => {
    await clear()
    const custom = await page.$('.custom')
    await custom.trigger('saved', { id: 7 })
    await custom.trigger('saved')
    assert.deepEqual(await log(), ['saved {"id":7}', 'saved {}'])
    await custom.dispatchEvent({ eventName: 'saved', detail: { x: 1 } })
    assert.deepEqual((await log()).slice(2), ['saved {"x":1}'])
  })

  it('is a custom component', async () => {
    await clear()
    const counter = await page.$('counter')
    assert.equal(counter.tagName, 'counter')
    assert.equal(await counter.data('n'), 5)
    assert.equal(await counter.data('inside.list[1]'), 'y')
    assert.equal(await counter.property('label'), 'five')
    assert.equal(await counter.callMethod('add', 2), 7)
    assert.equal(await (await counter.$('.n')).text(), '7')
    await (await counter.$('.plus')).tap()
    assert.deepEqual(await log(), ['counted 7', 'counted 8'])
    await counter.setData({ n: 40 })
    assert.equal(await (await counter.$('.n')).text(), '40')
    assert.equal(await (await counter.$('.count')).style('color'), 'rgb(0, 100, 0)')
    const badge = await counter.$('badge')
    assert.equal(await (await badge.$('.mark')).text(), 'new')
    assert.equal((await counter.$$('text')).length, 2)
    assert.match(await counter.outerWxml(), /<counter id="counter">[^]*<text class="n">40<\/text>[^]*<badge>[^]*<text class="put">put<\/text>[^]*<\/counter>/)
    assert.equal((await page.$('.title')).callMethod, undefined)
  })
})

describe('controls', () => {
  before(async () => { page = await show('/pages/controls/controls') })

  it('input and textarea', async () => {
    const line = await page.$('.line')
    assert.equal(await line.value(), 'x')
    assert.equal(await line.property('maxlength'), 20)
    await line.input('typed')
    assert.equal(await line.value(), 'typed')
    assert.equal(await page.data('line'), 'typed')
    const lines = await page.$('.lines')
    await lines.input('two\nlines')
    assert.equal(await lines.value(), 'two\nlines')
    assert.deepEqual((await log()).slice(-1), ['input two\nlines'])
  })

  it('scroll-view', async () => {
    const scroll = await page.$('.scroll')
    await scroll.scrollTo(0, 250)
    assert.equal(await scroll.property('scrollTop'), 250)
    assert.equal(await scroll.property('scrollLeft'), 0)
    assert.equal(await scroll.scrollHeight(), 1000)
    assert.equal(await scroll.scrollWidth(), 393)
    await until(async () => (await page.data('scrollTop')) === 250, 'the scroll event')
  })

  it('swiper, movable-view, slider, switch', async () => {
    const swiper = await page.$('.swiper')
    await swiper.swipeTo(2)
    await until(async () => (await log()).includes('change 2'), 'the swiper\'s change')
    assert.equal(await swiper.property('current'), 2)
    const movable = await page.$('.movable')
    await movable.moveTo(30, 40)
    await until(async () => (await page.data('at')) === '30,40', 'the movable view\'s change')
    assert.equal(await movable.property('x'), 30)
    assert.equal(await movable.property('y'), 40)
    const slider = await page.$('.slider')
    await slider.slideTo(57)
    await until(async () => (await log()).includes('change 55'), 'the slider\'s change')
    assert.equal(await slider.value(), 55)
    const toggle = await page.$('.switch')
    assert.equal(await toggle.property('checked'), false)
    await toggle.tap()
    await until(async () => (await log()).includes('change true'), 'the switch\'s change')
    assert.equal(await toggle.property('checked'), true)
  })

  it('video', async () => {
    const film = await page.$('video')
    await film.callContextMethod('pause')
    await assert.rejects(film.callContextMethod('fly'), /fly/)
  })
})

describe('moves', () => {
  it('go by the client\'s calls', async () => {
    page = await mini.reLaunch('/pages/index/index')
    const detail = await mini.navigateTo('/pages/detail/detail?id=7&name=a%20b')
    assert.equal(detail.path, 'pages/detail/detail')
    assert.equal(detail.query.id, '7')
    assert.equal(await (await detail.$('.id')).text(), '7')
    assert.deepEqual((await mini.pageStack()).map((one) => one.path), ['pages/index/index', 'pages/detail/detail'])
    assert.equal((await mini.navigateBack()).id, page.id, 'a page keeps its id')
    assert.equal((await mini.switchTab('/pages/me/me')).path, 'pages/me/me')
    await assert.rejects(detail.$$('.id'), /is not open/)
    await assert.rejects(mini.redirectTo('/pages/nowhere/nowhere'), /not found/)
  })

  it('go by the parts around the program', async () => {
    const at = async () => (await mini.currentPage()).path
    await mini.native().switchTab({ url: 'pages/index/index' })
    assert.equal(await at(), 'pages/index/index')
    await mini.callWxMethod('navigateTo', { url: '/pages/detail/detail?id=8' })
    await mini.native().navigateLeft()
    assert.equal(await at(), 'pages/index/index')
    await mini.callWxMethod('reLaunch', { url: '/pages/controls/controls' })
    await mini.native().goHome()
    assert.equal(await at(), 'pages/index/index')
    page = await mini.currentPage()
    for (const [action, answer] of [['confirmModal', 'yes'], ['cancelModal', 'no']]) {
      await (await page.$('.ask')).tap()
      await until(() => mini.native()[action]().then(() => true, () => false), 'the modal dialog')
      await until(async () => (await page.data('asked')) === answer, `the answer ${answer}`)
    }
    await assert.rejects(mini.native().authorizeAllow(), /no question/)
    const press = (action) => until(() => mini.native()[action]().then(() => true, () => false), action)
    const outcome = (method, options) => mini.callWxMethod(method, options).then((result) => result.errMsg, (error) => error.message)
    let asked = outcome('authorize', { scope: 'scope.record' })
    await press('authorizeCancel')
    assert.match(await asked, /^authorize:fail/)
    asked = outcome('authorize', { scope: 'scope.camera' })
    await press('authorizeAllow')
    assert.equal(await asked, 'authorize:ok')
    asked = outcome('requestPayment', { timeStamp: '1', nonceStr: 'n', package: 'p', signType: 'MD5', paySign: 's' })
    await press('closePaymentDialog')
    assert.equal(await asked, 'requestPayment:fail cancel')
    await clear()
    await (await page.$('.share')).tap()
    await press('shareConfirm')
    assert.deepEqual(await log(), ['shared'])
    const began = Date.now()
    await (await page.$('.leave')).tap()
    assert.ok(Date.now() - began < 5000, 'a tap that ends the page is over with it')
    assert.equal(await at(), 'pages/detail/detail')
  })
})

describe('several clients, and the end', () => {
  it('a second client has its own messages', async () => {
    const other = await automator().connect({ wsEndpoint: `ws://127.0.0.1:${port}` })
    const heard = []
    other.on('console', (message) => heard.push(message))
    assert.equal((await other.currentPage()).path, 'pages/detail/detail')
    await other.evaluate(() => console.log('both'))
    await until(() => heard.some(({ args }) => args[0] === 'both') && logs.some(({ args }) => args[0] === 'both'), 'both hear it')
    other.disconnect()
    assert.equal((await mini.currentPage()).path, 'pages/detail/detail')
  })

  it('answers what it does not know in words', async () => {
    await assert.rejects(mini.stopAudits(), /audits/)
    await assert.rejects(mini.getTicket(), /ticket/)
  })

  it('closes without leaving anything behind', async () => {
    const processes = () => execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n').filter((line) => line.includes(`--auto-port=${port}`))
    assert.equal(processes().length, 1)
    await mini.close()
    mini = null
    await until(() => processes().length === 0, 'the simulator ends')
  })
})
