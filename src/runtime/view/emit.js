// SPDX-License-Identifier: MIT
// What a built-in component uses to speak to the logic layer and to the shell.
import { CATCH } from '../logic/commands.js'

// How long after the last keystroke, in ms, a value may be an echo of an earlier one: long, because a busy machine
// is slow; what the user does next ends it sooner.
const ECHO = 10000
const MAX_TYPED = 50
// What the user does when done with typing: a value that comes after it is an answer to that.
const MOVES = new Set(['tap', 'longpress', 'blur', 'confirm', 'change', 'submit', 'reset'])

const wires = { logic: null, shell: null, edits: 0, moves: 0, calls: 0, waiting: new Map() }

/** Connects the page; called once by the page frame. */
export function connect ({ logic, shell }) {
  wires.logic = logic
  wires.shell = shell
}

const level = (node, type) => (node.hubListeners ? node.hubListeners.get(type) : undefined)
const listens = (node, type) => level(node, type) !== undefined || level(node, `capture:${type}`) !== undefined

// What stands elsewhere (a portal's content) has an owner in the template.
const above = (node) => node.hubOwner || node.parentNode || node.host

/** The nearest node of the template at or above a DOM node (which may stand in a component's shadow root). */
export function templateNode (node) {
  let current = node
  while (current && !current.hubId) current = above(current)
  return current && current.nodeType === 3 ? current.parentNode : current
}

function parent (node) {
  let current = above(node)
  while (current && !current.hubId) current = above(current)
  return current
}

/**
 * Looks who listens on the way from a node to the page.
 *
 * @returns {{listened: boolean, caught: boolean, nodes: Node[], catchers: Node[]}} `caught`: somebody stops the event and its
 * default action; `nodes`: those who listen; `catchers`: those who stop it
 */
export function survey (target, type, bubbles) {
  const nodes = []
  const catchers = []
  for (let node = target; node; node = bubbles ? parent(node) : null) {
    if (listens(node, type)) {
      nodes.push(node)
      if (level(node, type) === CATCH || level(node, `capture:${type}`) === CATCH) catchers.push(node)
    }
  }
  return { listened: nodes.length > 0, caught: catchers.length > 0, nodes, catchers }
}

/** The nearest node at or above `target` that stops events of this type, or null. */
export function catcher (target, type) {
  for (let node = target; node; node = parent(node)) {
    if (level(node, type) === CATCH) return node
  }
  return null
}

// Where the nodes on an event's way stand: for `offsetLeft`, `offsetTop`, and for the scripts of templates.
function offsets (target, nodes) {
  const result = {}
  for (const node of [target, ...nodes]) {
    if (node.hubId <= 1 || !node.getBoundingClientRect) continue
    const { left, top, width, height } = node.getBoundingClientRect()
    result[node.hubId] = [node.offsetLeft || 0, node.offsetTop || 0, left, top, width, height]
  }
  return result
}

/** Sends an event to the logic layer, if anybody listens or `always` is set. Returns whether it was sent. */
export function send (target, type, detail, { bubbles = false, always = false, extra = {} } = {}) {
  const found = survey(target, type, bubbles)
  if (!wires.logic || !(found.listened || always)) return false
  if (MOVES.has(type)) wires.moves += 1
  wires.logic.postMessage({
    type: 'event', id: target.hubId, name: type, detail, bubbles, timeStamp: Math.round(performance.now()),
    offsets: offsets(target, found.nodes), ...extra,
  })
  return true
}

/**
 * Sends a component's event.
 *
 * @param {HTMLElement} element the built-in component
 * @param {string} type
 * @param {unknown} detail cloned on the way
 * @param {{bubbles?: boolean, cancelable?: boolean}} options
 * @returns {boolean} false if the event is cancelable and somebody catches it
 */
export function hubEmit (element, type, detail, { bubbles = false, cancelable = false } = {}) {
  const target = templateNode(element)
  if (!target) return true
  const extra = element.hubEdit ? { edit: element.hubEdit } : {}
  const sent = send(target, type, detail === undefined ? {} : detail, { bubbles, extra })
  if (sent && type === 'input' && detail && typeof detail.value === 'string') remember(element, detail.value)
  return !(cancelable && survey(target, type, bubbles).caught)
}

// An edit that the logic layer hears of, and so answers.
function announce (element) {
  element.hubSentEdit = element.hubEdit
  element.hubSentAt = performance.now()
  element.hubMoves = wires.moves
}

function remember (element, value) {
  announce(element)
  element.hubTyped.push(value)
  if (element.hubTyped.length > MAX_TYPED) element.hubTyped.shift()
}

/** Tells a two-way binding (`model:NAME`) the component's new value. */
export function hubModel (element, name, value) {
  if (!wires.logic) return
  announce(element)
  // Where the program hears of the input event that follows, that one is answered, and not this message.
  const followed = survey(element, 'input', false).listened
  wires.logic.postMessage({ type: 'model', id: element.hubId, name, value, edit: followed ? 0 : element.hubEdit || 0 })
}

/** Marks a new edit by the user: values that answer an older edit are dropped from now on. */
export function hubNextEdit (element) {
  wires.edits += 1
  element.hubEdit = wires.edits
  if (!element.hubTyped || element.hubMoves !== wires.moves || performance.now() - element.hubSentAt > ECHO) element.hubTyped = []
  return wires.edits
}

let answered = 0
let replying = false

/** Called by the page frame before it applies a batch that follows the edits up to `edit`. */
export function setAnswered (edit) {
  replying = edit > answered
  if (replying) answered = edit
}

/**
 * Whether a `value` for this node is news, or the echo of an edit that was overtaken.
 *
 * What a handler sets at once answers its edit, and counts if that is the last one. What comes later may be
 * an echo on its way around a timer or a request: then it is something the user typed a moment ago.
 */
export function isFresh (node, value) {
  if (!node.hubSentEdit || node.hubMoves !== wires.moves || performance.now() - node.hubSentAt > ECHO) return true
  if (answered < node.hubSentEdit) return false
  if (replying) return true
  return !(node.hubTyped || []).slice(0, -1).includes(value)
}

/** Says something on the program's console. */
export function hubSay (text, level = 'warn') {
  if (wires.shell) wires.shell.postMessage({ type: 'console', level, text })
}

/** Asks the shell to carry out an API; returns a promise of its result. */
export function hubInvoke (name, args) {
  return new Promise((resolve, reject) => {
    wires.calls += 1
    wires.waiting.set(wires.calls, { resolve, reject })
    wires.shell.postMessage({ type: 'invoke', id: wires.calls, name, args })
  })
}

/** Called by the page frame when the shell answers. */
export function answerInvoke ({ id, ok, result, errMsg }) {
  const waiting = wires.waiting.get(id)
  if (!waiting) return
  wires.waiting.delete(id)
  if (ok) waiting.resolve(result)
  else waiting.reject(new Error(errMsg))
}
