// SPDX-License-Identifier: MIT
// <map>: markers, shapes, dragging and zooming are real; the ground is a grid.
import { toChina } from '../../logic/china.js'
import { hubEmit, hubInvoke } from '../../view/emit.js'
import { HubElement, make } from '../base.js'
import { drawGround } from './ground.js'
import { bindHand } from './hand.js'
import { localName, Marker } from './markers.js'
import { METHODS } from './methods.js'
import { View } from './projection.js'
import { createShapes, drawShapes } from './shapes.js'

const list = (value) => (Array.isArray(value) ? value.filter(Boolean) : [])
const PLACE = ['longitude', 'latitude', 'scale']

export class MapElement extends HubElement {
  static defaults = {
    minScale: 3, maxScale: 20, scale: 16, longitude: undefined, latitude: undefined, markers: [], covers: [], polyline: [], circles: [], polygons: [], controls: [],
    includePoints: [], showLocation: false, enableZoom: true, enableScroll: true, setting: null,
  }

  constructor() {
    super()
    this.hubContent = make('div', 'hub-map-over')
  }

  build() {
    this.view = new View()
    this.marks = new Map()
    this.ground = make('canvas', 'hub-map-ground')
    this.shapes = createShapes()
    this.layer = make('div', 'hub-map-layer')
    this.buttons = make('div', 'hub-map-layer')
    this.append(this.ground, this.shapes, this.layer, this.buttons, this.hubContent)
    new ResizeObserver(() => this.resize()).observe(this)
    bindHand(this)
    this.addEventListener('hub-tap', (event) => this.tapped(event))
  }

  get limits() {
    const { minScale, maxScale } = this.hubProps
    return [Math.max(1, minScale), Math.min(22, maxScale)]
  }

  resize() {
    this.view.width = this.clientWidth || 300
    this.view.height = this.clientHeight || 150
    if (!this.sized) {
      this.sized = true
      this.changed('includePoints', this.hubProps.includePoints)
    }
    this.draw()
  }

  changed(name, value) {
    if (PLACE.includes(name)) this.moveTo(name, value)
    else if (name === 'markers' || name === 'covers') this.setMarkers()
    else if (name === 'controls') this.setControls(list(value))
    else if (name === 'includePoints' && this.sized && list(value).length) this.update(() => this.view.include(value, [20, 20, 20, 20], this.limits))
    else if (name === 'setting' && value) Object.entries(value).forEach(([key, member]) => this.hubSet(key, member))
    else if (name === 'showLocation') this.locate()
    if (this.hubBuilt) this.draw()
  }

  moveTo(name, value) {
    const number = Number(value)
    if (value === undefined || !Number.isFinite(number) || this.view[name] === number) return
    this.update(() => {
      this.view[name] = name === 'scale' ? Math.min(this.limits[1], Math.max(this.limits[0], number)) : number
    })
  }

  /** A change the program made; changes of one moment are one. */
  update(change) {
    change()
    this.draw()
    if (this.updating || !this.sized) return
    this.updating = true
    this.tellRegion('begin', 'update')
    requestAnimationFrame(() => {
      this.updating = false
      this.tellRegion('end', 'update')
    })
  }

  tellRegion(type, causedBy) {
    const { latitude, longitude, scale } = this.view
    const where = type === 'end' ? { centerLocation: { latitude, longitude }, region: this.view.region(), scale, rotate: 0, skew: 0 } : {}
    hubEmit(this, 'regionchange', { type, causedBy, ...where })
  }

  setMarkers(extra) {
    const given = [...list(this.hubProps.markers), ...list(this.hubProps.covers), ...(extra ?? this.extra ?? [])]
    if (extra) this.extra = extra
    const former = this.marks
    this.marks = new Map()
    given.forEach((data, index) => {
      const key = data.id ?? `unnamed ${index}`
      const old = former.get(key)
      former.delete(key)
      const mark = old ?? new Marker(data)
      if (old && JSON.stringify(old.data) !== JSON.stringify(data)) {
        old.data = data
        old.at = null
        old.fill()
      }
      this.marks.set(key, mark)
      if (!old) this.layer.append(mark.element)
    })
    for (const mark of former.values()) mark.element.remove()
    this.draw()
  }

  setControls(controls) {
    this.buttons.replaceChildren(...controls.map((control) => {
      const image = make('img', 'hub-map-control')
      image.alt = ''
      image.src = localName(control.iconPath || '')
      const { left = 0, top = 0, width, height } = control.position || {}
      Object.assign(image.style, { left: `${left}px`, top: `${top}px`, width: width ? `${width}px` : '', height: height ? `${height}px` : '' })
      if (control.clickable) image.hubControl = control.id
      return image
    }))
  }

  /** Asks the shell where the device is; without an answer there is no dot. */
  locate() {
    if (!this.hubProps.showLocation || this.selfPlace) this.showSelf()
    else hubInvoke('deviceLocation', {}).then((place) => this.showSelf(toChina(place)), () => {})
  }

  /** The blue dot. */
  showSelf(place = this.selfPlace) {
    this.selfPlace = place
    this.dot?.remove()
    this.dot = null
    if (!this.hubProps.showLocation || !place) return
    this.dot = make('div', 'hub-map-self')
    this.layer.append(this.dot)
    this.draw()
  }

  draw() {
    if (this.drawing || !this.sized) return
    this.drawing = true
    requestAnimationFrame(() => {
      this.drawing = false
      this.paint()
      if (!this.told) {
        this.told = true
        hubEmit(this, 'updated', {})
      }
    })
  }

  paint() {
    const { view } = this
    drawGround(this.ground, view, document.documentElement.dataset.theme === 'dark')
    drawShapes(this.shapes, view, this.hubProps)
    for (const mark of this.marks.values()) mark.move(view.toScreen(mark.at ?? mark.data))
    if (this.dot) {
      const { x, y } = view.toScreen(this.selfPlace)
      this.dot.style.transform = `translate(${x}px, ${y}px)`
    }
    for (const own of this.hubContent.querySelectorAll('[marker-id]')) this.placeCustom(own)
  }

  /** A callout the program made of cover-views. */
  placeCustom(element) {
    const mark = [...this.marks.values()].find(({ id }) => String(id) === element.getAttribute('marker-id'))
    const { display, anchorX = 0, anchorY = 0 } = (mark && mark.data.customCallout) || {}
    element.hidden = !mark || !(mark.opened || display === 'ALWAYS')
    if (!mark) return
    const { x, y } = this.view.toScreen(mark.at ?? mark.data)
    Object.assign(element.style, { position: 'absolute', left: '0', top: '0' })
    element.style.transform = `translate(calc(${x + anchorX}px - 50%), calc(${y + mark.top + anchorY}px - 100%))`
  }

  /** What lies under a touch: a marker's part, a control, a line. */
  hit(node) {
    if (node.hubControl !== undefined) return ['controltap', { controlId: node.hubControl }]
    const own = node.closest && node.closest('[marker-id]')
    if (own && this.hubContent.contains(own)) return ['callouttap', { markerId: Number(own.getAttribute('marker-id')) }]
    for (const mark of this.marks.values()) {
      if (mark.element.contains(node)) return [`${mark.partOf(node)}tap`, { markerId: mark.id }, mark]
    }
    return node.dataset && node.dataset.line !== undefined ? ['polylinetap', { polylineId: Number(node.dataset.line) }] : null
  }

  placeAt({ clientX, clientY }) {
    const box = this.getBoundingClientRect()
    return this.view.fromScreen({ x: clientX - box.left, y: clientY - box.top })
  }

  /** The detail of the map's own tap; null if something on the map was tapped. */
  hubTapDetail(touch) {
    return this.hit(this.pressed ?? this) ? null : this.placeAt(touch)
  }

  tapped(event) {
    const found = this.hit(event.target === this ? this.pressed ?? this : event.target)
    const opened = found && found[2]
    for (const mark of this.marks.values()) mark.open(mark === opened ? true : mark.opened && found && !opened)
    this.draw()
    if (found) hubEmit(this, found[0], found[0] === 'polylinetap' ? { ...found[1], ...this.placeAt(event.detail.touch) } : found[1])
  }

  hubCall(method, [args = {}] = []) {
    if (!Object.hasOwn(METHODS, method)) return { hubFailed: 'not supported in simulator' }
    return METHODS[method](this, args)
  }
}
