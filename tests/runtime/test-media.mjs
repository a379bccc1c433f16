// SPDX-License-Identifier: GPL-3.0-or-later
// Sounds and films: the components, their contexts, and what plays in the shell.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { stage } from './stage.mjs'

/** So many milliseconds of a quiet tone. */
function wav (milliseconds) {
  const samples = Math.round(8 * milliseconds)
  const bytes = Buffer.alloc(44 + samples, 128)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(36 + samples, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(8000, 24)
  bytes.writeUInt32LE(8000, 28)
  bytes.writeUInt16LE(1, 32)
  bytes.writeUInt16LE(8, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(samples, 40)
  for (let i = 0; i < samples; i += 1) bytes[44 + i] = 128 + Math.round(8 * Math.sin(i / 3))
  return `data:audio/wav;base64,${bytes.toString('base64')}`
}

const SHORT = wav(200)
const LONG = wav(5000)

const here = stage({
  pages: {
    'pages/inner/inner': {
      js: `Page({
        onLoad() { this.seen = [] },
        start(src, events) { const audio = this.audio = wx.createInnerAudioContext(); for (const name of ['Canplay', 'Play', 'Pause', 'Stop', 'Ended', 'TimeUpdate', 'Error', 'Seeked']) audio['on' + name]((detail) => this.seen.push(name + (detail && detail.errMsg ? ' ' + detail.errMsg : ''))); audio.src = src; audio.play() },
        background() { const audio = wx.getBackgroundAudioManager(); audio.onPlay(() => this.seen.push('bgPlay')); audio.title = 'Song'; audio.src = '${LONG}' },
        state() { return wx.getBackgroundAudioPlayerState() }
      })`,
      wxml: '<view id="touch" bindtap="x">touch</view>',
    },
    'pages/film/film': {
      js: `Page({
        data: { src: '' }, onLoad() { this.seen = {} },
        onAny(event) { this.seen[event.target.id + ' ' + event.type] = event.detail },
        context(id, method, ...args) { (id === 'film' ? wx.createVideoContext(id) : wx.createAudioContext(id))[method](...args) },
        queried() { return new Promise((done) => wx.createSelectorQuery().select('#film').context(({ context }) => done(typeof context.play)).exec()) }
      })`,
      wxml: `<video id="film" src="{{src}}" title="A film" enable-danmu danmu-list="{{[{ text: 'listed', time: 0 }]}}" bindplay="onAny" bindpause="onAny" bindended="onAny" bindtimeupdate="onAny" binderror="onAny" bindloadedmetadata="onAny" bindfullscreenchange="onAny" bindseekcomplete="onAny" />
        <audio id="sound" src="${LONG}" name="A song" author="Somebody" controls bindplay="onAny" bindpause="onAny" />
        <video id="broken" src="/none.mp4" binderror="onAny" /><cover-view id="cover">cover</cover-view><cover-image id="picture" src="/a.svg" bindload="onAny" />`,
    },
    'pages/web/web': {
      js: "Page({ data: { src: 'local.html' }, onAny(event) { (this.seen = this.seen || []).push([event.type, event.detail]) } })",
      wxml: '<web-view id="web" src="{{src}}" bindload="onAny" binderror="onAny" bindmessage="onAny" />',
    },
  },
  files: { 'a.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>' },
})

const saw = (name) => here.until(async () => (await here.get('seen')).some((entry) => entry.startsWith(name)), name)
const heard = (name) => here.until(async () => (await here.get(`seen['${name}']`)) !== null, name)

describe('wx.createInnerAudioContext', () => {
  it('plays to the end and tells the state', async () => {
    await here.open('pages/inner/inner')
    // A browser lets sound begin only after a touch.
    const box = await here.phone.call('view', 'rect', '#touch')
    await here.phone.page.mouse.click(box.left + 5, await here.phone.pageTop() + box.top + 5)
    await here.get(`start('${SHORT}')`)
    await saw('Ended')
    const seen = await here.get('seen')
    for (const name of ['Canplay', 'Play', 'TimeUpdate']) assert.ok(seen.includes(name), `${name} in ${seen}`)
    assert.ok(!seen.includes('Pause'))
    assert.ok(Math.abs(await here.get('audio.duration') - 0.2) < 0.05)
    assert.equal(await here.get('audio.paused'), true)
  })

  it('pauses, seeks, stops and says what is wrong', async () => {
    await here.get('audio.destroy()')
    await here.get(`start('${LONG}')`)
    assert.equal(await here.get('audio.paused'), false)
    await here.until(async () => await here.get('audio.currentTime') > 0, 'time goes on')
    await here.get('audio.seek(3)')
    await saw('Seeked')
    await here.get('audio.pause()')
    await saw('Pause')
    assert.ok(await here.get('audio.currentTime') >= 3)
    await here.get('audio.stop()')
    await saw('Stop')
    await here.get("start('/none.mp3')")
    await saw('Error MEDIA_ERR_')
  })
})

describe('the background player', () => {
  it('answers to its old and its new functions', async () => {
    await here.get('background()')
    await saw('bgPlay')
    const playing = await here.get('state()')
    assert.equal(playing.status, 1)
    assert.ok(playing.duration > 4)
    await here.run('wx.pauseBackgroundAudio()')
    await here.until(async () => (await here.get('state()')).status === 0, 'paused')
    await here.run('wx.stopBackgroundAudio()')
    assert.equal(await here.run("new Promise((done) => wx.startRecord({ fail: (error) => done(error.errMsg) }))"), 'startRecord:fail not supported in simulator: there is no microphone')
    assert.match(await here.run("new Promise((done) => { const recorder = wx.getRecorderManager(); recorder.onError((error) => done(error.errMsg)); recorder.start() })"), /fail not supported/)
  })
})

describe('<video> and <audio>', () => {
  it('tell what they do, by their context', async () => {
    await here.open('pages/film/film')
    await here.set({ src: LONG })
    await heard('film loadedmetadata')
    assert.ok((await here.get("seen['film loadedmetadata']")).duration > 4)
    const box = await here.phone.call('view', 'rect', '#cover')
    await here.phone.page.mouse.click(box.left + 2, await here.phone.pageTop() + box.top + 2)
    await here.get("context('film', 'play')")
    await heard('film timeupdate')
    await here.until(() => here.exists('#film .hub-danmu span'), 'the comment of the list')
    await here.get("context('film', 'seek', 2)")
    await heard('film seekcomplete')
    await here.get("context('film', 'pause')")
    await heard('film pause')
    await here.get("context('film', 'sendDanmu', { text: 'sent', color: '#ff0000' })")
    await here.until(async () => (await here.phone.pageFrames()[0].evaluate(() => document.querySelector('.hub-danmu').textContent)).includes('sent'))
    assert.equal(await here.get('queried()'), 'function')
  })

  it('fill the page and come back', async () => {
    await here.get("context('film', 'requestFullScreen', { direction: 90 })")
    await heard('film fullscreenchange')
    assert.deepEqual(await here.get("seen['film fullscreenchange']"), { fullScreen: true, fullscreen: true, direction: 'horizontal' })
    assert.equal((await here.phone.call('view', 'rect', '#film')).width, 375)
    await here.get("context('film', 'exitFullScreen')")
    await here.until(async () => (await here.phone.call('view', 'rect', '#film')).width === 300, 'its own size')
  })

  it('say why something does not play', async () => {
    await heard('broken error')
    assert.match((await here.get("seen['broken error']")).errMsg, /MEDIA_ERR_SRC_NOT_SUPPORTED/)
    assert.match(await here.phone.text('#sound'), /A song\s*Somebody/)
    await here.get("context('sound', 'play')")
    await heard('sound play')
    await here.get("context('sound', 'pause')")
    await heard('sound pause')
    assert.equal((await here.phone.call('view', 'rect', '#picture')).width, 40)
  })
})

describe('a film on a page that is left', () => {
  it('stops', async () => {
    await here.open('pages/film/film')
    await here.set({ src: LONG })
    await heard('film loadedmetadata')
    const box = await here.phone.call('view', 'rect', '#cover')
    await here.phone.page.mouse.click(box.left + 2, await here.phone.pageTop() + box.top + 2)
    await here.get("context('film', 'play')")
    await heard('film timeupdate')
    await here.run("wx.navigateTo({ url: '/pages/inner/inner' })")
    await here.until(() => here.run("getCurrentPages().length === 2 && Boolean(getCurrentPages()[0].seen['film pause'])"), 'pause')
  })
})

describe('<web-view>', () => {
  it('shows sites only', async () => {
    await here.open('pages/web/web')
    await here.until(async () => ((await here.get('seen')) || []).some(([type]) => type === 'error'), 'error for a local name')
    assert.deepEqual(await here.phone.call('view', 'rect', '#web').then(({ width, left, top }) => [width, left, top]), [375, 0, 0])
    assert.deepEqual(here.phone.errors(), [])
  })
})
