// SPDX-License-Identifier: MIT
// glass-easel's composed backend: every change of a page's tree becomes a command; one batch for each microtask.
import * as glassEasel from 'glass-easel'
import { dashed } from '../attribute-names.js'
import * as C from './commands.js'
import { loadableStyle, loadableUrl } from './files/store.js'
import { say } from './console.js'
import { report } from './errors.js'
import { program, resolvePath } from './program.js'
import { inlineStyle } from './rpx.js'

// Attributes that name a file of the program.
const SOURCES = new Set(['src', 'poster', 'icon-path', 'iconPath', 'selected-icon-path', 'animation-src'])
// Attributes that hold class names, which need the style scope's prefix.
const CLASSES = /^(hover-class|placeholder-class|indicator-class|mask-class|selectable-class)$/
// From this many characters on, an update is worth a word: a phone's two threads exchange them slowly.
const LARGE = 1024 * 1024
const SCHEME = /^([a-z][a-z0-9+.-]*:|\/\/)/i

const scopePrefix = (scopes, id) => {
  const name = id ? scopes.queryName(id) : ''
  return name ? `${name}--` : ''
}

class PageElement {
  constructor (context, id) {
    this.context = context
    this.id = id
    this.children = null // only in fragments
    this.classes = null
    this.scope = 0
    this.extraScope = undefined
    this.models = null
  }

  release () {
    if (this.id > C.ROOT) this.context.release(this)
  }

  associateValue (element) {
    this.__wxElement = element
  }

  appendChild (child) {
    if (this.children) this.children.push(child)
    else this.context.put(C.APPEND, this.id, 1, child.id)
  }

  removeChild (child) {
    this.context.put(C.REMOVE, child.id, 1)
  }

  insertBefore (child, before) {
    if (!before) return this.appendChild(child)
    this.context.put(C.INSERT, this.id, before.id, 0, 1)
    return this.context.putIds([child.id])
  }

  replaceChild (child, old) {
    this.context.put(C.REPLACE, child.id, old.id)
  }

  takeFragment (list) {
    const ids = list.children.map((child) => child.id)
    list.children = []
    return ids
  }

  spliceBefore (before, count, list) {
    const ids = this.takeFragment(list)
    this.context.put(C.INSERT, this.id, before.id, count, ids.length)
    this.context.putIds(ids)
  }

  spliceAppend (list) {
    const ids = this.takeFragment(list)
    if (!ids.length) return
    this.context.put(C.APPEND, this.id, ids.length)
    this.context.putIds(ids)
  }

  spliceRemove (before, count) {
    this.context.put(C.REMOVE, before.id, count)
  }

  setId (id) {
    this.context.put(C.ID, this.id, id)
  }

  setStyleScope (scope, extraScope, hostScope) {
    this.scope = scope
    this.extraScope = extraScope
    if (hostScope) {
      const name = this.context.scopeManager.queryName(hostScope)
      if (name) this.context.put(C.ATTR, this.id, 'wx-host', name)
    }
  }

  setStyle (text) {
    this.context.put(C.STYLE, this.id, loadableStyle(inlineStyle(text)))
  }

  className (name, scope) {
    return scopePrefix(this.context.scopeManager, scope) + name
  }

  addClass (name, scope) {
    const full = this.className(name, scope)
    if (!this.classes) this.classes = [full]
    else if (!this.classes.includes(full)) this.classes.push(full)
    this.context.touchClass(this)
  }

  removeClass (name, scope) {
    const at = this.classes ? this.classes.indexOf(this.className(name, scope)) : -1
    if (at < 0) return
    this.classes.splice(at, 1)
    this.context.touchClass(this)
  }

  clearClasses () {
    this.classes = null
    this.context.touchClass(this)
  }

  setAttribute (name, value) {
    if (name === 'canvas-id' || name === 'canvasId') this.canvasId = String(value)
    if (value === undefined) this.context.put(C.UNSET, this.id, name)
    else this.context.put(C.ATTR, this.id, name, this.attributeValue(name, value))
  }

  attributeValue (name, value) {
    if (typeof value === 'string') {
      if (SOURCES.has(name)) return this.resolveSource(value)
      if (CLASSES.test(name)) return this.scopedNames(value)
      if (name.endsWith('-style')) return inlineStyle(value)
    }
    return typeof value === 'function' ? null : value
  }

  resolveSource (value) {
    if (!value || SCHEME.test(value)) return loadableUrl(value)
    const shadow = this.__wxElement && this.__wxElement.ownerShadowRoot
    const owner = shadow ? shadow.getHostNode().is : ''
    return resolvePath(owner, value)
  }

  scopedNames (value) {
    const prefixes = new Set([this.scope, this.extraScope].filter((scope) => scope !== undefined).map((scope) => scopePrefix(this.context.scopeManager, scope)))
    return value.split(/\s+/).filter(Boolean).flatMap((name) => [...prefixes].map((prefix) => prefix + name)).join(' ')
  }

  removeAttribute (name) {
    this.context.put(C.UNSET, this.id, name)
  }

  setText (text) {
    this.context.put(C.CONTENT, this.id, text)
  }

  setModelBindingStat (name, listener) {
    if (!this.models) this.models = new Map()
    if (listener) this.models.set(name, listener)
    else this.models.delete(name)
  }

  setListenerStats (type, capture, level) {
    this.context.put(C.LISTEN, this.id, type, level | (capture ? C.CAPTURE : 0))
  }

  getBoundingClientRect (callback) {
    this.context.call('rect', this.id, null, (rect) => callback(rect || { left: 0, top: 0, right: 0, bottom: 0, width: 0, height: 0 }))
  }

  getScrollOffset (callback) {
    this.context.call('scroll', this.id, null, (scroll) => callback(scroll || { scrollLeft: 0, scrollTop: 0, scrollWidth: 0, scrollHeight: 0 }))
  }

  setScrollPosition (left, top, duration) {
    this.context.call('setScroll', this.id, { left, top, duration }, null)
  }

  getContext (callback) {
    callback(null)
  }
}

/** One page's backend. Commands wait until its frame's port arrives. */
export class PageContext {
  constructor (scopeManager) {
    this.mode = glassEasel.BackendMode ? glassEasel.BackendMode.Composed : 2
    this.scopeManager = scopeManager
    this.port = null
    this.early = []
    this.held = false
    this.ops = []
    this.dirtyClasses = new Set()
    this.calls = new Map()
    this.callCount = 0
    this.idCount = C.ROOT
    this.seq = 0
    this.renders = []
    this.acks = new Map()
    this.backends = new Map()
    /** The framework's node by its number. */
    this.elements = { get: (id) => { const backend = this.backends.get(id); return backend && backend.__wxElement } }
    this.scheduled = false
    this.destroyed = false
    /** Called when the page ends: who waits for an answer of its view waits in vain. */
    this.farewells = new Set()
    this.edit = 0
    this.sentEdit = 0
    this.root = new PageElement(this, C.ROOT)
    this.backends.set(C.ROOT, this.root)
    this.rootTaken = false
    this.hooks = []
    this.sizeWarned = false
    this.rootTypes = new Set()
    this.onScreen = false
    this.waiting = []
  }

  /** Resolves when the page's first frame was told to the program: nothing that asks the view is answered before. */
  whenOnScreen () {
    return this.onScreen ? Promise.resolve() : new Promise((resolve) => { this.waiting.push(resolve) })
  }

  /** The page's `ready` and `onReady` ran. */
  reachScreen () {
    this.onScreen = true
    for (const resolve of this.waiting.splice(0)) resolve()
  }

  destroy () {
    this.destroyed = true
    this.ops = []
    this.dirtyClasses.clear()
    if (this.port) this.port.close()
    this.port = null
    this.backends.clear()
    for (const farewell of this.farewells) farewell()
    this.farewells.clear()
  }

  getWindowWidth () { return program.window.width || 375 }

  getWindowHeight () { return program.window.height || 667 }

  getDevicePixelRatio () { return program.window.pixelRatio || 1 }

  getTheme () { return program.theme }

  registerStyleSheetContent () {}

  appendStyleSheetPath () { return 0 }

  disableStyleSheet () {}

  onEvent () {}

  getRootNode () { return this.root }

  /** Calls back when everything so far was applied and a frame went by. */
  render (callback) {
    this.renders.push(callback)
    this.schedule()
  }

  newElement () {
    this.idCount += 1
    const element = new PageElement(this, this.idCount)
    this.backends.set(this.idCount, element)
    return element
  }

  /** The first element is the page itself: the document's body. */
  createElement (name, stylingName) {
    if (!this.rootTaken) {
      this.rootTaken = true
      return this.root
    }
    const element = this.newElement()
    this.put(C.CREATE, element.id, tagName(name, stylingName))
    return element
  }

  createTextNode (text) {
    const element = this.newElement()
    this.put(C.TEXT, element.id, text === undefined || text === null ? '' : String(text))
    return element
  }

  createFragment () {
    const fragment = new PageElement(this, 0)
    fragment.children = []
    return fragment
  }

  release (element) {
    this.backends.delete(element.id)
    this.dirtyClasses.delete(element)
    this.put(C.RELEASE, element.id)
  }

  /** Adds a command with its operands, up to four; called for every change of the tree, so it makes no array of them. */
  put (command, a, b, c, d) {
    if (this.destroyed) return
    const { ops } = this
    const count = arguments.length
    ops.push(command, a)
    if (count > 2) ops.push(b)
    if (count > 3) ops.push(c)
    if (count > 4) ops.push(d)
    if (!this.scheduled) this.schedule()
  }

  /** The last operands of a command: the nodes it puts into the tree. */
  putIds (ids) {
    if (this.destroyed) return
    for (const id of ids) this.ops.push(id)
  }

  touchClass (element) {
    this.dirtyClasses.add(element)
    this.schedule()
  }

  /** Asks the view about a node; `callback` gets null if the node is gone. */
  call (method, id, args, callback) {
    let callId = 0
    if (callback) {
      this.callCount += 1
      callId = this.callCount
      this.calls.set(callId, callback)
    }
    this.put(C.CALL, callId, method, id, args)
  }

  answer ({ callId, result }) {
    const callback = this.calls.get(callId)
    this.calls.delete(callId)
    if (callback) callback(result)
  }

  listenAtRoot (type) {
    if (this.rootTypes.has(type)) return
    this.rootTypes.add(type)
    this.put(C.LISTEN, C.ROOT, type, 0)
  }

  schedule () {
    if (this.scheduled || this.destroyed) return
    this.scheduled = true
    Promise.resolve().then(() => this.flush())
  }

  /** Calls back when the change that goes on is complete, before it is sent. */
  beforeFlush (callback) {
    this.hooks.push(callback)
    this.schedule()
  }

  runHooks () {
    for (let hook = this.hooks.shift(); hook; hook = this.hooks.shift()) {
      try { hook() } catch (error) { report(error, 'render') }
    }
  }

  flush () {
    if (!this.destroyed) this.runHooks()
    this.scheduled = false
    if (this.destroyed) return
    for (const element of this.dirtyClasses) this.ops.push(C.CLASS, element.id, element.classes ? element.classes.join(' ') : '')
    this.dirtyClasses.clear()
    // A batch without commands still tells the view that an edit was answered, so that what comes later is known as late.
    if (!this.ops.length && !this.renders.length && this.edit === this.sentEdit) return
    this.sentEdit = this.edit
    this.seq += 1
    const ops = this.ops
    this.ops = []
    if (this.renders.length) this.acks.set(this.seq, this.renders)
    this.renders = []
    const text = encode(ops)
    if (text.length > LARGE) this.warnOfSize(text.length)
    this.send({ type: 'batch', seq: this.seq, ops: text, edit: this.edit })
  }

  warnOfSize (length) {
    if (!this.sizeWarned) say('warn', `The page was sent ${Math.round(length / 1024)} KB at once. A phone takes long for that: set only what changed.`)
    this.sizeWarned = true
  }

  send (message) {
    if (this.port && !this.held) this.port.postMessage(message)
    else if (!this.destroyed) this.early.push(message)
  }

  /** The frame is there: everything that waited goes out. */
  setPort (port) {
    this.port = port
    this.sendEarly()
  }

  sendEarly () {
    if (!this.port || this.held) return
    for (const message of this.early) this.port.postMessage(message)
    this.early = []
  }

  /** Sends nothing until there is what must come first. */
  hold () { this.held = true }

  letGo (first) {
    this.held = false
    if (this.destroyed) return
    this.early.unshift(first)
    this.sendEarly()
  }

  acknowledge (seq) {
    for (const [number, callbacks] of this.acks) {
      if (number > seq) continue
      this.acks.delete(number)
      for (const callback of callbacks) callback(null)
    }
  }
}

const tagNames = new Map()

function tagName (name, stylingName) {
  const key = name === 'wx-x' ? `x ${stylingName}` : name
  let found = tagNames.get(key)
  if (found === undefined) {
    found = makeTagName(name, stylingName)
    tagNames.set(key, found)
  }
  return found
}

function makeTagName (name, stylingName) {
  // A component's host: the tag it has in the template, unless that is the name of a built-in element.
  if (name === 'wx-x') return BUILT_IN.has(stylingName) ? 'wx-x' : makeTagName(stylingName)
  const clean = String(name).toLowerCase().replace(/[^\w.-]/g, '-')
  return clean.startsWith('wx-') ? clean : `wx-${clean}`
}

const BUILT_IN = new Set(('view text image button input textarea scroll-view swiper swiper-item navigator icon progress switch slider picker ' +
  'picker-view picker-view-column checkbox checkbox-group radio radio-group form label canvas video audio map web-view rich-text movable-area ' +
  'movable-view cover-view cover-image').split(' '))

// Style sheets may select by data-*, so plain values of it stand in the DOM as well.
const setDataset = glassEasel.Element.prototype.setDataset
glassEasel.Element.prototype.setDataset = function (name, value) {
  setDataset.call(this, name, value)
  const backend = this.getBackendElement()
  if (backend && (value === null || typeof value !== 'object')) {
    backend.setAttribute(`data-${dashed(name)}`, value === null ? undefined : String(value))
  }
}

// A component without a node of its own (virtualHost) has nothing the view could know as listening: its events are heard at the page's root,
// so that they are sent.
const { addListener } = glassEasel.Element.prototype
glassEasel.Element.prototype.addListener = function (name, listener, options) {
  addListener.call(this, name, listener, options)
  if (this.getBackendElement() || !glassEasel.Component.isComponent(this)) return
  const context = this.getBackendContext()
  if (context && context.listenAtRoot) context.listenAtRoot(name)
}

// A native element that has slots of its own (the refresher of a scroll-view) finds them by the DOM's attribute.
const NATIVE_SLOTS = new Set(['refresher'])
const slot = Object.getOwnPropertyDescriptor(glassEasel.Element.prototype, 'slot')
Object.defineProperty(glassEasel.Element.prototype, 'slot', {
  ...slot,
  set (name) {
    slot.set.call(this, name)
    const backend = NATIVE_SLOTS.has(name) && this.getBackendElement()
    if (backend) backend.setAttribute('slot', name)
  },
})

function encode (ops) {
  try {
    return JSON.stringify(ops)
  } catch {
    // A value that refers to itself: sent without that member.
    return JSON.stringify(ops.map((op) => {
      if (op === null || typeof op !== 'object') return op
      try { JSON.stringify(op); return op } catch { return null }
    }))
  }
}
