// SPDX-License-Identifier: MIT
// What a MapContext asks of the map.

const center = ({ view: { latitude, longitude } }) => ({ latitude, longitude })
const list = (value) => (Array.isArray(value) ? value : value === undefined ? [] : [value])

const bearing = (view, from, to) => {
  const [a, b] = [view.toScreen(from), view.toScreen(to)]
  return Math.atan2(b.x - a.x, a.y - b.y) * 180 / Math.PI
}

/** Moves a marker along a path, in `duration` milliseconds. */
function walk(map, mark, path, duration, turns) {
  const from = performance.now()
  const step = (now) => {
    if (![...map.marks.values()].includes(mark) || mark.walk !== step) return
    const share = duration > 0 ? Math.min(1, Math.max(0, now - from) / duration) : 1
    const at = share * (path.length - 1)
    const leg = Math.min(path.length - 2, Math.floor(at))
    const [a, b] = [path[leg], path[leg + 1]]
    const part = at - leg
    mark.at = { latitude: a.latitude + (b.latitude - a.latitude) * part, longitude: a.longitude + (b.longitude - a.longitude) * part }
    if (turns) mark.icon.style.transform = `rotate(${bearing(map.view, a, b)}deg)`
    map.draw()
    if (share < 1) requestAnimationFrame(step)
  }
  mark.walk = step
  requestAnimationFrame(step)
}

const number = ({ latitude, longitude }) => ({ latitude: Number(latitude), longitude: Number(longitude) })

function find(map, markerId) {
  return [...map.marks.values()].find(({ id }) => id === markerId || String(id) === String(markerId))
}

export const METHODS = {
  getCenterLocation: center,
  getScale: ({ view }) => ({ scale: view.scale }),
  getRotate: () => ({ rotate: 0 }),
  getSkew: () => ({ skew: 0 }),
  getRegion: ({ view }) => view.region(),
  toScreenLocation: ({ view }, place) => view.toScreen(place),
  fromScreenLocation: ({ view }, point) => view.fromScreen(point),
  moveToLocation(map, { latitude, longitude, self }) {
    if (self) map.showSelf(self)
    const to = latitude === undefined ? self : { latitude, longitude }
    if (!to) return { hubFailed: 'the location of the device is not known' }
    map.update(() => Object.assign(map.view, number(to)))
    return {}
  },
  includePoints(map, { points, padding = [0, 0, 0, 0] }) {
    if (!list(points).length) return { hubFailed: 'parameter error: points should not be empty' }
    const sides = list(padding).map((side) => Number(side) || 0)
    const [top = 0, right = top, bottom = top, left = right] = sides
    map.update(() => map.view.include(points, [top, right, bottom, left], map.limits))
    return {}
  },
  translateMarker(map, { markerId, destination, duration = 1000, autoRotate, rotate }) {
    const mark = find(map, markerId)
    if (!mark) return { hubFailed: `marker ${markerId} not found` }
    if (rotate && !autoRotate) mark.icon.style.transform = `rotate(${rotate}deg)`
    walk(map, mark, [number(mark.at ?? mark.data), number(destination)], duration, autoRotate)
    return {}
  },
  moveAlong(map, { markerId, path, duration = 1000, autoRotate = true }) {
    const mark = find(map, markerId)
    if (!mark) return { hubFailed: `marker ${markerId} not found` }
    walk(map, mark, [number(mark.at ?? mark.data), ...list(path).map(number)], duration, autoRotate)
    return {}
  },
  addMarkers(map, { markers, clear }) {
    const kept = clear ? [] : (map.extra ?? []).filter(({ id }) => !list(markers).some((marker) => marker.id === id))
    map.setMarkers([...kept, ...list(markers)])
    return {}
  },
  removeMarkers(map, { markerIds }) {
    const gone = new Set(list(markerIds).map(String))
    map.setMarkers((map.extra ?? []).filter(({ id }) => !gone.has(String(id))))
    for (const [key, mark] of map.marks) {
      if (!gone.has(String(mark.id))) continue
      mark.element.remove()
      map.marks.delete(key)
    }
    return {}
  },
  setCenterOffset(map, { offset }) {
    map.view.offset = [Number(offset && offset[0]) || 0.5, Number(offset && offset[1]) || 0.5]
    map.draw()
    return {}
  },
}
