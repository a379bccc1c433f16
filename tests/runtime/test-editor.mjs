// SPDX-License-Identifier: GPL-3.0-or-later
// <editor> with its context, and the components that stand for what is not there.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { stage } from './stage.mjs'

const here = stage({
  pages: {
    'pages/editor/editor': {
      js: `Page({
        onLoad() { this.seen = [] },
        onReady() { wx.createSelectorQuery().select('#editor').context((res) => { this.editor = res.context }).exec() },
        onAny(event) { this.seen.push([event.type, event.detail]) },
        ask(method, options = {}) { return new Promise((success) => this.editor[method]({ ...options, success, fail: (error) => success(error.errMsg) })) },
        html() { return this.ask('getContents').then(({ html }) => html) },
        format(name, value) { this.editor.format(name, value) }
      })`,
      wxml: '<editor id="editor" placeholder="Write here" bindready="onAny" bindinput="onAny" bindfocus="onAny" bindblur="onAny" bindstatuschange="onAny" /><view id="elsewhere">elsewhere</view>',
    },
    'pages/absent/absent': {
      js: 'Page({ onLoad() { this.seen = {} }, onAny(event) { this.seen[event.target.id] = event.detail } })',
      wxml: `<ad id="ad" unit-id="adunit-1" binderror="onAny" /><camera id="camera" device-position="back" binderror="onAny"><cover-view id="over">over</cover-view></camera>
        <live-player id="player" src="rtmp://x" bindstatechange="onAny" /><open-data id="name" type="userNickName" /><view style="width: 40px; height: 40px"><open-data id="face" type="userAvatarUrl" /></view>
        <official-account id="account" binderror="onAny" /><functional-page-navigator id="function" bindfail="onAny"><view>pay</view></functional-page-navigator><voip-room /><channel-video feed-id="f" /><contact-button size="27" />`,
    },
  },
  files: { 'a.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>' },
})

const saw = async (name) => {
  await here.until(async () => (await here.get('seen')).some(([type]) => type === name), name)
  return (await here.get('seen')).findLast(([type]) => type === name)[1]
}
const select = (selector) => here.phone.pageFrames()[0].evaluate((at) => getSelection().selectAllChildren(document.querySelector(at)), selector)

describe('<editor>', () => {
  it('is ready, and hears what is typed', async () => {
    await here.open('pages/editor/editor')
    await saw('ready')
    const box = await here.phone.call('view', 'rect', '#editor')
    await here.phone.page.mouse.click(box.left + 30, await here.phone.pageTop() + box.top + 15)
    await saw('focus')
    await here.phone.page.keyboard.type('Hello')
    await here.until(async () => (await saw('input')).text === 'Hello\n', 'the typed text')
    const { html, delta } = await saw('input')
    assert.match(html, /Hello/)
    assert.deepEqual(delta, { ops: [{ insert: 'Hello' }, { insert: '\n' }] })
  })

  it('formats what is selected and tells the state', async () => {
    await here.get("ask('setContents', { html: '<p>one</p><p>two</p><script>x</scr' + 'ipt>' })")
    await select('.ql-editor p')
    await here.get("format('bold')")
    await here.until(async () => /<(b|strong)>one<\/(b|strong)>/.test(await here.get('html()')), 'bold')
    assert.equal((await saw('statuschange')).bold, 'strong')
    await here.get("format('header', 2)")
    await here.until(async () => /^<h2>.*one/.test(await here.get('html()')), 'a heading')
    await here.until(async () => (await saw('statuschange')).header === 2)
    await here.get("format('align', 'center')")
    await here.until(async () => (await saw('statuschange')).align === 'center', 'centred')
    await here.get("format('color', '#ff0000')")
    await here.until(async () => /rgb\(255, 0, 0\)|#ff0000/.test(await here.get('html()')), 'red')
    const { delta } = await here.get("ask('getContents')")
    assert.deepEqual(delta.ops[0].attributes.bold, true)
    assert.deepEqual(delta.ops[1], { insert: '\n', attributes: { header: 2, align: 'center' } })
    assert.deepEqual(delta.ops.slice(2), [{ insert: 'two' }, { insert: '\n' }])
    assert.equal((await here.get("ask('getSelectionText')")).text, 'one')
    await here.get("ask('removeFormat')")
    await here.until(async () => /^<p>one<\/p>/.test(await here.get('html()')), 'plain again')
  })

  it('makes lists, pictures and lines, goes back and forth', async () => {
    await here.get("ask('setContents', { delta: { ops: [{ insert: 'a' }, { insert: '\\n', attributes: { list: 'ordered' } }, { insert: 'b', attributes: { italic: true } }, { insert: '\\n', attributes: { list: 'ordered' } }] } })")
    assert.equal(await here.get('html()'), '<ol><li>a</li><li><em>b</em></li></ol>')
    assert.deepEqual((await here.get("ask('getContents')")).delta.ops, [{ insert: 'a' }, { insert: '\n', attributes: { list: 'ordered' } }, { insert: 'b', attributes: { italic: true } }, { insert: '\n', attributes: { list: 'ordered' } }])
    await here.get("ask('clear')")
    await here.get("ask('insertText', { text: 'x < y' })")
    await here.get("ask('insertImage', { src: '/a.svg', width: '30', data: { id: 'abc' } })")
    const html = await here.get('html()')
    assert.match(html, /x &lt; y/)
    assert.match(html, /<img[^>]* src="\/a\.svg"|<img src="\/a\.svg"/)
    assert.match(html, /data-custom="id=abc"/)
    await here.get("ask('undo')")
    assert.doesNotMatch(await here.get('html()'), /<img/)
    await here.get("ask('redo')")
    assert.match(await here.get('html()'), /<img/)
    await here.get("ask('insertDivider')")
    assert.match(await here.get('html()'), /<hr>/)
    assert.match(await here.get("ask('insertCustomBlock')"), /fail not supported/)
    await here.get("ask('blur')")
    await saw('blur')
    assert.deepEqual(here.phone.errors(), [])
  })
})

describe('components of what is not there', () => {
  it('say what they stand for, and tell the program', async () => {
    await here.open('pages/absent/absent')
    await here.until(async () => Object.keys(await here.get('seen')).length >= 4, 'the events')
    const seen = await here.get('seen')
    assert.equal(seen.ad.errCode, 1004)
    assert.match(seen.camera.errMsg, /not supported in simulator/)
    assert.equal(seen.player.code, -2301)
    assert.equal(seen.account.status, 2)
    assert.match(await here.phone.text(), /Advertisement · adunit-1[\s\S]*Camera · back[\s\S]*over[\s\S]*Live player[\s\S]*Super Hub user[\s\S]*Official account[\s\S]*pay/)
    const size = await here.phone.call('view', 'rect', '#camera')
    assert.deepEqual([size.width, size.height], [300, 225])
    assert.equal((await here.phone.call('view', 'rect', '#face')).width, 40)
    await here.tap('#function')
    await here.until(async () => (await here.get('seen')).function, 'fail of the functional page')
    assert.deepEqual(here.phone.errors(), [])
  })
})
