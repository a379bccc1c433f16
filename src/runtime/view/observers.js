// SPDX-License-Identifier: MIT
// Intersection observers the logic layer asked for.

const watching = new Map()
let wire = null

/** @param {MessagePort} logic */
export const connectObservers = (logic) => { wire = logic }

const plain = (rect) => (rect ? { left: rect.left, top: rect.top, right: rect.right, bottom: rect.bottom, width: rect.width, height: rect.height } : null)

/** Starts watching a node. */
export function observe (node, { watch, thresholds, margins, relative }, applier) {
  const margin = ['top', 'right', 'bottom', 'left'].map((side) => `${Number(margins[side]) || 0}px`).join(' ')
  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      wire.postMessage({
        type: 'intersect', watch,
        entry: {
          intersectionRatio: entry.intersectionRatio, time: entry.time, intersectionRect: plain(entry.intersectionRect),
          boundingClientRect: plain(entry.boundingClientRect), relativeRect: plain(entry.rootBounds),
        },
      })
    }
  }, { root: (relative && applier.nodes.get(relative)) || null, rootMargin: margin, threshold: thresholds })
  observer.observe(node)
  watching.set(watch, observer)
}

export function unobserve ({ watch }) {
  const observer = watching.get(watch)
  if (observer) observer.disconnect()
  watching.delete(watch)
}
