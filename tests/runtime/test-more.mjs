// SPDX-License-Identifier: GPL-3.0-or-later
// Components, typing, touches and size: the corners that programs rely on.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { compile, runtimeFolder } from './compile.mjs'
import { startHost } from './host.mjs'
import { launchBrowser, Phone } from './phone.mjs'

const page = '(getCurrentPages().slice(-1)[0])'
let browser
let host
let phone

before(async () => {
  browser = await launchBrowser()
  host = await startHost(runtimeFolder(), compile(fileURLToPath(new URL('programs/more', import.meta.url))))
  phone = await Phone.open(browser, host.base, { touch: true })
  await phone.ready()
})
after(async () => {
  await browser.close()
  await host.close()
})

const get = (expression) => phone.evaluate(`${page}.${expression}`)
const style = (selector, name) => phone.call('view', 'style', selector, name)
let visits = 0
// The number tells this page from the one before, which may have had the same path.
const open = async (name) => {
  visits += 1
  const query = `visit=${visits}`
  await phone.evaluate(`wx.reLaunch({ url: '/${name}?${query}' })`)
  await phone.until(async () => (await phone.call('state')).query === query, `page ${name}`)
  await phone.until(() => phone.call('view', 'content'))
  // A click must not land on the page that goes away.
  await phone.until(() => phone.pageFrames().length === 1, 'one page only')
}

describe('components', () => {
  it('dynamic slots give each row its values', async () => {
    await open('pages/slots/slots')
    await phone.hasText('0-a-1', '#dynamic')
    assert.match(await phone.text('#dynamic'), /0-a-1\s+1-b-1/)
    await phone.evaluate(`${page}.setData({ list: ['b', 'c', 'd'], tail: 2 })`)
    await phone.hasText('2-d-2', '#dynamic')
    assert.match(await phone.text('#dynamic'), /0-b-2\s+1-c-2\s+2-d-2/)
  })

  it('generics and virtual hosts', async () => {
    assert.equal(await phone.text('#generic'), '[generic cell]')
    await phone.call('tap', '#flex .inner')
    await phone.until(() => get('virtualTapped').then((type) => type === 'tap'))
  })

  it('styles stay where they belong', async () => {
    assert.equal(await style('#shared .warn', 'color'), 'rgb(200, 0, 0)')
    assert.equal(await style('#shared .warn', 'font-weight'), '700')
    assert.equal(await style('.own', 'color'), 'rgb(0, 100, 0)')
  })

  it('relations link descendants as they come', async () => {
    await open('pages/relations/relations')
    await phone.until(() => get("selectComponent('#parent').linked").then((ids) => ids.join() === 'one'))
    await phone.evaluate(`${page}.setData({ two: true })`)
    assert.deepEqual(await get("selectComponent('#parent').linked"), ['one', 'two'])
    assert.equal(await get("selectComponent('#parent').getRelationNodes('../child/child').length"), 2)
  })

  it('a page without a script shows', async () => {
    await open('pages/bare/bare')
    await phone.hasText('no script')
  })

  it('a sub-package loads when it is needed', async () => {
    assert.equal(await phone.evaluate('typeof getApp().subLoaded'), 'undefined')
    await open('pack/sub/sub')
    await phone.hasText('from the sub-package')
    assert.match(await phone.text(), /a part\s+\[of the main package\]/)
    assert.deepEqual(phone.errors(), [])
  })
})

describe('WXS', () => {
  it('computes, hears of changes and styles its node', async () => {
    await open('pages/wxs/wxs')
    await phone.hasText('3 2020', '#sum')
    await phone.call('tap', '#more')
    await phone.hasText('4 2020', '#sum')
    await phone.until(() => style('#changing', 'padding-left').then((padding) => padding === '3px'))
    assert.deepEqual((await get('calls')).at(-1), { now: 3, old: 2 })
  })
})

describe('typing', () => {
  const type = async (selector, text) => {
    const box = await phone.call('view', 'rect', selector)
    const top = await phone.pageTop()
    await phone.page.mouse.click(box.left + box.width / 2, top + box.top + box.height / 2)
    await phone.page.keyboard.type(text, { delay: 5 })
  }

  it('model:value goes both ways', async () => {
    await open('pages/typing/typing')
    await phone.until(() => phone.call('view', 'value', '#model').then((value) => value === 'start'))
    await phone.call('input', '#model', 'typed')
    await phone.hasText('typed', '#model-text')
    await phone.call('tap', '#set')
    await phone.until(() => phone.call('view', 'value', '#model').then((value) => value === 'set'))
  })

  it('a late echo does not eat what was typed since', async () => {
    await open('pages/typing/typing')
    await type('#echo', 'the quick brown fox')
    await phone.hasText('the quick brown fox', '#echo-text')
    assert.equal(await phone.call('view', 'value', '#echo'), 'the quick brown fox')
  })

  it('an echo is late however slow the machine is', async () => {
    await type('#late', 'ab')
    await phone.hasText('heard', '#heard')
    assert.equal(await phone.call('view', 'value', '#late'), 'ab')
  })

  it('a handler that changes the value shows it', async () => {
    await type('#upper', 'shout')
    await phone.until(() => phone.call('view', 'value', '#upper').then((value) => value === 'SHOUT'))
  })
})

describe('touches', () => {
  const touch = (type, points) => phone.touch(type, points)

  it('a finger gives start, moves, end and no tap after a drag', async () => {
    await open('pages/touch/touch')
    const { left, top } = await phone.call('view', 'rect', '#area')
    const y = await phone.pageTop() + top + 50
    await touch('touchStart', [{ x: left + 20, y }])
    for (let i = 1; i <= 5; i += 1) await touch('touchMove', [{ x: left + 20 + i * 20, y }])
    await touch('touchEnd', [])
    await phone.until(() => get('events').then((events) => events.at(-1)[0] === 'touchend'))
    const events = await get('events')
    assert.deepEqual(events[0], ['touchstart', 1, 20])
    assert.ok(events.filter(([type]) => type === 'touchmove').length >= 1)
    assert.deepEqual(events.at(-1), ['touchend', 0, 120])
    assert.ok(!events.some(([type]) => type === 'tap'))
  })

  it('a short touch taps once, a long one is a long press', async () => {
    await phone.evaluate(`void (${page}.events.length = 0)`)
    const { left, top } = await phone.call('view', 'rect', '#area')
    const spot = [{ x: left + 30, y: await phone.pageTop() + top + 30 }]
    await touch('touchStart', spot)
    await touch('touchEnd', [])
    await phone.until(() => get('events').then((events) => events.some(([type]) => type === 'tap')))
    await touch('touchStart', spot)
    await phone.until(() => get('events').then((events) => events.some(([type]) => type === 'longpress')))
    await touch('touchEnd', [])
    await phone.until(() => get('events').then((events) => events.filter(([type]) => type === 'touchend').length === 2))
    assert.equal((await get('events')).filter(([type]) => type === 'tap').length, 1)
  })

  it('hover-class is worn while the finger is down', async () => {
    const { left, top } = await phone.call('view', 'rect', '#hover')
    await touch('touchStart', [{ x: left + 10, y: await phone.pageTop() + top + 5 }])
    await phone.until(() => phone.call('view', 'exists', '#hover.pressed'))
    await touch('touchEnd', [])
    await phone.until(async () => !await phone.call('view', 'exists', '#hover.pressed'))
  })

  it('catchtouchmove keeps the page from scrolling', async () => {
    const { left, top } = await phone.call('view', 'rect', '#stay')
    const y = await phone.pageTop() + top + 150
    await phone.evaluate(`void (${page}.events.length = 0)`)
    await touch('touchStart', [{ x: left + 20, y }])
    for (let i = 1; i <= 6; i += 1) await touch('touchMove', [{ x: left + 20, y: y - i * 20 }])
    await touch('touchEnd', [])
    await phone.until(() => get('events').then((events) => events.length > 0))
    assert.equal(await phone.call('view', 'scrollTop'), 0)
  })
})

describe('size', () => {
  it('a thousand rows come, change and go', async () => {
    await open('pages/many/many')
    const rows = 'Array.from({ length: 1000 }, (x, i) => ({ id: i + 1, label: "row " + (i + 1) }))'
    await phone.evaluate(`new Promise((resolve) => ${page}.setData({ rows: ${rows} }, () => resolve(true)))`)
    assert.equal(await phone.call('view', 'count', '.row'), 1000)
    await phone.evaluate(`${page}.setData({ 'rows[500].label': 'changed', selected: 3 })`)
    await phone.hasText('501 changed')
    assert.equal(await phone.call('view', 'count', '.on'), 1)
    await phone.evaluate(`${page}.setData({ rows: ${page}.data.rows.slice().reverse() })`)
    await phone.until(() => phone.text('.row').then((text) => text === '1000 row 1000'))
    await phone.evaluate(`${page}.setData({ rows: [] })`)
    await phone.until(() => phone.call('view', 'count', '.row').then((count) => count === 0))
  })
})
