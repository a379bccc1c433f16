// SPDX-License-Identifier: MIT
// What an automation client does to a node: reads it, touches it, moves its control.
import { camel, dashed } from '../attribute-names.js'

/** Only what can be sent. */
function plain (value) {
  if (value === undefined || typeof value === 'function' || typeof value === 'symbol') return null
  if (value === null || typeof value !== 'object') return value
  if (value instanceof Node || value === window) return null
  try { return JSON.parse(JSON.stringify(value)) } catch { return null }
}

const middle = (node) => {
  const box = node.getBoundingClientRect()
  return { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 }
}

/** The touch a client described, completed: one in the middle of the node where it said nothing. */
function touchOf (node, given = {}) {
  const { scrollLeft, scrollTop } = document.scrollingElement
  const at = middle(node)
  const clientX = given.clientX ?? (given.pageX === undefined ? at.clientX : given.pageX - scrollLeft)
  const clientY = given.clientY ?? (given.pageY === undefined ? at.clientY : given.pageY - scrollTop)
  return {
    identifier: given.identifier ?? 0, target: node, clientX, clientY,
    pageX: given.pageX ?? clientX + scrollLeft, pageY: given.pageY ?? clientY + scrollTop, screenX: clientX, screenY: clientY, force: 1,
  }
}

function sendTouch (node, type, touches, changedTouches) {
  const event = new UIEvent(type, { bubbles: true, composed: true, cancelable: true })
  for (const [name, value] of Object.entries({ touches, targetTouches: touches, changedTouches })) Object.defineProperty(event, name, { value })
  node.dispatchEvent(event)
}

/** @param {{touches?: object[], changedTouches?: object[]}} given what the client said of the fingers */
function touch (node, type, given = {}) {
  const list = (items) => (Array.isArray(items) ? items : []).map((item) => touchOf(node, item || {}))
  const changed = given.changedTouches || given.touches
  const changedTouches = changed && changed.length ? list(changed) : [touchOf(node)]
  const ends = type === 'touchend' || type === 'touchcancel'
  sendTouch(node, type, given.touches ? list(given.touches) : ends ? [] : changedTouches, changedTouches)
}

/** A finger that comes down and goes up; then, as browsers do after touches, the mouse's events. */
function tap (node) {
  touch(node, 'touchstart')
  touch(node, 'touchend')
  const init = { bubbles: true, composed: true, cancelable: true, button: 0, ...middle(node) }
  for (const type of ['mousedown', 'mouseup', 'click']) node.dispatchEvent(new MouseEvent(type, init))
}

const fieldOf = (node) => (node.shadowRoot || node).querySelector('input, textarea')

function input (node, value) {
  const field = fieldOf(node)
  if (!field) throw new Error('this element takes no input')
  field.focus({ preventScroll: true })
  field.value = String(value)
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
}

const scrollerOf = (node) => node.hubScroller || node

/** A browser tells of scrolling with the next frame, or a little later where no frames come. */
function frames () {
  const frame = new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)) })
  return Promise.race([frame, new Promise((done) => { setTimeout(done, 100) })])
}

async function scrollTo (node, left, top) {
  const box = scrollerOf(node)
  box.scrollTo({ left: Number(left) || 0, top: Number(top) || 0, behavior: 'instant' })
  await frames()
}

function control (name) {
  return (node, value, second) => {
    if (typeof node.hubCall !== 'function') throw new Error(`this element has no ${name}()`)
    node.hubCall(name, second === undefined ? [value] : [value, second])
  }
}

const controls = {
  'input.input': input,
  'textarea.input': input,
  'scroll-view.scrollTo': scrollTo,
  'scroll-view.scrollTop': (node) => scrollerOf(node).scrollTop,
  'scroll-view.scrollLeft': (node) => scrollerOf(node).scrollLeft,
  'scroll-view.scrollWidth': (node) => scrollerOf(node).scrollWidth,
  'scroll-view.scrollHeight': (node) => scrollerOf(node).scrollHeight,
  'swiper.swipeTo': control('swipeTo'),
  'movable-view.moveTo': control('moveTo'),
  'slider.slideTo': control('slideTo'),
  'switch.tap': tap,
}

/** The text as it is shown; a component that draws its own has it in its shadow tree. */
function innerText (node) {
  const own = node.innerText
  if (own || !node.shadowRoot) return own ?? node.textContent
  return [...node.shadowRoot.children].filter((child) => child.localName !== 'style').map((child) => child.innerText).join('')
}

const domProperty = (node, name) => (name === 'innerText' ? innerText(node) : plain(node[name]))

function property (node, name) {
  if (name === '_translateX' || name === '_translateY') return node.hubGet?.(name === '_translateX' ? 'x' : 'y') ?? 0
  if (typeof node.hubGet === 'function') {
    const value = node.hubGet(dashed(name))
    return plain(value === undefined ? node.hubGet(camel(name)) : value)
  }
  return node.getAttribute(dashed(name)) ?? node.getAttribute(name)
}

function windowProperty (path) {
  let value = window
  for (const part of String(path).split('.')) {
    if (value === null || value === undefined) return null
    value = value[part]
  }
  return plain(value)
}

const calls = {
  domProperties: (node, names) => names.map((name) => domProperty(node, name)),
  styles: (node, names) => {
    const style = getComputedStyle(node)
    return names.map((name) => style.getPropertyValue(name.startsWith('--') ? name : dashed(name)))
  },
  offset: (node) => {
    const box = node.getBoundingClientRect()
    const { scrollLeft, scrollTop } = document.scrollingElement
    return { left: box.left + scrollLeft, top: box.top + scrollTop }
  },
  propertyNames: (node) => [...new Set([...Object.keys(node.hubProps || {}), ...(node.hubGiven ? node.hubGiven.keys() : [])])],
  property,
  windowProperties: (node, names) => names.map(windowProperty),
  touch,
  tap,
  control: async (node, name, action, args) => {
    if (!Object.hasOwn(controls, name)) throw new Error(`"${name}" is not something the simulator can do`)
    return await controls[name](node, ...args)
  },
}

/** Runs one call; resolves with `{result}` or `{error}`. */
export async function automateNode (node, { name, args }) {
  try {
    return { result: await calls[name](node, ...args) }
  } catch (error) {
    return { error: String((error && error.message) || error) }
  }
}
