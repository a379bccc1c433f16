// SPDX-License-Identifier: GPL-3.0-or-later
// Going from page to page: the order of lifecycle functions, what routes answer, tab bars, sub-packages.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { stage } from './stage.mjs'

// Every page and component writes down what happens to it.
const LOG = `const log = (what) => { const app = getApp({ allowDefault: true }); (app.log = app.log || []).push(what) }
  const page = (name, more) => Object.assign(Object.fromEntries(['onLoad', 'onShow', 'onReady', 'onHide', 'onUnload', 'onRouteDone']
    .map((life) => [life, function () { log(name + ' ' + life) }])), more)
  const part = (name) => ({ lifetimes: Object.fromEntries(['created', 'attached', 'ready', 'moved', 'detached'].map((life) => [life, () => log(name + ' ' + life)])),
    pageLifetimes: Object.fromEntries(['show', 'hide', 'resize', 'routeDone'].map((life) => [life, () => log(name + ' ' + life)])) })
  module.exports = { log, page, part }`

const plain = (name, more = '{}') => ({
  js: `const { page } = require('/log.js'); Page(page('${name}', ${more}))`, wxml: `<part name="${name}" /><view id="${name}">${name}</view>`, json: { usingComponents: { part: '/components/part' } },
})

const here = stage({
  appScript: `const { log } = require('./log.js')
    App({ onLaunch(o) { log('app onLaunch'); this.launch = o }, onShow() { log('app onShow') }, onHide() { log('app onHide') }, onThemeChange(e) { log('theme ' + e.theme) }, onSaveExitState() {},
      onPageNotFound(e) { this.notFound = e; wx.redirectTo({ url: '/pages/b/b?from=notfound' }) } })`,
  app: {
    tabBar: { custom: true, list: [{ pagePath: 'pages/a/a', text: 'A' }, { pagePath: 'pages/t/t', text: 'T' }] },
    subPackages: [{ root: 'alone', independent: true, pages: ['p/p'] }, { root: 'sub', name: 'named', pages: ['s/s'] }, { root: 'late', pages: ['l/l'] }],
    preloadRule: { 'pages/b/b': { network: 'all', packages: ['late'] } },
  },
  style: '.global { color: rgb(9, 9, 9); }',
  pages: {
    'pages/a/a': plain('a', '{ onTabItemTap(item) { this.tapped = item } }'),
    'pages/b/b': plain('b', `{ look() { this.setData({ n: 1 }) } }`),
    'pages/t/t': plain('t'),
    'pages/r/r': plain('r', `{ onLoad() { const { log } = require('/log.js'); log('r onLoad'); wx.redirectTo({ url: '../b/b?a=%20x&b&c=1=2' }); log('asked') } }`),
    'pages/u/u': plain('u', `{ onUnload() { const list = getCurrentPages(); list[list.length - 2].told = list[list.length - 1].route } }`),
    'pages/ask/ask': { js: `Page({ async ask() { const m = await require.async('../../sub/tool.js'); this.got = m.name }, old() { require('../../sub/tool.js', (m) => { this.old1 = m.name }) }, bad() { require.async('../../sub/none.js').catch((e) => { this.failed = e.errMsg }) } })`, wxml: '<view>ask</view>' },
    'sub/s/s': { js: "Page({ onLoad() { this.tool = require('../tool').name } })", wxml: '<view>sub</view>' },
    'late/l/l': { js: "getApp().late = true; Page({})", wxml: '<view>late</view>' },
    'alone/p/p': { js: `const app = getApp({ allowDefault: true }); app.fromAlone = 1; Page({ onLoad() { this.hasApp = getApp() !== undefined; this.same = getApp({ allowDefault: true }) === app } })`, wxml: '<view id="alone" class="global">alone</view>' },
  },
  components: {
    'components/part': { js: "const { part } = require('/log.js'); Component({ properties: { name: String }, ...part('part') })", wxml: '<view>part</view>' },
    'custom-tab-bar/index': {
      js: `const { part } = require('/log.js'); Component({ data: { selected: 0 }, ...part('bar'), methods: { go(e) { wx.switchTab({ url: e.currentTarget.dataset.url }) } } })`,
      wxml: '<view class="bar"><view id="to-a" data-url="/pages/a/a" bindtap="go">to A</view><view id="to-t" data-url="/pages/t/t" bindtap="go">to T {{selected}}</view></view>',
      wxss: '.bar { position: fixed; bottom: 0; left: 0; right: 0; height: 50px; }',
    },
  },
  files: { 'log.js': LOG, 'sub/tool.js': "module.exports = { name: 'tool of sub' }", 'late/tool.js': "getApp().lateLoaded = true" },
})
const { run, get, until, open } = here
const log = () => run('getApp().log')
const clear = () => run('void (getApp().log.length = 0)')
const call = (source) => run(`${source}.then((r) => r.errMsg, (e) => e.errMsg)`)
const at = (path) => here.phone.at(path)
const logged = (line) => until(async () => (await log()).includes(line), line)

describe('the order of things', () => {
  it('a start: app, components, page', async () => {
    await logged('part routeDone')
    assert.deepEqual(await log(), ['app onLaunch', 'app onShow', 'part created', 'bar created', 'part attached', 'bar attached', 'a onLoad', 'a onShow', 'part show', 'bar show',
      'part ready', 'bar ready', 'a onReady', 'a onRouteDone', 'part routeDone', 'bar routeDone'])
  })

  it('to another page and back', async () => {
    await clear()
    assert.equal(await call("wx.navigateTo({ url: '/pages/b/b' })"), 'navigateTo:ok')
    await logged('part routeDone')
    assert.deepEqual((await log()).slice(0, 12), ['a onHide', 'part hide', 'bar hide', 'part created', 'part attached', 'b onLoad', 'b onShow', 'part show', 'part ready', 'b onReady', 'b onRouteDone', 'part routeDone'])
    await clear()
    await here.phone.call('navigateBack')
    await logged('a onRouteDone')
    assert.deepEqual((await log()).slice(0, 5), ['b onUnload', 'part detached', 'a onShow', 'part show', 'bar show'])
  })

  it('a page that comes slowly is ready before its route is done', async () => {
    const { page } = here.phone
    let arrive
    const held = new Promise((resolve) => { arrive = resolve })
    await page.route('**/page.html*', async (route) => { await held; await route.continue() })
    await clear()
    await call("wx.navigateTo({ url: '/pages/b/b' })")
    const shell = page.frames().find((frame) => frame.url().includes('shell.html'))
    await until(() => shell.evaluate(() => document.querySelectorAll('.page').length === 2 && !document.querySelector('.page.right, .page.sliding')), 'the end of the slide')
    assert.equal((await log()).at(-1), 'part show')
    arrive()
    await logged('part routeDone')
    await page.unroute('**/page.html*')
    assert.deepEqual((await log()).slice(3), ['part created', 'part attached', 'b onLoad', 'b onShow', 'part show', 'part ready', 'b onReady', 'b onRouteDone', 'part routeDone'])
    await call('wx.navigateBack()')
    await at('pages/a/a')
  })

  it('a redirect ends the old page before the new one begins', async () => {
    await call("wx.navigateTo({ url: '/pages/b/b?x=1' })")
    await at('pages/b/b')
    await logged('b onRouteDone')
    await clear()
    assert.equal(await call("wx.redirectTo({ url: 'b?y=2' })"), 'redirectTo:ok')
    await logged('b onReady')
    assert.deepEqual((await log()).slice(0, 6), ['b onUnload', 'part detached', 'part created', 'part attached', 'b onLoad', 'b onShow'])
    assert.deepEqual(await get('options'), { y: '2' })
  })

  it('a page that goes elsewhere in onLoad still has its onShow', async () => {
    await open('pages/b/b')
    await clear()
    await call("wx.navigateTo({ url: '/pages/r/r' })")
    await at('pages/b/b')
    await logged('b onRouteDone')
    const lines = (await log()).filter((line) => !/^(part|bar)/.test(line))
    assert.deepEqual(lines.slice(0, 6), ['b onHide', 'r onLoad', 'asked', 'r onShow', 'r onUnload', 'b onLoad'])
    assert.deepEqual(await get('options'), { a: '%20x', b: '', c: '1=2' })
  })

  it('a page that ends still finds itself on the stack', async () => {
    await open('pages/b/b')
    await call("wx.navigateTo({ url: '/pages/u/u' })")
    await at('pages/u/u')
    await call('wx.navigateBack({ delta: 5 })')
    await at('pages/b/b')
    assert.equal(await get('told'), 'pages/u/u')
  })
})

describe('what routes answer', () => {
  it('says why it does not go', async () => {
    assert.equal(await call('wx.navigateTo({})'), 'navigateTo:fail parameter error: parameter.url should be String instead of Undefined;')
    assert.equal(await call("wx.navigateTo({ url: 'x/y?z=1' })"), 'navigateTo:fail page "pages/b/x/y" is not found')
    assert.equal(await call("wx.redirectTo({ url: '/pages/t/t' })"), 'redirectTo:fail can not redirectTo a tabbar page')
    await open('pages/b/b')
    assert.equal(await call('wx.navigateBack()'), 'navigateBack:fail cannot navigate back at first page.')
    await run("(async () => { for (let i = 1; i < 10; i++) await wx.navigateTo({ url: '/pages/b/b?i=' + i }) })()")
    assert.equal(await call("wx.navigateTo({ url: '/pages/b/b' })"), 'navigateTo:fail webview count limit exceed')
    await call('wx.navigateBack({ delta: 20 })')
    await until(async () => (await here.phone.call('state')).stack.length === 1)
  })

  it('a program answers for a page that is not there', async () => {
    await here.phone.call('relaunch', { path: 'pages/gone/gone', query: 'a=1' })
    await at('pages/b/b')
    assert.equal(await get('options.from'), 'notfound')
    assert.deepEqual(await run('getApp().notFound'), { path: 'pages/gone/gone', query: { a: '1' }, isEntryPage: true })
  })
})

describe('the program\'s own tab bar', () => {
  it('each tab page has one', async () => {
    await here.phone.call('relaunch', {})
    await at('pages/a/a')
    await until(() => here.exists('.bar'))
    assert.equal(await here.style('.bar', 'position'), 'fixed')
    await run('getCurrentPages()[0].getTabBar().setData({ selected: 5 })')
    await here.hasText('to T 5', '#to-t')
    await here.tap('#to-t')
    await at('pages/t/t')
    await here.hasText('to T 0', '#to-t')
    assert.equal(await run('getCurrentPages()[0].getTabBar().is'), 'custom-tab-bar/index')
    await here.tap('#to-a')
    await at('pages/a/a')
    await here.hasText('to T 5', '#to-t')
  })

  it('other pages have none', async () => {
    await call("wx.navigateTo({ url: '/pages/b/b' })")
    await at('pages/b/b')
    assert.equal(await get('getTabBar()'), null)
    assert.equal(await run('getCurrentPages()[0].getTabBar() !== null'), true)
  })
})

describe('sub-packages', () => {
  it('preloadRule loads one beforehand, require.async when it is asked for', async () => {
    await open('pages/ask/ask')
    await run('getCurrentPages()[0].bad()')
    await until(() => get('failed').then((text) => /none\.js/.test(text)))
    await run('getCurrentPages()[0].ask()')
    await until(() => get('got').then((name) => name === 'tool of sub'))
    await run('getCurrentPages()[0].old()')
    await until(() => get('old1').then((name) => name === 'tool of sub'))
  })

  it('an independent one starts without the main package, which comes later', async () => {
    await here.phone.call('relaunch', { path: 'alone/p/p' })
    await at('alone/p/p')
    assert.deepEqual([await get('hasApp'), await get('same')], [false, true])
    assert.notEqual(await here.style('#alone', 'color'), 'rgb(9, 9, 9)')
    await call("wx.navigateTo({ url: '/pages/b/b' })")
    await at('pages/b/b')
    assert.equal(await run('getApp().fromAlone'), 1)
    assert.equal(await run('getApp().launch.path'), 'alone/p/p')
    assert.ok((await log()).includes('app onLaunch'))
  })
})
