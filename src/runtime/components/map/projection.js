// SPDX-License-Identifier: MIT
// Where places are on a map: Mercator's projection, as every web map draws it.

const TILE = 256
const MOST_NORTH = 85.0511
const EARTH = 6378137

const clamp = (value, low, high) => Math.min(high, Math.max(low, value))
const radians = (degrees) => degrees * Math.PI / 180

export class View {
  constructor() {
    this.latitude = 39.92
    this.longitude = 116.46
    this.scale = 16
    this.width = 300
    this.height = 150
    this.offset = [0.5, 0.5]
  }

  get world() { return TILE * 2 ** this.scale }

  toWorld({ latitude, longitude }) {
    const sine = Math.sin(radians(clamp(Number(latitude) || 0, -MOST_NORTH, MOST_NORTH)))
    return { x: ((Number(longitude) || 0) + 180) / 360 * this.world, y: (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * this.world }
  }

  fromWorld({ x, y }) {
    const turn = Math.PI - 2 * Math.PI * y / this.world
    return { latitude: Math.atan(Math.sinh(turn)) * 180 / Math.PI, longitude: x / this.world * 360 - 180 }
  }

  /** Left upper corner in the world's pixels. */
  get origin() {
    const center = this.toWorld(this)
    return { x: center.x - this.width * this.offset[0], y: center.y - this.height * this.offset[1] }
  }

  toScreen(place) {
    const { x, y } = this.toWorld(place)
    const { origin } = this
    return { x: x - origin.x, y: y - origin.y }
  }

  fromScreen({ x, y }) {
    const { origin } = this
    return this.fromWorld({ x: origin.x + x, y: origin.y + y })
  }

  /** Moves so that what was at `from` is at `to`. */
  drag(from, to) {
    const center = this.toWorld(this)
    Object.assign(this, this.fromWorld({ x: center.x + from.x - to.x, y: center.y + from.y - to.y }))
    this.latitude = clamp(this.latitude, -MOST_NORTH, MOST_NORTH)
  }

  /** Another scale, with the place under `at` staying where it is. */
  zoom(scale, at, [least, most]) {
    const place = this.fromScreen(at)
    this.scale = clamp(scale, least, most)
    this.drag(this.toScreen(place), at)
  }

  /** How many pixels a distance in metres is, at a place. */
  pixels(metres, { latitude }) {
    return metres / (2 * Math.PI * EARTH * Math.cos(radians(Number(latitude) || 0))) * this.world
  }

  region() {
    const northeast = this.fromScreen({ x: this.width, y: 0 })
    const southwest = this.fromScreen({ x: 0, y: this.height })
    return { southwest, northeast }
  }

  /** Shows all the points, `padding` as [top, right, bottom, left]. */
  include(points, padding, [least, most]) {
    const [top, right, bottom, left] = padding
    const wide = Math.max(1, this.width - left - right)
    const high = Math.max(1, this.height - top - bottom)
    const box = () => {
      const list = points.map((point) => this.toWorld(point))
      const [xs, ys] = [list.map(({ x }) => x), list.map(({ y }) => y)]
      return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) }
    }
    const now = box()
    const larger = Math.max((now.right - now.left) / wide, (now.bottom - now.top) / high)
    if (larger > 0) this.scale = clamp(this.scale - Math.log2(larger), least, most)
    const then = box()
    const center = { x: (then.left + then.right) / 2 + (right - left) / 2, y: (then.top + then.bottom) / 2 + (bottom - top) / 2 }
    Object.assign(this, this.fromWorld(center))
  }
}
