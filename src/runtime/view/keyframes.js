// SPDX-License-Identifier: MIT
// this.animate: keyframes in the words of mini programs, played by the browser, or moved along by a scroll-view.
import { toStyles } from './animation.js'

// Keyframe members that are parts of one transform, in the words of wx.createAnimation.
const PARTS = new Set(('matrix matrix3d rotate rotate3d rotateX rotateY rotateZ scale scale3d scaleX scaleY scaleZ skew skewX skewY translate ' +
  'translate3d translateX translateY translateZ').split(' '))

const list = (value) => (Array.isArray(value) ? value : [value])

/** A keyframe as the browser takes it. */
function toFrame (given) {
  const { offset, ease, easing, composite, transformOrigin, transform, ...members } = given || {}
  const actions = []
  const rest = {}
  for (const [name, value] of Object.entries(members)) {
    if (PARTS.has(name)) actions.push({ type: name, args: list(value) })
    else rest[name] = typeof value === 'number' && name !== 'opacity' && name !== 'zIndex' ? `${value}px` : value
  }
  const moved = toStyles(actions).transform
  const frame = { ...rest }
  if (moved || transform) frame.transform = transform || moved
  if (transformOrigin) frame.transformOrigin = transformOrigin
  if (Number.isFinite(offset)) frame.offset = offset
  if (ease || easing) frame.easing = ease || easing
  if (composite) frame.composite = composite
  return frame
}

/** Drives an animation by the position of a scroller instead of by time. */
function followScroll (animation, scroller, { timeRange, startScrollOffset = 0, endScrollOffset, orientation = 'vertical' }) {
  const horizontal = orientation === 'horizontal'
  const move = () => {
    const at = horizontal ? scroller.scrollLeft : scroller.scrollTop
    const room = horizontal ? scroller.scrollWidth - scroller.clientWidth : scroller.scrollHeight - scroller.clientHeight
    const end = endScrollOffset === undefined ? room : Number(endScrollOffset)
    const share = (at - startScrollOffset) / Math.max(1, end - startScrollOffset)
    animation.currentTime = Math.min(1, Math.max(0, share)) * timeRange
  }
  animation.pause()
  const heard = scroller === document.scrollingElement ? document : scroller
  heard.addEventListener('scroll', move, { passive: true })
  animation.hubStop = () => heard.removeEventListener('scroll', move)
  move()
}

/**
 * @param {HTMLElement} node
 * @param {{frames: object[], duration: number, timeline: object | null, source: number}} options `source`: the node that scrolls
 * @param {Map<number, HTMLElement>} nodes
 * @returns {Promise<boolean>} when it ended
 */
export async function playKeyframes (node, { frames, duration, timeline, source }, nodes) {
  const length = Math.max(0, Number(duration) || 0)
  const animation = node.animate(frames.map(toFrame), { duration: timeline ? Number(timeline.timeRange) || length || 1 : length, fill: 'both' })
  if (!node.hubFrames) node.hubFrames = []
  node.hubFrames.push(animation)
  if (timeline) {
    const scrolled = nodes.get(source)
    const scroller = scrolled ? scrolled.hubScroller || scrolled : document.scrollingElement
    followScroll(animation, scroller, { ...timeline, timeRange: Number(timeline.timeRange) || length || 1 })
    return true
  }
  // Cancelled ones end, too.
  await animation.finished.catch(() => {})
  return true
}

const cssNames = (options) => Object.keys(options).filter((name) => options[name]).flatMap((name) => (PARTS.has(name) ? ['transform'] : [name]))

/** Takes back what animations set: everything, or only some properties. */
export function clearKeyframes (node, options) {
  const names = options ? new Set(cssNames(options)) : null
  const kept = []
  for (const animation of node.hubFrames || []) {
    const frames = names ? animation.effect.getKeyframes() : []
    const left = frames.map((frame) => Object.fromEntries(Object.entries(frame).filter(([name]) => !names.has(name))))
    const stays = left.some((frame) => Object.keys(frame).some((name) => !['offset', 'computedOffset', 'easing', 'composite'].includes(name)))
    if (stays) {
      animation.effect.setKeyframes(left.map(({ computedOffset, ...frame }) => frame))
      kept.push(animation)
    } else {
      if (animation.hubStop) animation.hubStop()
      animation.cancel()
    }
  }
  node.hubFrames = kept
  return true
}
