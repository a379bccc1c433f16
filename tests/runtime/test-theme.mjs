// SPDX-License-Identifier: GPL-3.0-or-later
// Light and dark, a page on its side, and a program in the background.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { stage } from './stage.mjs'

const here = stage({
  appScript: `App({ log: [], onShow(o) { this.log.push('show ' + o.scene) }, onHide() { this.log.push('hide') }, onThemeChange(e) { this.log.push('app ' + e.theme) } })
    wx.onThemeChange((e) => getApp().log.push('wx ' + e.theme)); wx.onAppHide(() => getApp().log.push('wx hide'))`,
  app: {
    darkmode: true, themeLocation: 'theme.json',
    window: { navigationBarBackgroundColor: '@bar', navigationBarTextStyle: '@text', navigationBarTitleText: 'themes', backgroundColor: '@back' },
    tabBar: { color: '@text2', selectedColor: '@chosen', backgroundColor: '@bar', list: [{ pagePath: 'pages/a/a', text: 'A' }, { pagePath: 'pages/b/b', text: 'B' }] },
  },
  pages: {
    'pages/a/a': { js: "Page({ onShow() { getApp().log.push('page show') }, onHide() { getApp().log.push('page hide') } })", wxml: '<view id="box">box</view>', wxss: '#box { color: rgb(1, 1, 1) } @media (prefers-color-scheme: dark) { #box { color: rgb(200, 200, 200) } }' },
    'pages/b/b': { json: { navigationBarBackgroundColor: '@other' }, wxml: '<view>b</view>' },
    'pages/wide/wide': {
      json: { pageOrientation: 'landscape' },
      js: 'Page({ sizes: [], onResize(e) { this.sizes.push(e) } })', wxml: '<view id="half" style="width: 375rpx">wide</view><view id="tap" bindtap="tapped">tap</view>',
    },
    'pages/plain/plain': { wxml: '<view id="plain">plain</view>' },
  },
  files: { 'theme.json': { light: { bar: '#ff0000', text: 'white', back: '#00ff00', text2: '#010101', chosen: '#020202', other: '#030303' }, dark: { bar: '#0000ff', text: 'black', back: '#00ffff', text2: '#040404', chosen: '#050505', other: '#060606' } } },
})
const { run, until, open, style } = here
const shell = () => here.phone.page.frames().find((frame) => frame.url().includes('shell.html'))
const color = (selector, name = 'backgroundColor') => shell().evaluate(([css, key]) => getComputedStyle(document.querySelector(css))[key], [selector, name])
const log = () => run('getApp().log')

describe('themes', () => {
  it('theme.json gives the bars their colours, light and dark', async () => {
    assert.equal(await color('.nav'), 'rgb(255, 0, 0)')
    assert.equal(await color('.tab-bar'), 'rgb(255, 0, 0)')
    assert.equal(await style('#box', 'color'), 'rgb(1, 1, 1)')
    await here.phone.call('setTheme', 'dark')
    await until(async () => await color('.nav') === 'rgb(0, 0, 255)')
    assert.equal(await color('.tab-bar'), 'rgb(0, 0, 255)')
    assert.equal(await color('.tab.chosen', 'color'), 'rgb(5, 5, 5)')
    await until(() => style('#box', 'color').then((value) => value === 'rgb(200, 200, 200)'))
    await until(async () => (await log()).includes('wx dark'))
    assert.ok((await log()).includes('app dark'))
    assert.equal(await run('wx.getSystemInfoSync().theme'), 'dark')
    await run("wx.switchTab({ url: '/pages/b/b' })")
    await here.phone.at('pages/b/b')
    await until(() => shell().evaluate(() => [...document.querySelectorAll('.nav')].some((bar) => getComputedStyle(bar).backgroundColor === 'rgb(6, 6, 6)')))
    await here.phone.call('setTheme', 'light')
  })
})

describe('a page on its side', () => {
  it('is as wide as the screen is high, and gives the room back', async () => {
    await open('pages/plain/plain')
    await run("wx.navigateTo({ url: '/pages/wide/wide' })")
    await here.phone.at('pages/wide/wide')
    await until(() => run('wx.getSystemInfoSync().windowWidth').then((width) => width === 667))
    await until(() => style('#half', 'width').then((width) => width === '333.5px'))
    const box = await (await here.phone.pageFrames().at(-1).frameElement()).boundingBox()
    assert.ok(box.height > box.width, 'the frame stands on its side')
    await here.phone.call('navigateBack')
    await here.phone.at('pages/plain/plain')
    await until(() => run('wx.getSystemInfoSync().windowWidth').then((width) => width === 375))
  })
})

describe('in the background', () => {
  it('page and program hear of it, in order', async () => {
    await here.phone.call('relaunch', {})
    await here.phone.at('pages/a/a')
    await run('void (getApp().log.length = 0)')
    await shell().evaluate(() => document.querySelector('.capsule button:last-child').click())
    await until(async () => (await log()).includes('wx hide'))
    await shell().evaluate(() => document.querySelector('.closed button, .closed-screen button').click())
    await until(async () => (await log()).includes('page show'))
    assert.deepEqual(await log(), ['page hide', 'hide', 'wx hide', 'show 1001', 'page show'])
  })
})
