// SPDX-License-Identifier: GPL-3.0-or-later
// Canvases: what is drawn in the logic layer is read back as pixels, there and on the screen.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inflateSync } from 'node:zlib'
import { stage } from './stage.mjs'

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10" fill="#00ff00"/></svg>'
// One red pixel.
const RED = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC'

const here = stage({
  pages: {
    'pages/node/node': {
      js: `Page({
        node(selector) { return new Promise((done) => this.createSelectorQuery().select(selector).fields({ node: true, size: true }, done).exec()) },
        image(canvas, src) { return new Promise((done, fail) => { const image = canvas.createImage(); image.onload = () => done(image); image.onerror = fail; image.src = src }) },
        async draw() {
          const { node, width, height } = await this.node('#c')
          const again = (await this.node('#c')).node
          const ctx = node.getContext('2d')
          node.width = 40; node.height = 20
          ctx.fillStyle = '#0000ff'; ctx.fillRect(0, 0, 40, 20)
          const red = await this.image(node, '${RED}')
          ctx.drawImage(red, 0, 0, 10, 10)
          const green = await this.image(node, '/images/green.svg')
          ctx.drawImage(green, 20, 0)
          const missing = await this.image(node, '/images/none.png').catch((event) => event.type)
          const at = (x, y) => [...ctx.getImageData(x, y, 1, 1).data]
          return { same: again === node, width, height, pixels: [at(5, 5), at(15, 15), at(30, 5)], size: [green.width, green.height], missing, url: node.toDataURL() }
        },
        async frames() {
          const { node } = await this.node('#c')
          return new Promise((done) => node.requestAnimationFrame((time) => { const id = node.requestAnimationFrame(() => done('not cancelled')); node.cancelAnimationFrame(id); setTimeout(() => done(typeof time), 60) }))
        },
        onTouch(event) { this.touched = event.touches[0] || event.changedTouches[0] }
      })`,
      wxml: '<view style="padding: 30px 20px"><canvas type="2d" id="c" style="width: 200px; height: 100px" bindtouchstart="onTouch" /></view><canvas type="2d" id="plain" />',
      wxss: 'page { background: #ffffff }',
    },
    'pages/old/old': {
      json: { usingComponents: { chart: '/components/chart/chart' } },
      js: `Page({
        data: { tall: 60 },
        draw(reserve, steps, owner, name = 'old') {
          const ctx = wx.createCanvasContext(name, owner)
          steps(ctx)
          return new Promise((done) => ctx.draw(reserve, done))
        },
        async at(x, y, name = 'old', owner) { return [...(await new Promise((success, fail) => wx.canvasGetImageData({ canvasId: name, x, y, width: 1, height: 1, success, fail }, owner))).data] },
        file(options, owner) { return new Promise((success, fail) => wx.canvasToTempFilePath({ canvasId: 'old', ...options, success: (result) => success(result.tempFilePath), fail: (error) => success(error.errMsg) }, owner)) },
        size(src) { return new Promise((done) => { const canvas = wx.createOffscreenCanvas({ type: '2d', width: 1, height: 1 }); const image = canvas.createImage(); image.onload = () => done([image.width, image.height]); image.onerror = () => done('broken'); image.src = src }) },
        onTouch(event) { this.touched = event.changedTouches[0] }, onLong() { this.long = true }
      })`,
      wxml: `<canvas canvas-id="old" style="width: 100px; height: {{tall}}px" bindtouchend="onTouch" bindlongtap="onLong" />
        <canvas canvas-id="hidden" style="display: none; width: 50px; height: 50px" /><canvas canvas-id="far" style="position: fixed; left: -9999px; width: 30px; height: 30px" />
        <canvas canvas-id="standard" /><chart id="chart" />`,
    },
  },
  components: {
    'components/chart/chart': {
      js: `Component({ methods: { draw() { const ctx = wx.createCanvasContext('inner', this); ctx.setFillStyle('lime'); ctx.fillRect(0, 0, 20, 20); return new Promise((done) => ctx.draw(false, done)) } } })`,
      wxml: '<canvas canvas-id="inner" style="width: 20px; height: 20px" />',
    },
  },
  files: { 'images/green.svg': SVG },
}, { device: { name: 'Test', platform: 'ios', width: 375, height: 667, statusBarHeight: 20, safeBottom: 0, pixelRatio: 2 } })

/** The first pixel and the size of a PNG without filters, as our own encoder writes it. */
function readPng (url) {
  const bytes = Buffer.from(url.split(',')[1], 'base64')
  const rows = inflateSync(bytes.subarray(41, 41 + bytes.readUInt32BE(33)))
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), first: [...rows.subarray(1, 5)] }
}

const BLUE = [0, 0, 255, 255]
const LIME = [0, 255, 0, 255]
const FIRE = [255, 0, 0, 255]

describe('canvas type="2d"', () => {
  it('draws shapes and pictures of every kind', async () => {
    await here.open('pages/node/node')
    const drawn = await here.get('draw()')
    assert.equal(drawn.same, true, 'one node for one canvas')
    assert.deepEqual([drawn.width, drawn.height], [200, 100])
    assert.deepEqual(drawn.pixels, [FIRE, BLUE, LIME])
    assert.deepEqual(drawn.size, [20, 10])
    assert.equal(drawn.missing, 'error')
    assert.deepEqual(readPng(drawn.url), { width: 40, height: 20, first: FIRE })
  })

  it('shows on the page what was drawn', async () => {
    const box = await here.phone.call('view', 'rect', '#c')
    const top = await here.phone.pageTop()
    const color = async (x, y) => {
      const shot = await here.phone.page.screenshot({ clip: { x, y, width: 1, height: 1 }, type: 'png' })
      return here.phone.page.evaluate(async (data) => {
        const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob())
        const context = new OffscreenCanvas(1, 1).getContext('2d')
        context.drawImage(bitmap, 0, 0)
        return [...context.getImageData(0, 0, 1, 1).data]
      }, shot.toString('base64'))
    }
    await here.until(async () => String(await color(box.left + 10, top + box.top + 80)) === String(BLUE), 'blue on the screen')
    assert.deepEqual(await color(box.left + 20, top + box.top + 20), FIRE)
  })

  it('is 300 by 150 at first, and tells where it is touched', async () => {
    assert.deepEqual(await here.get("node('#plain').then(({ node, width, height }) => [node.width, node.height, width, height])"), [300, 150, 300, 150])
    assert.equal(await here.get('frames()'), 'number')
    const box = await here.phone.call('view', 'rect', '#c')
    await here.phone.page.mouse.click(box.left + 12, await here.phone.pageTop() + box.top + 7)
    await here.until(() => here.get('touched').then(Boolean), 'a touch')
    const { x, y } = await here.get('touched')
    assert.deepEqual([Math.round(x), Math.round(y)], [12, 7])
  })

  it('WebGL answers a context, or null and says why', async () => {
    const kind = await here.run("(() => { const canvas = wx.createOffscreenCanvas({ type: 'webgl', width: 8, height: 8 }); const gl = canvas.getContext('webgl'); if (!gl) return 'none'; " +
      'gl.clearColor(1, 0, 0, 1); gl.clear(gl.COLOR_BUFFER_BIT); const pixel = new Uint8Array(4); gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel); return [...pixel] })()')
    if (kind === 'none') assert.ok(here.said().some((text) => /getContext\("webgl"\)/.test(text)))
    else assert.deepEqual(kind, FIRE)
  })
})

describe('the old canvas', () => {
  it('draws what was recorded, and keeps it if asked to', async () => {
    await here.open('pages/old/old')
    await here.get("draw(false, (ctx) => { ctx.setFillStyle('#0000ff'); ctx.fillRect(0, 0, 100, 60); ctx.fillStyle = 'red'; ctx.fillRect(0, 0, 10, 10) })")
    assert.deepEqual([await here.get('at(5, 5)'), await here.get('at(50, 50)')], [FIRE, BLUE])
    await here.get("draw(true, (ctx) => { ctx.drawImage('../../images/green.svg', 50, 30, 20, 20) })")
    assert.deepEqual([await here.get('at(55, 35)'), await here.get('at(5, 5)')], [LIME, FIRE])
    await here.get("draw(false, (ctx) => { ctx.beginPath(); ctx.arc(50, 30, 20, 0, 2 * Math.PI); ctx.clip(); ctx.drawImage('/images/green.svg', 0, 0, 100, 60) })")
    assert.deepEqual([await here.get('at(50, 30)'), await here.get('at(5, 5)')], [LIME, [0, 0, 0, 0]])
  })

  it('has gradients, transformations, text and its measure', async () => {
    await here.get("draw(false, (ctx) => { const paint = ctx.createLinearGradient(0, 0, 100, 0); paint.addColorStop(0, 'red'); paint.addColorStop(1, 'blue'); ctx.setFillStyle(paint); ctx.fillRect(0, 0, 100, 30);" +
      "ctx.save(); ctx.translate(20, 40); ctx.scale(2, 2); ctx.setFillStyle('lime'); ctx.fillRect(0, 0, 5, 5); ctx.restore(); ctx.fillRect(60, 40, 5, 5); ctx.restore() })")
    const [left, , , middle, right] = await Promise.all([1, 25, 40, 28, 99].map((x) => here.get(`at(${x}, ${x === 28 ? 48 : 10})`)))
    assert.ok(left[0] > 240 && right[2] > 240, `${left} ${right}`)
    assert.deepEqual(middle, LIME)
    const widths = await here.run("(() => { const ctx = wx.createCanvasContext('old'); const small = ctx.measureText('width').width; ctx.setFontSize(40); return [small, ctx.measureText('width').width, ctx.font] })()")
    assert.ok(Math.abs(widths[1] / widths[0] - 4) < 0.2, String(widths))
    assert.equal(widths[2], '40px sans-serif')
  })

  it('draws hidden ones, those of components, and the standard size', async () => {
    const fill = "(ctx) => { ctx.setFillStyle('red'); ctx.fillRect(0, 0, 400, 400) }"
    for (const name of ['hidden', 'far', 'standard']) {
      await here.get(`draw(false, ${fill}, undefined, '${name}')`)
      assert.deepEqual(await here.get(`at(${name === 'standard' ? '299, 149' : '20, 20'}, '${name}')`), FIRE, name)
    }
    await here.get("selectComponent('#chart').draw()")
    assert.deepEqual(await here.get("at(5, 5, 'inner', getCurrentPages()[0].selectComponent('#chart'))"), LIME)
    assert.match(await here.get("file({ canvasId: 'inner' })"), /^canvasToTempFilePath:fail canvas "inner" is not on the page/)
  })

  it('becomes a file of the asked size', async () => {
    await here.get("draw(false, (ctx) => { ctx.setFillStyle('red'); ctx.fillRect(0, 0, 50, 60) })")
    assert.deepEqual(await here.get('file({}).then((path) => getCurrentPages()[0].size(path))'), [200, 120], 'by the screen\'s density')
    assert.deepEqual(await here.get('file({ x: 10, y: 10, width: 20, height: 10, destWidth: 60, destHeight: 30, fileType: "jpg" }).then((path) => getCurrentPages()[0].size(path))'), [60, 30])
  })

  it('grows with its element and keeps the drawing', async () => {
    await here.set({ tall: 100 })
    await here.get("draw(true, (ctx) => { ctx.setFillStyle('lime'); ctx.fillRect(0, 80, 50, 20) })")
    assert.deepEqual([await here.get('at(5, 5)'), await here.get('at(5, 90)')], [FIRE, LIME])
  })

  it('takes pixels and the oldest actions', async () => {
    await here.run("wx.canvasPutImageData({ canvasId: 'old', x: 0, y: 0, width: 2, height: 1, data: new Uint8ClampedArray([0, 255, 0, 255, 0, 0, 255, 255]) })")
    assert.deepEqual([await here.get('at(0, 0)'), await here.get('at(1, 0)')], [LIME, BLUE])
    await here.run("(() => { const context = wx.createContext(); context.setFillStyle('red'); context.rect(5, 5, 10, 10); context.fill(); wx.drawCanvas({ canvasId: 'old', actions: context.getActions() }) })()")
    assert.deepEqual([await here.get('at(8, 8)'), await here.get('at(0, 0)')], [FIRE, [0, 0, 0, 0]])
    assert.deepEqual(here.phone.errors(), [])
  })
})
