// SPDX-License-Identifier: MIT
// Intersection observers the logic layer asked for.

const watching = new Map()
let wire = null

/** @param {MessagePort} logic */
export const connectObservers = (logic) => { wire = logic }

const scrollerOf = (node) => node.hubScroller || node

const plain = (rect) => (rect ? { left: rect.left, top: rect.top, right: rect.right, bottom: rect.bottom, width: rect.width, height: rect.height } : null)

// How many thresholds a ratio has reached; nothing of a node counts as none.
const level = (ratio, thresholds) => thresholds.filter((threshold) => (threshold > 0 ? ratio >= threshold : ratio > 0)).length

/** Starts watching a node. */
export function observe (node, { watch, thresholds, initial, margins, relative }, applier) {
  const margin = ['top', 'right', 'bottom', 'left'].map((side) => `${Number(margins[side]) || 0}px`).join(' ')
  // A browser always tells the first state; a program hears of it only if it is not the one it expects.
  let last = initial
  const tell = (entry) => {
    const ratio = entry.intersectionRatio
    const same = level(ratio, thresholds) === level(last, thresholds)
    last = ratio
    if (same) return
    wire.postMessage({
      type: 'intersect', watch,
      entry: {
        intersectionRatio: ratio, time: entry.time, intersectionRect: plain(entry.intersectionRect),
        boundingClientRect: plain(entry.boundingClientRect), relativeRect: plain(entry.rootBounds),
      },
    })
  }
  // The document by name: in a frame of another origin the default root has no margins and no bounds.
  const root = (relative && applier.nodes.get(relative)) || document
  const observer = new IntersectionObserver((entries) => entries.forEach(tell), { root: scrollerOf(root), rootMargin: margin, threshold: thresholds })
  observer.observe(node)
  watching.set(watch, observer)
}

export function unobserve ({ watch }) {
  const observer = watching.get(watch)
  if (observer) observer.disconnect()
  watching.delete(watch)
}
