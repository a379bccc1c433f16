// SPDX-License-Identifier: MIT
// How a <movable-view> moves by itself: drawn by a spring, or thrown against friction. Both give a function that ends the motion.

const NEAR = 0.5
const SLOW = 0.02
const LONGEST = 64

function frames(step, done) {
  let request = 0
  let last = performance.now()
  const frame = (now) => {
    const time = Math.min(LONGEST, Math.max(0, now - last))
    last = now
    if (step(time)) request = requestAnimationFrame(frame)
    else done()
  }
  request = requestAnimationFrame(frame)
  return () => cancelAnimationFrame(request)
}

/** From one place to another; a greater `damping` is quicker. */
export function spring(from, to, damping, move, done) {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  let at = { ...from }
  const rate = Math.max(1, damping) / 2500
  return frames((time) => {
    const share = still ? 1 : 1 - Math.exp(-rate * time)
    at = { x: at.x + (to.x - at.x) * share, y: at.y + (to.y - at.y) * share }
    const there = Math.abs(to.x - at.x) < NEAR && Math.abs(to.y - at.y) < NEAR
    move(there ? { ...to } : at)
    return !there
  }, done)
}

/** On with a speed in pixels per millisecond; a greater `friction` stops sooner. */
export function settle(from, speed, friction, move, done) {
  let at = { ...from }
  let { x, y } = speed
  const rate = Math.max(0.1, friction) / 800
  return frames((time) => {
    const left = Math.exp(-rate * time)
    at = { x: at.x + x * time, y: at.y + y * time }
    x *= left
    y *= left
    move(at)
    return Math.hypot(x, y) > SLOW
  }, done)
}
