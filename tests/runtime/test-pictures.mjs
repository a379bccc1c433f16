// SPDX-License-Identifier: GPL-3.0-or-later
// <image> and <rich-text>.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { stage } from './stage.mjs'

const svg = (width, height) => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${width}" height="${height}" fill="red"/></svg>`
const WEBP = 'data:image/webp;base64,UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=='

const here = stage({
  pages: {
    'pages/image/image': {
      js: `Page({
        data: { src: '', modes: ['scaleToFill', 'aspectFit', 'aspectFill', 'top left', 'cover', 'scaleToFill center', ''], broken: '' }, seen: {},
        onLoaded(event) { this.seen[event.target.id] = event.detail }, onBroken(event) { this.seen[event.target.id] = event.detail },
        keep() { const manager = wx.getFileSystemManager(); const path = wx.env.USER_DATA_PATH + '/kept.svg'; manager.writeFileSync(path, '${svg(30, 30)}'); this.setData({ kept: path }) }
      })`,
      wxml: `<image id="standard" src="/images/wide.svg" bindload="onLoaded" /><image id="fixed" mode="widthFix" style="width: 100px" src="../../images/wide.svg" bindload="onLoaded" />
        <image id="high" mode="heightFix" style="height: 40px" src="/images/wide.svg" /><image id="webp" webp src="${WEBP}" bindload="onLoaded" style="width: 1px; height: 1px" />
        <image wx:for="{{modes}}" wx:key="*this" id="mode{{index}}" mode="{{item}}" src="/images/wide.svg" style="width: 50px; height: 50px" />
        <image id="kept" src="{{kept}}" bindload="onLoaded" style="width: 30px; height: 30px" /><image id="broken" src="{{broken}}" binderror="onBroken" bindload="onLoaded" style="width: 20px; height: 20px" />
        <view style="height: 6000px"></view><image id="lazy" lazy-load src="/images/tall.svg" bindload="onLoaded" /><image id="menu" show-menu-by-longpress src="/images/wide.svg" />`,
    },
    'pages/rich/rich': {
      js: `Page({ data: { html: '<div class="red" style="padding:10rpx" onclick="x()">a&nbsp;<b>b</b><script>c<\\/script><unknown>d</unknown><p>open<i>never closed</div><img src="/images/wide.svg" width="50%" onerror="x">',
        nodes: [{ name: 'div', attrs: { class: 'red', style: 'line-height: 60px;', onclick: 'x' }, children: [{ type: 'text', text: 'Hello&nbsp;World &lt;' }, { name: 'a', attrs: { href: 'https://x.y' }, children: [{ type: 'text', text: 'link' }] }] }, { text: 'plain' }, { name: 'iframe' }] },
        onTap() { this.tapped = true } })`,
      wxml: '<rich-text id="html" nodes="{{html}}" /><rich-text id="nodes" nodes="{{nodes}}" space="emsp" bindtap="onTap" user-select /><rich-text id="none" />',
      wxss: '.red { color: rgb(255, 0, 0) }',
    },
  },
  files: { 'images/wide.svg': svg(200, 100), 'images/tall.svg': svg(10, 90) },
})

const inner = (selector, name) => here.phone.pageFrames()[0].evaluate(([at, style]) => getComputedStyle(document.querySelector(at).querySelector('img'))[style], [selector, name])
const size = async (selector) => { const { width, height } = await here.phone.call('view', 'rect', selector); return [width, height] }

describe('<image>', () => {
  it('has its standard size, or one side from the picture', async () => {
    await here.open('pages/image/image')
    await here.until(() => here.get('seen.fixed').then(Boolean), 'load')
    assert.deepEqual(await size('#standard'), [320, 240])
    assert.deepEqual(await size('#fixed'), [100, 50])
    assert.deepEqual(await size('#high'), [80, 40])
    assert.deepEqual(await here.get('seen.standard'), { width: 200, height: 100 })
    await here.until(() => here.get('seen.webp').then(Boolean), 'webp')
  })

  it('knows every mode; what is none is the standard one', async () => {
    const fits = []
    for (let index = 0; index < 7; index += 1) fits.push(await inner(`#mode${index}`, 'objectFit'))
    assert.deepEqual(fits, ['fill', 'contain', 'cover', 'none', 'fill', 'fill', 'fill'])
    assert.equal(await inner('#mode3', 'objectPosition'), '0% 0%')
  })

  it('shows files, tells of broken ones, and recovers', async () => {
    await here.get('keep()')
    await here.until(() => here.get('seen.kept').then((detail) => detail && detail.width === 30), 'the kept picture')
    await here.set({ broken: '/images/none.png' })
    await here.until(() => here.get('seen.broken').then((detail) => detail && /images\/none\.png/.test(detail.errMsg)), 'error')
    await here.set({ broken: '/images/wide.svg' })
    await here.until(() => here.get('seen.broken').then((detail) => detail && detail.width === 200), 'load after all')
  })

  it('waits with what is far below', async () => {
    assert.equal(await here.get('seen.lazy'), null)
    await here.phone.call('view', 'scrollTo', 6000, 0)
    await here.until(() => here.get('seen.lazy').then(Boolean), 'load when it is near')
  })

  it('offers a menu on a long press', async () => {
    await here.phone.call('view', 'scrollTo', 99999, 0)
    const box = await here.phone.call('view', 'rect', '#menu')
    const shell = here.phone.page.frames().find((frame) => frame.url().includes('shell.html'))
    await here.phone.page.mouse.move(box.left + 20, await here.phone.pageTop() + box.top + 20)
    await here.phone.page.mouse.down()
    await shell.waitForSelector('.menu-entry')
    await here.phone.page.mouse.up()
    await shell.locator('.menu-entry').click()
    await shell.waitForSelector('.viewer.shown img')
    await here.phone.page.keyboard.press('Escape')
    await shell.waitForSelector('.viewer', { state: 'detached' })
  })
})

describe('<rich-text>', () => {
  it('takes HTML, also broken, without what could run', async () => {
    await here.open('pages/rich/rich')
    const html = await here.phone.pageFrames()[0].evaluate(() => document.querySelector('#html > div').innerHTML)
    assert.match(html, /^<div class="red" style="padding: 1\.33333vw;">a\u00a0<b>b<\/b><p>open<i>never closed<\/i><\/p><\/div>|^<div class="red" style="padding: 1\.33333vw;">a&nbsp;<b>b<\/b><p>open<i>never closed<\/i><\/p><\/div>/)
    assert.doesNotMatch(html, /script|onclick|onerror|unknown|>d</)
    assert.equal(await here.style('#html .red', 'color'), 'rgb(255, 0, 0)')
  })

  it('takes nodes, decodes them, and its links go nowhere', async () => {
    const html = await here.phone.pageFrames()[0].evaluate(() => document.querySelector('#nodes > div').innerHTML)
    assert.match(html, /Hello&nbsp;World.&lt;<a>link<\/a><\/div>plain$/)
    await here.tap('#nodes a')
    await here.until(() => here.get('tapped').then(Boolean), 'a tap on the whole')
    assert.equal(await here.style('#nodes', 'user-select'), 'text')
    assert.deepEqual(here.phone.errors(), [])
  })
})
