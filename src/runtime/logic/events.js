// SPDX-License-Identifier: MIT
// Events on their way to a program's handlers.
import * as glassEasel from 'glass-easel'
import { warnSometimes } from './warnings.js'
import { descriptor, noteRect } from './wxs.js'

// What comes from fingers and animations crosses component borders, as the platform documents it.
const BUBBLING = new Set([
  'touchstart', 'touchmove', 'touchcancel', 'touchend', 'tap', 'longpress', 'longtap', 'transitionend', 'animationstart',
  'animationiteration', 'animationend', 'touchforcechange',
])

const inner = (target) => (target && target._$ ? target._$ : target)

/** A node as a handler's event describes it. */
export function describe (target, offsets) {
  const element = inner(target)
  const backend = element && element.getBackendElement ? element.getBackendElement() : null
  const [offsetLeft, offsetTop] = (offsets && backend && offsets[backend.id]) || [0, 0]
  return { id: (element && element.id) || '', offsetLeft, offsetTop, dataset: (element && element.dataset) || {} }
}

/** The plain object a handler gets. */
export function plainEvent (event) {
  const offsets = event.hubOffsets
  const plain = {
    type: event.type,
    timeStamp: event.timeStamp,
    target: describe(event.target, offsets),
    currentTarget: describe(event.currentTarget, offsets),
    mark: event.mark || {},
    detail: event.detail,
    mut: event.mutatedMarked(),
  }
  // A map's event has two names of its own.
  if (event.type === 'regionchange' && event.detail && event.detail.causedBy) Object.assign(plain, { type: event.detail.type, causedBy: event.detail.causedBy })
  if (event.touches) {
    plain.touches = event.touches
    plain.changedTouches = event.changedTouches
  }
  return plain
}

/** glass-easel's hook around every handler: `path` starts with 1 or 2 if the handler is a WXS function. */
export function eventWrapper (caller, event, listener, path) {
  const plain = plainEvent(event)
  if (path && path[0] !== 0) {
    plain.instance = descriptor(event.currentTarget)
    return listener.call(null, plain, descriptor(caller))
  }
  // A worklet gets the gesture itself: worklet:NAME is compiled to bind:wk-NAME.
  const result = listener.call(caller, event.type.startsWith('wk-') ? event.detail : plain)
  if (event.type === 'input' && result !== undefined && inner(event.target) === inner(event.currentTarget)) typed = result
  return undefined
}

// What the handler of the input event being dispatched returned.
let typed

// What the handler of an input event returns takes the place of what was typed: a text, or {value, cursor}.
function replaceTyped (element, result) {
  const { value, cursor } = result !== null && typeof result === 'object' ? result : { value: result }
  const backend = typeof value === 'string' || typeof value === 'number' ? element.getBackendElement() : null
  if (!backend) return
  backend.setAttribute('value', String(value))
  if (Number.isFinite(cursor)) backend.setAttribute('cursor', cursor)
}

// A form says by number which button was pressed.
function nameButton (form, detail) {
  if (!detail || !detail.hubTarget) return
  const button = form.getBackendContext().elements.get(detail.hubTarget)
  detail.target = describe(button || form)
  delete detail.hubTarget
}

// Sizes travel with an event for the scripts of templates, which cannot wait for them.
function noteSizes (element, offsets) {
  const { elements } = element.getBackendContext()
  for (const [id, [, , ...rect]] of Object.entries(offsets || {})) {
    const found = elements.get(Number(id))
    if (found && rect.length === 4) noteRect(found, rect)
  }
}

/** Dispatches an event the view sent. */
export function dispatch (element, message) {
  noteSizes(element, message.offsets)
  const bubbles = message.bubbles || BUBBLING.has(message.name)
  const extra = { timeStamp: message.timeStamp, hubOffsets: message.offsets }
  if (message.touches) {
    extra.touches = message.touches
    extra.changedTouches = message.changedTouches
  }
  if (message.name === 'submit') nameButton(element, message.detail)
  const event = new glassEasel.Event(message.name, message.detail, { bubbles, composed: bubbles, capturePhase: true, extraFields: extra })
  typed = undefined
  glassEasel.Event.dispatchEvent(element, event)
  if (typed !== undefined) replaceTyped(element, typed)
}

// A binding to a method that is not there is no error on a phone; the console says it once.
const { getMethod } = glassEasel.Component
glassEasel.Component.getMethod = (component, name) => {
  const method = getMethod(component, name)
  if (method !== undefined || !name) return method
  return (event) => {
    const type = event && event.type
    warnSometimes(`Component "${component.is}" does not have a method "${name}" to handle event "${type}".`, 1)
  }
}
