// SPDX-License-Identifier: GPL-3.0-or-later
// Selector queries and observers: what a program may ask of its page.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { stage } from './stage.mjs'

const here = stage({
  pages: {
    'pages/q/q': {
      json: { usingComponents: { deep: '/components/deep', hollow: '/components/hollow' } },
      js: `Page({ data: { n: 1 }, onLoad() { this.early = new Promise((resolve) => wx.createSelectorQuery().select('#box').boundingClientRect(resolve).exec()) } })`,
      wxml: `<view id="box" class="a b" data-k="{{n}}" mark:m="1" style="width: 100px; height: 50px; margin: 7px; color: rgb(1, 2, 3)">box</view>
        <view class="list"><view class="item"><text class="leaf">1</text></view><view class="item">2</view><view class="item other">3</view></view>
        <scroll-view id="scroll" enhanced scroll-y scroll-top="30" style="height: 40px"><view style="height: 400px" id="inside">tall</view></scroll-view>
        <input id="field" value="typed" maxlength="12" placeholder="p" /><deep id="deep" class="deep-class" title="t" />
        <hollow id="hollow"><view id="in-hollow">h</view></hollow><block wx:if="{{n > 5}}"><view id="later">later</view></block>`,
    },
    'pages/o/o': {
      js: `Page({ seen: [], watch(options, margins) { const o = this.createIntersectionObserver(options); if (margins) o.relativeToViewport(margins); else o.relativeTo('.frame')
          o.observe('.target', (e) => this.seen.push({ id: e.id, ratio: Math.round(e.intersectionRatio * 100) / 100, data: e.dataset, rect: e.boundingClientRect.height, relative: e.relativeRect && e.relativeRect.height, time: typeof e.time, part: e.intersectionRect.height })); this.o = o },
          media(query) { this.m = this.createMediaQueryObserver(); this.m.observe(query, (r) => { this.matched = r.matches }) } })`,
      wxml: `<scroll-view class="frame" scroll-y id="frame" scroll-top="{{top}}" style="height: 100px"><view style="height: 150px"></view><view class="target" id="one" data-n="1" style="height: 50px">one</view><view class="target" id="two" style="height: 50px">two</view><view style="height: 500px"></view></scroll-view>`,
    },
  },
  components: {
    'components/deep': { js: `Component({ properties: { title: String }, methods: { ask() { return new Promise((resolve) => this.createSelectorQuery().select('#inner').boundingClientRect().exec((all) => resolve(all))) } } })`, wxml: '<view id="inner" class="inner" style="width: 33px; height: 11px">inner</view>' },
    'components/hollow': { js: 'Component({ options: { virtualHost: true } })', wxml: '<view class="shell"><slot /></view>' },
  },
})
const { run, get, open, until } = here
const query = (chain) => run(`new Promise((resolve) => wx.createSelectorQuery()${chain}.exec(resolve))`)

describe('queries', () => {
  it('answer in the order they were asked, once the page stands', async () => {
    assert.equal((await get('early')).width, 100)
    const order = await run(`new Promise((resolve) => { const log = []; wx.createSelectorQuery().select('#box').boundingClientRect((r) => log.push('rect ' + r.width)).selectAll('.item').boundingClientRect((r) => log.push('items ' + r.length))
      .select('#none').boundingClientRect((r) => log.push('none ' + r)).exec((all) => resolve([log, all.length])) })`)
    assert.deepEqual(order, [['rect 100', 'items 3', 'none null'], 3])
  })

  it('reads every kind of field', async () => {
    const [all] = await query(".select('#box').fields({ id: true, dataset: true, mark: true, rect: true, size: true, computedStyle: ['color', 'marginLeft', 'margin-top'], scrollOffset: true })")
    assert.deepEqual([all.id, all.dataset, all.mark, all.left, all.width, all.color, all.marginLeft, all['margin-top'], all.scrollTop], ['box', { k: 1 }, { m: '1' }, 7, 100, 'rgb(1, 2, 3)', '7px', '7px', 0])
    const [field, component, offset] = await query(".select('#field').fields({ properties: ['value', 'maxlength', 'placeholder'] }).select('#deep').fields({ properties: ['title'], id: true }).select('#scroll').scrollOffset()")
    assert.deepEqual(field, { value: 'typed', maxlength: 12, placeholder: 'p' })
    assert.deepEqual(component, { title: 't', id: 'deep' })
    assert.deepEqual([offset.scrollTop, offset.scrollHeight, offset.id], [30, 400, 'scroll'])
  })

  it('finds by every kind of selector', async () => {
    const count = async (selector) => (await query(`.selectAll(${JSON.stringify(selector)}).boundingClientRect()`))[0].length
    assert.deepEqual(await Promise.all(['.a.b', '.list .leaf', '.list>.item', '.list > .other', '#box, .leaf', '.item.other', '#deep >>> .inner', '.inner', '#in-hollow', '.shell', '#later', 'nonsense!'].map(count)),
      [1, 1, 3, 1, 2, 1, 1, 0, 1, 0, 0, 0])
    await here.set({ n: 6 })
    assert.equal(await count('#later'), 1)
  })

  it('a component asks in its own tree', async () => {
    assert.equal((await run("getCurrentPages()[0].selectComponent('#deep').ask()"))[0].width, 33)
    assert.equal((await run("new Promise((r) => wx.createSelectorQuery().in(getCurrentPages()[0].selectComponent('#deep')).select('.inner').boundingClientRect(r).exec())")).height, 11)
    assert.equal(await run("new Promise((r) => wx.createSelectorQuery().in(getCurrentPages()[0].selectComponent('#deep')).select('#box').boundingClientRect(r).exec())"), null)
  })

  it('knows the viewport, and a scroll view\'s node', async () => {
    const [port] = await query('.selectViewport().fields({ rect: true, size: true, scrollOffset: true })')
    assert.deepEqual([port.left, port.width, port.scrollTop], [0, 375, 0])
    assert.ok(port.height > 400 && port.scrollHeight >= port.height)
    const kinds = await run("new Promise((r) => wx.createSelectorQuery().select('#scroll').node((res) => { const n = res.node; n.scrollTo({ top: 77, animated: false }); r([typeof n.scrollIntoView, n.scrollEnabled, n.bounces, n.showScrollbar]) }).exec())")
    assert.deepEqual(kinds, ['function', true, true, true])
    await until(async () => (await query(".select('#scroll').scrollOffset()"))[0].scrollTop === 77)
    assert.deepEqual(await run("new Promise((r) => wx.createSelectorQuery().select('#box').node(r).exec())"), { node: null })
  })
})

describe('observers', () => {
  it('tell how much of each node is seen', async () => {
    await open('pages/o/o')
    await run("getCurrentPages()[0].watch({ thresholds: [0, 0.5, 1], observeAll: true })")
    await until(() => run("new Promise((r) => wx.createSelectorQuery().select('#frame').boundingClientRect(r).exec())"))
    await here.set({ top: 75 })
    await until(() => get('seen').then((seen) => seen.some((one) => one.id === 'one' && one.ratio === 0.5)))
    const [first] = await get('seen')
    assert.deepEqual(first, { id: 'one', ratio: 0.5, data: { n: '1' }, rect: 50, relative: 100, time: 'number', part: 25 })
    await here.set({ top: 150 })
    await until(() => get('seen').then((seen) => seen.some((one) => one.id === 'two' && one.ratio === 1)))
    await run('(() => { const p = getCurrentPages()[0]; p.o.disconnect(); p.seen = [] })()')
    await here.set({ top: 0 })
    await run("getCurrentPages()[0].watch({ initialRatio: 1 }, { bottom: -10 })")
    await until(() => get('seen').then((seen) => seen.some((one) => one.id === 'one' && one.ratio === 0)))
    assert.ok((await get('seen')).every((one) => one.id === 'one'))
  })

  it('tell whether the page has a size', async () => {
    await run("getCurrentPages()[0].media({ minWidth: 300, maxWidth: 400 })")
    await until(() => get('matched').then((value) => value === true))
    await run("getCurrentPages()[0].media({ width: 500 })")
    await until(() => get('matched').then((value) => value === false))
    await run("getCurrentPages()[0].media({ orientation: 'portrait' })")
    await until(() => get('matched').then((value) => value === true))
    await run("getCurrentPages()[0].media({ orientation: 'landscape' })")
    await until(() => get('matched').then((value) => value === false))
    await here.phone.page.setViewportSize({ width: 667, height: 375 })
    await until(() => get('matched').then((value) => value === true))
    await here.phone.page.setViewportSize({ width: 375, height: 667 })
  })
})
