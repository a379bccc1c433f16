// SPDX-License-Identifier: MIT
// Dragging and zooming the map, by finger, mouse and wheel.

const WHEEL_REST = 200
const SLOP = 4

class Hand {
  /** @param {import('./map.js').MapElement} map */
  constructor(map) {
    this.map = map
    this.fingers = new Map()
    this.cause = ''
    this.rest = 0
    // Outside of the map, too: a drag may leave it.
    this.follow = { pointermove: (event) => this.move(event), pointerup: (event) => this.up(event), pointercancel: (event) => this.up(event) }
  }

  point(event) {
    const box = this.map.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }

  begin(cause) {
    if (!this.cause) this.map.tellRegion('begin', 'gesture')
    this.cause = cause
  }

  end() {
    if (this.cause) this.map.tellRegion('end', this.cause)
    this.cause = ''
  }

  down(event) {
    const { map } = this
    if (event.button > 0 || map.hubContent.contains(event.target)) return
    map.pressed = event.composedPath()[0]
    this.fingers.set(event.pointerId, this.point(event))
    for (const [type, handler] of Object.entries(this.follow)) window.addEventListener(type, handler)
  }

  move(event) {
    const { map, fingers } = this
    const from = fingers.get(event.pointerId)
    if (!from) return
    const to = this.point(event)
    if (!this.cause && Math.hypot(to.x - from.x, to.y - from.y) < SLOP) return
    const { enableScroll, enableZoom } = map.hubProps
    if (fingers.size > 1) {
      if (enableZoom) this.pinch(event.pointerId, from, to)
    } else if (enableScroll) {
      this.begin('drag')
      map.view.drag(from, to)
    }
    fingers.set(event.pointerId, to)
    map.draw()
  }

  pinch(id, from, to) {
    this.begin('scale')
    const { view, limits } = this.map
    const [, other] = [...this.fingers].find(([key]) => key !== id)
    const before = Math.hypot(from.x - other.x, from.y - other.y)
    const after = Math.hypot(to.x - other.x, to.y - other.y)
    if (before && after) view.zoom(view.scale + Math.log2(after / before), { x: (to.x + other.x) / 2, y: (to.y + other.y) / 2 }, limits)
  }

  up(event) {
    this.fingers.delete(event.pointerId)
    if (this.fingers.size) return
    for (const [type, handler] of Object.entries(this.follow)) window.removeEventListener(type, handler)
    this.end()
  }

  zoom(event, by) {
    const { map } = this
    if (!map.hubProps.enableZoom) return
    event.preventDefault()
    this.begin('scale')
    map.view.zoom(map.view.scale + by, this.point(event), map.limits)
    map.draw()
    clearTimeout(this.rest)
    this.rest = setTimeout(() => this.end(), WHEEL_REST)
  }
}

/** @param {import('./map.js').MapElement} map */
export function bindHand(map) {
  const hand = new Hand(map)
  map.addEventListener('pointerdown', (event) => hand.down(event))
  map.addEventListener('wheel', (event) => hand.zoom(event, -event.deltaY / 300), { passive: false })
  map.addEventListener('dblclick', (event) => hand.zoom(event, 1))
}
