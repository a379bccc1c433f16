// SPDX-License-Identifier: GPL-3.0-or-later
// <map>: where things stand, what taps and drags tell, and what a MapContext answers.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { stage } from './stage.mjs'

const PIN = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="30"><rect width="20" height="30" fill="blue"/></svg>'

const here = stage({
  pages: {
    'pages/map/map': {
      js: `Page({
        data: {
          latitude: 31.2, longitude: 121.5, scale: 14,
          markers: [
            { id: 1, latitude: 31.2, longitude: 121.5, iconPath: '../../images/pin.svg', width: 20, height: 30, title: 'Here', label: { content: 'labelled' } },
            { id: 2, latitude: 31.21, longitude: 121.49, callout: { content: 'always', display: 'ALWAYS', bgColor: '#ff0000' } }],
          polyline: [{ points: [{ latitude: 31.2, longitude: 121.48 }, { latitude: 31.195, longitude: 121.52 }], color: '#FF0000DD', width: 6, dottedLine: true }],
          circles: [{ latitude: 31.2, longitude: 121.5, radius: 500, fillColor: '#7cb5ec88', color: '#007aff' }],
          polygons: [{ points: [{ latitude: 31.19, longitude: 121.49 }, { latitude: 31.19, longitude: 121.5 }, { latitude: 31.195, longitude: 121.5 }], strokeColor: '#00aa00' }]
        },
        onLoad() { this.seen = [] },
        onAny(event) { this.seen.push([event.type, event.detail, event.causedBy]) },
        ask(method, options = {}) { const context = wx.createMapContext('map'); return new Promise((success) => context[method]({ ...options, success, fail: (error) => success(error.errMsg) })) }
      })`,
      wxml: `<map id="map" latitude="{{latitude}}" longitude="{{longitude}}" scale="{{scale}}" markers="{{markers}}" polyline="{{polyline}}" circles="{{circles}}" polygons="{{polygons}}"
        controls="{{[{ id: 9, iconPath: '/images/pin.svg', position: { left: 5, top: 5, width: 20, height: 20 }, clickable: true }]}}"
        bindtap="onAny" bindmarkertap="onAny" bindcallouttap="onAny" bindlabeltap="onAny" bindcontroltap="onAny" bindregionchange="onAny" bindupdated="onAny" bindpolylinetap="onAny"
        style="width: 300px; height: 300px"><cover-view id="over" style="position: absolute; right: 0; top: 0; width: 60px; height: 20px">over</cover-view></map><map id="plain" show-location />`,
    },
  },
  files: { 'images/pin.svg': PIN },
})

const saw = async (name) => {
  await here.until(async () => (await here.get('seen')).some(([type]) => type === name), name)
  return (await here.get('seen')).findLast(([type]) => type === name)[1]
}
const near = (actual, expected, tolerance = 0.001) => assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`)
const onPage = async (selector) => {
  const box = await here.phone.pageFrames()[0].evaluate((at) => { const { left, top, width, height } = document.querySelector(at).getBoundingClientRect(); return { left, top, width, height } }, selector)
  return { ...box, top: box.top + await here.phone.pageTop() }
}
const click = async (selector) => {
  const box = await onPage(selector)
  await here.phone.page.mouse.click(box.left + box.width / 2, box.top + box.height / 2)
}

describe('<map>', () => {
  it('puts markers and shapes where they are', async () => {
    await here.open('pages/map/map')
    await saw('updated')
    const map = await onPage('#map')
    await here.until(async () => (await onPage('.hub-map-marker img')).height === 30, 'the icon')
    const icon = await onPage('.hub-map-marker img')
    near(icon.left + 10, map.left + 150, 1)
    near(icon.top + 30, map.top + 150, 1)
    const circle = await onPage('.hub-map-shapes circle')
    // 500 m at latitude 31.2 and scale 14
    near(circle.width / 2, 500 / (40075016.686 * Math.cos(31.2 * Math.PI / 180) / (256 * 2 ** 14)), 1.5)
    assert.equal((await onPage('#plain')).width, 300)
    assert.equal(await here.exists('#plain .hub-map-self'), false, 'no dot where nobody knows the place')
    assert.match(await here.phone.text('#map'), /labelled[\s\S]*always/)
  })

  it('tells what was tapped', async () => {
    await click('.hub-map-marker img')
    assert.deepEqual(await saw('markertap'), { markerId: 1 })
    await here.until(() => here.phone.pageFrames()[0].evaluate(() => !document.querySelector('.hub-map-callout').hidden), 'the title as a callout')
    await click('.hub-map-callout:not([hidden])')
    assert.equal((await saw('callouttap')).markerId, 1)
    await click('.hub-map-label')
    assert.equal((await saw('labeltap')).markerId, 1)
    await click('.hub-map-control')
    assert.deepEqual(await saw('controltap'), { controlId: 9 })
    assert.ok(!(await here.get('seen')).some(([type]) => type === 'tap'), 'none of those was a tap on the map')
    const map = await onPage('#map')
    await here.phone.page.mouse.click(map.left + 250, map.top + 250)
    const tapped = await saw('tap')
    assert.ok(tapped.longitude > 121.5 && tapped.latitude < 31.2, JSON.stringify(tapped))
  })

  it('is dragged and zoomed by hand', async () => {
    await here.get('seen.splice(0)')
    const map = await onPage('#map')
    await here.phone.page.mouse.move(map.left + 100, map.top + 200)
    await here.phone.page.mouse.down()
    await here.phone.page.mouse.move(map.left + 150, map.top + 200, { steps: 4 })
    await here.phone.page.mouse.up()
    const moved = await saw('end')
    assert.equal(moved.causedBy, 'drag')
    // 50 pixels at scale 14
    near(moved.centerLocation.longitude, 121.5 - 50 * 360 / (256 * 2 ** 14), 0.0003)
    assert.deepEqual((await here.get('seen')).map(([type, , cause]) => `${type} ${cause}`), ['begin gesture', 'end drag'])
    await here.phone.page.mouse.wheel(0, -300)
    await here.until(async () => (await saw('end')).causedBy === 'scale', 'a change of scale')
    assert.equal((await saw('end')).scale, 15)
  })
})

describe('MapContext', () => {
  it('answers and moves', async () => {
    await here.set({ latitude: 30, longitude: 120, scale: 10 })
    const center = await here.get("ask('getCenterLocation')")
    assert.deepEqual([center.latitude, center.longitude, center.errMsg], [30, 120, 'getCenterLocation:ok'])
    assert.equal((await here.get("ask('getScale')")).scale, 10)
    const point = await here.get("ask('toScreenLocation', { latitude: 30, longitude: 120 })")
    assert.deepEqual([Math.round(point.x), Math.round(point.y)], [150, 150])
    const { southwest, northeast } = await here.get("ask('getRegion')")
    assert.ok(southwest.latitude < 30 && northeast.longitude > 120)
    await here.get("ask('includePoints', { points: [{ latitude: 31, longitude: 121 }, { latitude: 31.2, longitude: 121.4 }], padding: [10] })")
    near((await here.get("ask('getCenterLocation')")).longitude, 121.2)
    await here.get("ask('moveToLocation', { latitude: 22, longitude: 114 })")
    near((await here.get("ask('getCenterLocation')")).latitude, 22)
    assert.match(await here.get("ask('addArc', {})"), /^addArc:fail not supported in simulator/)
  })

  it('moves a marker and says when it is there', async () => {
    await here.get("ask('addMarkers', { markers: [{ id: 7, latitude: 22, longitude: 114, title: 'walker' }] })")
    await here.run("new Promise((done) => wx.createMapContext('map').translateMarker({ markerId: 7, destination: { latitude: 22.01, longitude: 114 }, duration: 60, autoRotate: false, animationEnd: done }))")
    const to = await here.get("ask('toScreenLocation', { latitude: 22.01, longitude: 114 })")
    const map = await onPage('#map')
    await here.until(async () => {
      const icon = await onPage('.hub-map-marker:last-child img')
      return Math.abs(icon.top + icon.height - map.top - to.y) < 2
    }, 'the marker at its place')
    assert.match(await here.get("ask('translateMarker', { markerId: 99, destination: { latitude: 1, longitude: 1 } })"), /marker 99 not found/)
    assert.deepEqual(here.phone.errors(), [])
  })
})
