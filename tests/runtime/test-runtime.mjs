// SPDX-License-Identifier: GPL-3.0-or-later
// The runtime in a browser, as on a phone: what a person and a program's author would notice.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { compile, readFolder, runtimeFolder } from './compile.mjs'
import { startHost } from './host.mjs'
import { launchBrowser, Phone } from './phone.mjs'

const sources = readFolder(fileURLToPath(new URL('programs/features', import.meta.url)))
const page = '(getCurrentPages().slice(-1)[0])'
const compiled = compile(sources)
let browser
let host
let phone

before(async () => {
  browser = await launchBrowser()
  host = await startHost(runtimeFolder(), compiled)
})
after(async () => {
  await browser.close()
  await host.close()
})
const start = async (launch) => {
  phone.messages.length = 0
  await phone.call('relaunch', launch)
  await phone.ready()
}

beforeEach(async () => {
  host.store.clear()
  host.program = compiled
  if (phone) {
    await start({})
  } else {
    phone = await Phone.open(browser, host.base)
    await phone.ready()
  }
})

const get = (expression) => phone.evaluate(`${page}.${expression}`)
const log = () => phone.evaluate('getApp().globalData.log')
const go = async (url) => {
  await phone.evaluate(`wx.navigateTo({url: ${JSON.stringify(url)}})`)
  await phone.at(url.split('?')[0].slice(1))
}

describe('pages', () => {
  it('the first page renders its data, styles and scripts', async () => {
    await phone.hasText('1', '#count')
    assert.equal(await phone.text('#double'), '2')
    assert.equal(await phone.call('view', 'style', '#count', 'color'), 'rgb(255, 0, 0)')
    assert.equal(await phone.call('view', 'style', '#count', 'font-size'), '33px')
    assert.equal(await phone.call('view', 'style', '#count', 'width'), '37.5px')
    assert.equal(await phone.call('view', 'style', 'page', 'background-color'), 'rgb(1, 2, 3)')
    assert.equal(await phone.text('#wxs'), 'no. 1 true')
    assert.match(await phone.text(), /line from template/)
    assert.match(await phone.text(), /the footer 1/)
    assert.deepEqual(phone.errors(), [])
  })

  it('launch options reach the page undecoded', async () => {
    await start({ path: 'pages/second/second', query: 'a=1&b=%E4%B8%AD' })
    assert.match(await phone.text('#query'), /a=1 b=%E4%B8%AD/)
    assert.deepEqual((await log()).slice(0, 2), ['launch pages/second/second', 'show'])
  })

  it('lifecycle functions run in order', async () => {
    await phone.until(async () => (await log()).includes('index ready'))
    assert.deepEqual(await log(), ['launch pages/index/index', 'show', 'card attached', 'index load', 'index show', 'card show', 'card ready', 'index ready'])
    await phone.evaluate('getApp().globalData.log.length = 0')
    await go('/pages/second/second?a=1')
    await phone.evaluate('wx.navigateBack()')
    await phone.at('pages/index/index')
    assert.deepEqual(await log(), ['index hide', 'card hide', 'second unload', 'index show', 'card show'])
  })
})

describe('data and events', () => {
  it('a tap changes data, and setData calls back when it shows', async () => {
    await phone.call('tap', '#plus')
    await phone.hasText('4', '#count')
    await phone.until(() => get('applied').then((count) => count === 4))
    const event = await get('last')
    assert.equal(event.type, 'tap')
    assert.deepEqual(event.currentTarget.dataset, { step: '3', camelCase: 'yes' })
    assert.deepEqual(event.mark, { where: 'button' })
    assert.equal(typeof event.detail.x, 'number')
    assert.equal(event.changedTouches.length, 1)
    await phone.call('tap', '#plus')
    await phone.hasText('big')
  })

  it('catch stops an event, bind lets it through', async () => {
    await phone.call('tap', '#inner')
    await phone.call('tap', '#through')
    await phone.until(() => get('events.length').then((count) => count === 3))
    assert.deepEqual(await get('events'), ['inner inner', 'inner through', 'outer through'])
  })

  it('a WXS function handles a tap', async () => {
    await phone.call('tap', '#wxs-tap')
    await phone.until(() => get('wxs').then((value) => value && value.id === '77'))
  })

  it('setData takes paths, and data stays one object', async () => {
    assert.equal(await phone.evaluate(`(() => { const p = ${page}; const d = p.data; p.setData({ 'nested.a[2].b': 9, 'nested.x.y': 1 }); return p.data === d && d.nested.a[2].b === 9 && d.nested.x.y === 1 })()`), true)
  })

  it('a keyed list keeps its components when it is sorted', async () => {
    const born = `${page}.selectAllComponents('.row').map((row) => row.data.name + row.born)`
    const before = await phone.evaluate(born)
    await phone.evaluate(`${page}.setData({ list: [{ id: 'c', name: 'C' }, { id: 'a', name: 'A' }, { id: 'd', name: 'D' }] })`)
    await phone.hasText('0:C', '#list')
    const after = await phone.evaluate(born)
    assert.equal(after[0], before[2])
    assert.equal(after[1], before[0])
    assert.deepEqual((await phone.text('#list')).split(/\s+/), ['0:C', '1:A', '2:D'])
    assert.equal(await phone.call('view', 'style', '.row', 'color'), 'rgb(0, 0, 255)')
  })
})

describe('components', () => {
  it('slots, properties, observers, behaviors and external classes work', async () => {
    assert.match(await phone.text('#card'), /Card 1 \(6\)\s+head slot\s+slotted 1\s+close/)
    assert.equal(await phone.evaluate(`${page}.selectComponent('#card').greet()`), 'hello Card 1')
    assert.equal(await phone.call('view', 'style', '.title', 'color'), 'rgb(255, 0, 0)')
    assert.notEqual(await phone.call('view', 'style', '.box', 'color'), 'rgb(255, 0, 0)')
    assert.equal(await phone.call('view', 'style', '.box', 'border-top-width'), '2px')
    assert.equal(await phone.call('view', 'style', '#card', 'display'), 'block')
    await phone.call('tap', '#slotted')
    await phone.hasText('slotted 11')
  })

  it('a component triggers an event on its page', async () => {
    await phone.call('tap', '#close')
    await phone.until(() => get('closedBy').then((detail) => detail && detail.title === 'Card 1'))
    await phone.call('tap', '.row .item')
    await phone.until(() => get('picked').then((picked) => picked && picked.id === 'a' && picked.detail.name === 'A'))
  })

  it('a page made with Component() gets its query as properties', async () => {
    await go('/pages/life/life?id2=42')
    await phone.hasText('life 42')
    assert.deepEqual(await get('loaded'), { id2: '42' })
  })

  it('input takes text', async () => {
    await go('/pages/form/form')
    await phone.until(() => phone.call('view', 'exists', '#field'))
    await phone.call('input', '#field', 'typed here')
    await phone.hasText('typed here', '#typed')
  })
})

describe('navigation', () => {
  it('navigates with a query and an event channel, and back', async () => {
    const answer = phone.evaluate(`new Promise((resolve) => wx.navigateTo({ url: '../second/second?a=x&b=y', events: { answer: resolve }, success: (res) => res.eventChannel.emit('hello', 7) }))`)
    await phone.at('pages/second/second')
    assert.deepEqual(await answer, { got: 7 })
    await phone.hasText('a=x b=y')
    assert.equal((await phone.call('state')).stack.length, 2)
    await phone.call('navigateBack')
    await phone.at('pages/index/index')
    assert.equal(await phone.text('#count'), '1')
  })

  it('says what is wrong with a route', async () => {
    const fail = (call) => phone.evaluate(`${call}.then(() => 'ok', (error) => error.errMsg)`)
    assert.equal(await fail("wx.navigateTo({ url: '/no/where' })"), 'navigateTo:fail page "no/where" is not found')
    assert.equal(await fail("wx.navigateTo({ url: '/pages/tab/tab' })"), 'navigateTo:fail can not navigateTo a tabbar page')
    assert.equal(await fail("wx.switchTab({ url: '/pages/second/second' })"), 'switchTab:fail can not switch to no-tabBar page')
    await phone.evaluate("(async () => { for (let i = 1; i < 10; i++) await wx.navigateTo({ url: '/pages/second/second?i=' + i }) })()")
    assert.match(await fail("wx.navigateTo({ url: '/pages/second/second' })"), /^navigateTo:fail webview count limit exceed/)
  })

  it('switches tabs and keeps them alive', async () => {
    await phone.call('tap', '#plus')
    await phone.evaluate("wx.switchTab({ url: '/pages/tab/tab' })")
    await phone.hasText('the tab page')
    await phone.evaluate("wx.switchTab({ url: '/pages/index/index' })")
    await phone.at('pages/index/index')
    assert.equal(await phone.text('#count'), '4')
    await phone.evaluate("wx.reLaunch({ url: '/pages/form/form' })")
    await phone.at('pages/form/form')
    assert.equal((await phone.call('state')).stack.length, 1)
    assert.ok((await log()).includes('index unload'))
  })

  it('tells the page of scrolling and of its end', async () => {
    await go('/pages/second/second')
    await phone.hasText('tall')
    await phone.call('view', 'scrollTo', 5000)
    await phone.until(async () => await get('bottom') && await get('scrolled') > 1000)
  })
})

describe('wx', () => {
  it('storage keeps values of every type', async () => {
    const value = await phone.evaluate("(() => { wx.setStorageSync('k', { a: [1, 'x'] }); wx.setStorageSync('n', NaN); return [wx.getStorageSync('k'), Number.isNaN(wx.getStorageSync('n')), wx.getStorageSync('none'), wx.getStorageInfoSync().keys] })()")
    assert.deepEqual(value, [{ a: [1, 'x'] }, true, '', ['k', 'n']])
    assert.deepEqual(await phone.evaluate("wx.setStorage({ key: 'p', data: 5 }).then(() => wx.getStorage({ key: 'p' }))"), { data: 5, errMsg: 'getStorage:ok' })
    assert.equal(await phone.evaluate("wx.getStorage({ key: 'missing' }).catch((error) => error.errMsg)"), 'getStorage:fail data not found')
    assert.deepEqual([...host.store.keys()], ['k', 'n', 'p'])
  })

  it('requests go through the host', async () => {
    const answer = await phone.evaluate("wx.request({ url: 'https://example.com/x', data: { a: 1 } })")
    assert.deepEqual(answer.data, { url: 'https://example.com/x?a=1', method: 'GET', data: null })
    assert.equal(answer.statusCode, 200)
  })

  it('measures nodes', async () => {
    await go('/pages/query/query')
    const [box, all, port] = await phone.evaluate("new Promise((resolve) => wx.createSelectorQuery().select('#box').boundingClientRect().selectAll('.box').fields({ size: true, dataset: true }).selectViewport().scrollOffset().exec(resolve))")
    assert.equal(box.width, 100)
    assert.equal(box.height, 50)
    assert.equal(box.left, 10)
    assert.deepEqual(box.dataset, { a: '1' })
    assert.equal(all.length, 2)
    assert.equal(all[1].height, 20)
    assert.equal(port.scrollTop, 0)
  })

  it('an unknown function fails in words', async () => {
    assert.equal(await phone.evaluate("new Promise((resolve) => wx.joinVoIPChat({ fail: resolve })).then((error) => error.errMsg)"), 'joinVoIPChat:fail not supported in simulator')
    assert.deepEqual(await phone.evaluate("[wx.canIUse('navigateTo'), wx.canIUse('joinVoIPChat')]"), [true, false])
  })

  it('programs reach no network, storage or document of the browser', async () => {
    assert.deepEqual(await phone.evaluate("['fetch', 'XMLHttpRequest', 'importScripts', 'postMessage', 'indexedDB', 'WebSocket', 'Worker'].filter((name) => typeof globalThis[name] !== 'undefined')"), [])
  })

  it('system information describes the page', async () => {
    const info = await phone.evaluate('wx.getSystemInfoSync()')
    assert.equal(info.windowWidth, 375)
    assert.ok(info.windowHeight > 400 && info.windowHeight < 667)
  })
})

describe('errors and console', () => {
  it('an exception has its place in the source', async () => {
    await go('/pages/broken/broken')
    const spoken = await phone.wait((message) => message.type === 'console' && message.text.startsWith('about to fail'))
    assert.deepEqual([spoken.level, spoken.text, spoken.file, spoken.line], ['log', 'about to fail {a: [1, 2]}', 'pages/broken/broken.js', 4])
    await phone.call('tap', '#fail')
    const error = await phone.wait((message) => message.type === 'error')
    assert.equal(error.phase, 'run')
    assert.match(error.message, /null/)
    assert.deepEqual([error.file, error.line], ['pages/broken/broken.js', 8])
    assert.match(await phone.evaluate('getApp().globalData.lastError'), /null/)
    assert.match(await phone.text(), /still here/)
  })

  it('timers and promises that fail are told as well', async () => {
    await go('/pages/broken/broken')
    await phone.call('tap', '#later')
    const later = await phone.wait((message) => message.type === 'error' && /thrown later/.test(message.message))
    assert.deepEqual([later.file, later.line], ['pages/broken/broken.js', 12])
    await phone.call('tap', '#reject')
    const rejected = await phone.wait((message) => message.type === 'error' && /nobody caught/.test(message.message))
    assert.deepEqual([rejected.file, rejected.line], ['pages/broken/broken.js', 16])
  })

  it('an API that fails unnoticed is a line in the console, no exception', async () => {
    await phone.evaluate("void wx.navigateTo({ url: '/no/where' })")
    const spoken = await phone.wait((message) => message.type === 'console' && message.level === 'error')
    assert.equal(spoken.text, 'Uncaught (in promise) navigateTo:fail page "no/where" is not found')
    assert.deepEqual(phone.errors(), [])
  })

  it('a page whose script fails shows its template, and the rest runs', async () => {
    const files = new Map(sources)
    files.set('pages/second/second.js', 'const x = 1\nthrow new Error("at start")\n')
    host.program = compile(files)
    await phone.call('reload', { kind: 'logic' })
    await phone.until(async () => (await phone.call('state')).page === 'pages/index/index')
    await go('/pages/second/second')
    const error = await phone.wait((message) => message.type === 'error')
    assert.deepEqual([error.phase, error.message, error.file, error.line], ['start', 'at start', 'pages/second/second.js', 2])
    await phone.hasText('tall')
  })
})

describe('reload', () => {
  const change = (name, from, to) => {
    const files = new Map(sources)
    files.set(name, String(sources.get(name)).replace(from, to))
    host.program = compile(files)
  }

  it('new styles keep the data', async () => {
    await phone.call('tap', '#plus')
    await phone.hasText('4', '#count')
    change('pages/index/index.wxss', '33px', '21px')
    await phone.call('reload', { kind: 'style' })
    await phone.until(() => phone.call('view', 'style', '#count', 'font-size').then((size) => size === '21px'))
    assert.equal(await phone.text('#count'), '4')
  })

  it('new templates keep the data', async () => {
    await phone.call('tap', '#plus')
    await phone.hasText('4', '#count')
    change('pages/index/index.wxml', '>plus<', '>more<')
    await phone.call('reload', { kind: 'template' })
    await phone.hasText('more', '#plus')
    assert.equal(await phone.text('#count'), '4')
    await phone.call('tap', '#plus')
    await phone.hasText('7', '#count')
  })

  it('new logic keeps the stack, the query and the scroll position', async () => {
    await go('/pages/second/second?a=kept')
    await phone.hasText('tall')
    await phone.call('view', 'scrollTo', 700)
    await phone.until(() => get('scrolled').then((top) => top === 700))
    change('pages/second/second.js', 'data: {', 'data: { fresh: 1,')
    await phone.call('reload', { kind: 'logic' })
    await phone.until(() => get('data.fresh').then((value) => value === 1))
    await phone.at('pages/second/second')
    await phone.hasText('a=kept')
    assert.equal((await phone.call('state')).stack.length, 2)
    await phone.until(() => phone.call('view', 'scrollTop').then((top) => top === 700))
  })

  it('saves that follow each other faster than the program starts keep the stack', async () => {
    await go('/pages/second/second?a=kept')
    await phone.hasText('tall')
    change('pages/second/second.js', 'data: {', 'data: { fresh: 2,')
    await Promise.all([1, 2, 3].map(() => phone.call('reload', { kind: 'logic' })))
    await phone.call('reload', { kind: 'logic' })
    await phone.at('pages/second/second')
    await phone.until(() => get('data.fresh').then((value) => value === 2))
    await phone.hasText('a=kept')
    assert.equal((await phone.call('state')).stack.length, 2)
  })
})
