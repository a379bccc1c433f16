// SPDX-License-Identifier: MIT
// wx.worklet: shared values, derived values and animations really compute, all in the logic layer; what Skyline runs on its
// render thread runs here, one frame after another.
import { report } from '../errors.js'

const FRAME = 16
const changed = new Set()
const effects = new Set()
let timer = 0

function flush () {
  timer = 0
  for (const run of [...effects]) {
    if (run.inputs.some((value) => changed.has(value))) guarded(run)
  }
  changed.clear()
}

function guarded (run, ...args) {
  try {
    return run(...args)
  } catch (error) {
    report(error, 'run')
    return undefined
  }
}

function touched (value) {
  changed.add(value)
  if (!timer) timer = setTimeout(flush, 0)
}

let reading = null

class SharedValue {
  constructor (value) {
    this.current = value
    this.animation = null
    this.listeners = new Map()
  }

  get value () {
    if (reading) reading.add(this)
    return this.current
  }

  set value (next) {
    if (this.animation) this.animation.stop(false)
    if (next instanceof Animation) this.animation = next.start(this)
    else this.put(next)
  }

  put (value) {
    if (this.current === value) return
    this.current = value
    touched(this)
    for (const listener of this.listeners.values()) guarded(listener, value)
  }

  modify (change) { this.value = change(this.current) }

  addListener (id, listener) { this.listeners.set(id, listener) }

  removeListener (id) { this.listeners.delete(id) }
}

/** What a worklet reads while it runs. */
function reads (run) {
  const before = reading
  reading = new Set()
  try {
    return { result: guarded(run), inputs: [...reading] }
  } finally {
    reading = before
  }
}

/** Runs again whenever a shared value it reads changes. Returns a function that ends that. */
export function watch (run, told) {
  const effect = () => {
    const { result, inputs } = reads(run)
    effect.inputs = inputs
    told(result)
  }
  effect.inputs = []
  effect()
  effects.add(effect)
  return () => effects.delete(effect)
}

function derived (run) {
  const value = new SharedValue(undefined)
  watch(run, (result) => value.put(result))
  return value
}

// ---- animations: `next(from, milliseconds)` gives the value, or `{done, value}`

class Animation {
  constructor (next, callback) {
    this.next = next
    this.callback = callback
  }

  start (value) {
    const from = Number(value.current) || 0
    const began = Date.now()
    const running = { stop: null }
    const tick = () => {
      const { value: now, done } = this.next(from, Date.now() - began)
      value.put(now)
      if (!done) {
        handle = setTimeout(tick, FRAME)
        return
      }
      if (value.animation === running) value.animation = null
      if (this.callback) guarded(this.callback, true)
    }
    let handle = setTimeout(tick, 0)
    running.stop = (finished) => {
      clearTimeout(handle)
      value.animation = null
      if (this.callback) guarded(this.callback, finished)
    }
    return running
  }
}

const bezier = (x1, y1, x2, y2) => (t) => {
  const at = (a, b, s) => 3 * a * s * (1 - s) ** 2 + 3 * b * s * s * (1 - s) + s ** 3
  let low = 0
  let high = 1
  for (let i = 0; i < 24; i += 1) {
    const middle = (low + high) / 2
    if (at(x1, x2, middle) < t) low = middle
    else high = middle
  }
  return at(y1, y2, (low + high) / 2)
}

const quad = (t) => t * t
export const Easing = {
  linear: (t) => t,
  ease: bezier(0.42, 0, 1, 1),
  quad,
  cubic: (t) => t ** 3,
  poly: (n) => (t) => t ** n,
  sin: (t) => 1 - Math.cos((t * Math.PI) / 2),
  circle: (t) => 1 - Math.sqrt(1 - t * t),
  exp: (t) => 2 ** (10 * (t - 1)),
  elastic: (bounciness = 1) => (t) => 1 - Math.cos((t * Math.PI) / 2) ** 3 * Math.cos(t * bounciness * Math.PI),
  back: (s = 1.70158) => (t) => t * t * ((s + 1) * t - s),
  bounce: (t) => {
    if (t < 1 / 2.75) return 7.5625 * t * t
    if (t < 2 / 2.75) return 7.5625 * (t - 1.5 / 2.75) ** 2 + 0.75
    return t < 2.5 / 2.75 ? 7.5625 * (t - 2.25 / 2.75) ** 2 + 0.9375 : 7.5625 * (t - 2.625 / 2.75) ** 2 + 0.984375
  },
  bezier,
  in: (easing) => easing,
  out: (easing) => (t) => 1 - easing(1 - t),
  inOut: (easing) => (t) => (t < 0.5 ? easing(t * 2) / 2 : 1 - easing((1 - t) * 2) / 2),
}

function timing (target, { duration = 300, easing = Easing.inOut(quad) } = {}, callback) {
  return new Animation((from, elapsed) => {
    const part = Math.min(1, duration > 0 ? elapsed / duration : 1)
    return { value: part === 1 ? target : from + (target - from) * easing(part), done: part === 1 }
  }, callback)
}

function spring (target, { damping = 10, mass = 1, stiffness = 100, velocity = 0, overshootClamping = false, restDisplacementThreshold = 0.01 } = {}, callback) {
  const omega = Math.sqrt(stiffness / mass)
  const zeta = damping / (2 * Math.sqrt(stiffness * mass))
  return new Animation((from, elapsed) => {
    const t = elapsed / 1000
    const distance = target - from
    let offset
    if (zeta < 1) {
      const damped = omega * Math.sqrt(1 - zeta * zeta)
      offset = Math.exp(-zeta * omega * t) * (distance * Math.cos(damped * t) + ((zeta * omega * distance - velocity) / damped) * Math.sin(damped * t))
    } else {
      offset = Math.exp(-omega * t) * (distance + (omega * distance - velocity) * t)
    }
    const still = Math.abs(offset) < restDisplacementThreshold && Math.exp(-Math.min(zeta, 1) * omega * t) * Math.abs(distance) < restDisplacementThreshold
    const over = overshootClamping && Math.sign(offset) !== Math.sign(distance) && elapsed > 0
    return still || over ? { value: target, done: true } : { value: target - offset, done: false }
  }, callback)
}

function decay ({ velocity = 0, deceleration = 0.998, clamp } = {}, callback) {
  return new Animation((from, elapsed) => {
    const factor = deceleration ** elapsed
    let value = from + (velocity / 1000) * ((factor - 1) / Math.log(deceleration))
    let done = Math.abs(velocity * factor) < 1
    if (clamp && (value <= clamp[0] || value >= clamp[1])) {
      value = Math.min(clamp[1], Math.max(clamp[0], value))
      done = true
    }
    return { value, done }
  }, callback)
}

function inTurn (list, callback) {
  let index = 0
  let began = 0
  let from = null
  return new Animation((first, elapsed) => {
    if (from === null) from = first
    const step = list[index].next(from, elapsed - began)
    if (!step.done) return step
    if (list[index].callback) guarded(list[index].callback, true)
    index += 1
    began = elapsed
    from = step.value
    return { value: step.value, done: index >= list.length }
  }, callback)
}

function repeat (animation, count = 2, reverse = false, callback) {
  let round = 0
  let began = 0
  let last = null
  return new Animation((first, elapsed) => {
    const step = animation.next(first, elapsed - began)
    if (last === null && step.done) last = step.value
    const value = reverse && round % 2 === 1 && last !== null ? first + last - step.value : step.value
    if (!step.done) return { value, done: false }
    round += 1
    began = elapsed
    return { value, done: count > 0 && round >= count }
  }, callback)
}

const delay = (milliseconds, animation) => new Animation((from, elapsed) => (elapsed < milliseconds ? { value: from, done: false } : animation.next(from, elapsed - milliseconds)), animation.callback)

const derivedOf = (target) => (target instanceof Animation ? target : timing(target, { duration: 0 }))

export const worklet = {
  shared: (value) => new SharedValue(value),
  derived,
  timing, spring, decay, delay, repeat,
  sequence: (...list) => inTurn(list.filter((item) => typeof item !== 'function').map(derivedOf), list.find((item) => typeof item === 'function')),
  cancelAnimation (value) { if (value && value.animation) value.animation.stop(false) },
  runOnUI: (run) => (...args) => { Promise.resolve().then(() => guarded(run, ...args)) },
  runOnJS: (run) => (...args) => { Promise.resolve().then(() => guarded(run, ...args)) },
  Easing,
  scrollViewContext: { scrollTo () {} },
}

/** wx.router: routes of a program's own need Skyline; their builders are kept, and pages open as usual. */
const builders = new Map()

export const router = {
  addRouteBuilder (name, builder) { builders.set(name, builder) },
  removeRouteBuilder (name) { builders.delete(name) },
  getRouteContext: () => undefined,
}
