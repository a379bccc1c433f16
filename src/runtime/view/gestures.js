// SPDX-License-Identifier: MIT
// Touches, taps and long presses, from real touches and from a mouse.
import { catcher, send, survey, templateNode } from './emit.js'
import { hoverEnd, hoverStart } from './hover.js'

const LONG_PRESS = 350
const SLOP = 10
// A browser sends mouse events after touches; those are no second tap.
const GHOST_MOUSE = 800

const state = {
  target: null, x: 0, y: 0, moved: false, held: false, timer: 0, count: 0, lastTouch: -GHOST_MOUSE,
  waiting: false, next: null,
}

const point = (touch, identifier) => ({
  identifier,
  pageX: touch.pageX, pageY: touch.pageY,
  clientX: touch.clientX, clientY: touch.clientY,
  force: touch.force === undefined ? 1 : touch.force,
})

const points = (list) => Array.from(list, (touch) => point(touch, touch.identifier))

const where = (touch) => ({ x: touch.pageX, y: touch.pageY })

/** On a canvas a touch also says where on the canvas it is. */
function onCanvas (list) {
  if (state.target.localName !== 'wx-canvas') return list
  const box = state.target.getBoundingClientRect()
  return list.map((touch) => ({ ...touch, x: touch.clientX - box.left, y: touch.clientY - box.top }))
}

function emit (name, touches, changed, detail, always = false) {
  if (!state.target) return false
  return send(state.target, name, detail, { bubbles: true, always, extra: { touches: onCanvas(touches), changedTouches: onCanvas(changed) } })
}

/** Moves are sent one at a time: the next when the logic layer has dealt with the last. */
function emitMove (touches, changed, detail) {
  if (state.waiting) {
    state.next = [touches, changed, detail]
  } else {
    state.waiting = emit('touchmove', touches, changed, detail)
  }
}

/** Called when the logic layer has dealt with a move. */
export function moveDone () {
  state.waiting = false
  const next = state.next
  state.next = null
  if (next && state.target) emitMove(...next)
}

function flushMove () {
  if (state.next && state.target) emit('touchmove', ...state.next)
  state.next = null
}

function start (target, touches, changed) {
  state.count = touches.length
  if (touches.length === 1) {
    state.target = target
    state.moved = false
    state.held = false
    state.x = changed[0].clientX
    state.y = changed[0].clientY
    hoverStart(target)
    clearTimeout(state.timer)
    state.timer = setTimeout(() => hold(touches), LONG_PRESS)
  } else {
    state.moved = true
    clearTimeout(state.timer)
  }
  if (state.target) emit('touchstart', touches, changed, where(changed[0]))
}

function hold (touches) {
  if (!state.target || state.moved) return
  const detail = where(touches[0])
  const own = new CustomEvent('hub-longpress', { bubbles: true, composed: true, cancelable: true, detail })
  // A component that does something of its own on a long press says so; a tap does not follow either.
  const taken = !state.target.dispatchEvent(own)
  state.held = taken || survey(state.target, 'longpress', true).listened
  emit('longpress', touches, touches, detail)
  emit('longtap', touches, touches, detail)
}

function move (touches, changed) {
  if (!state.target) return
  const dx = changed[0].clientX - state.x
  const dy = changed[0].clientY - state.y
  if (!state.moved && dx * dx + dy * dy > SLOP * SLOP) {
    state.moved = true
    clearTimeout(state.timer)
    hoverEnd(true)
  }
  emitMove(touches, changed, where(changed[0]))
}

function end (touches, changed, cancelled) {
  const target = state.target
  if (!target) return
  clearTimeout(state.timer)
  flushMove()
  emit(cancelled ? 'touchcancel' : 'touchend', touches, changed, where(changed[0]))
  if (touches.length === 0) {
    hoverEnd(cancelled || state.moved)
    if (!cancelled && !state.moved && !state.held) tap(target, changed)
    state.target = null
  }
}

function tap (target, changed) {
  if (target.closest && target.closest('wx-button[disabled]')) return
  const stop = catcher(target, 'tap')
  const halt = (event) => event.stopPropagation()
  if (stop) stop.addEventListener('hub-tap', halt, { once: true })
  target.dispatchEvent(new CustomEvent('hub-tap', { bubbles: true, composed: true, detail: { ...where(changed[0]), touch: changed[0] } }))
  if (stop) stop.removeEventListener('hub-tap', halt)
  // Sent even if no node listens: a component without a node of its own (virtualHost) may.
  // On a map a tap also says where on earth it is, or is one of something on the map.
  const place = typeof target.hubTapDetail === 'function' ? target.hubTapDetail(changed[0]) : {}
  if (place) emit('tap', [], changed, { ...where(changed[0]), ...place }, true)
}

const targetOf = (event) => templateNode(event.composedPath()[0])

function bindTouches (document) {
  const handle = (type, action) => document.addEventListener(type, (event) => {
    state.lastTouch = performance.now()
    action(event)
  }, { capture: true, passive: false })
  handle('touchstart', (event) => start(targetOf(event), points(event.touches), points(event.changedTouches)))
  handle('touchmove', (event) => {
    if (state.target && event.cancelable && survey(state.target, 'touchmove', true).caught) event.preventDefault()
    move(points(event.touches), points(event.changedTouches))
  })
  handle('touchend', (event) => end(points(event.touches), points(event.changedTouches), false))
  handle('touchcancel', (event) => end(points(event.touches), points(event.changedTouches), true))
}

function bindMouse (document) {
  let down = false
  const ghost = () => performance.now() - state.lastTouch < GHOST_MOUSE
  document.addEventListener('mousedown', (event) => {
    if (event.button !== 0 || ghost()) return
    down = true
    const touches = [point(event, 0)]
    start(targetOf(event), touches, touches)
  }, true)
  document.addEventListener('mousemove', (event) => {
    if (!down) return
    const touches = [point(event, 0)]
    move(touches, touches)
  }, true)
  const up = (event) => {
    if (!down) return
    down = false
    end([], [point(event, 0)], event.type !== 'mouseup')
  }
  document.addEventListener('mouseup', up, true)
  document.defaultView.addEventListener('blur', (event) => {
    if (down) up({ type: event.type, pageX: 0, pageY: 0, clientX: 0, clientY: 0 })
  })
}

/** CSS transitions and animations, which templates can listen to. */
function bindAnimations (document) {
  for (const type of ['transitionend', 'animationstart', 'animationiteration', 'animationend']) {
    document.addEventListener(type, (event) => {
      const target = targetOf(event)
      if (!target) return
      const detail = { elapsedTime: event.elapsedTime, propertyName: event.propertyName, animationName: event.animationName }
      send(target, type, detail, { bubbles: true })
    }, true)
  }
}

/** Starts listening on the page. */
export function bindGestures (document) {
  bindTouches(document)
  bindMouse(document)
  bindAnimations(document)
  document.addEventListener('dragstart', (event) => event.preventDefault())
}
