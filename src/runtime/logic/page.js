// SPDX-License-Identifier: MIT
// One page: its tree, its frame's port, its lifecycle.
import * as glassEasel from 'glass-easel'
import { PageContext } from './backend.js'
import { closure, emptyDefinition, ensure, scopeManager } from './components.js'
import { report } from './errors.js'
import { EventChannel } from './event-channel.js'
import { dispatch } from './events.js'
import { loadGlobalFonts } from './fonts.js'
import { pageOfContext } from './instance.js'
import { forgetPage, intersect } from './intersection.js'
import { pageSized } from './media-query.js'
import { natives } from './natives.js'
import { packageOf } from './packages.js'
import { parseQuery, program } from './program.js'
import { loadSheets, readSheets, sheetsAreHere } from './sheets.js'
import { createTabBar, hasTabBar, TAB_BAR } from './tab-bar.js'

let pageCount = 0

const windowOf = (path) => {
  const own = (program.config.components[path] && program.config.components[path].config) || {}
  const names = Object.keys(program.config.window || {})
  const known = ['navigationBarTitleText', 'navigationBarBackgroundColor', 'navigationBarTextStyle', 'navigationStyle', 'backgroundColor', 'backgroundTextStyle',
    'enablePullDownRefresh', 'onReachBottomDistance', 'disableScroll', 'pageOrientation', 'homeButton', 'backgroundColorTop', 'backgroundColorBottom', 'navigationBarLoading']
  const result = { ...(program.config.window || {}) }
  for (const name of [...names, ...known]) if (own[name] !== undefined) result[name] = own[name]
  return result
}

export class PageRecord {
  constructor (path, query, channel) {
    pageCount += 1
    this.id = pageCount
    this.path = path
    this.query = query || ''
    this.window = windowOf(path)
    this.context = new PageContext(scopeManager)
    this.channel = channel || null
    this.component = null
    this.instance = null
    this.tabBar = null
    this.ready = false
    this.arrived = false
    this.visible = false
    this.waiting = []
    this.scrollTop = 0
    this.size = null
    this.onReady = null
    pageOfContext.set(this.context, this)
  }

  eventChannel () {
    if (!this.channel) this.channel = new EventChannel()
    return this.channel
  }

  /** The page's sheets in the order they apply. */
  sheetPaths () {
    const paths = []
    const { app, components } = program.config
    const own = components[this.path] || {}
    const pack = packageOf(this.path)
    const apart = own.styleIsolation === 'page-isolated' || (pack && pack.independent)
    if (app && app.styleSheet && !apart) paths.push(app.styleSheet)
    const parts = [...closure(this.path), ...(hasTabBar(this.path) ? closure(TAB_BAR) : [])]
    for (const path of [this.path, ...parts.filter((part) => part !== this.path)]) {
      const sheet = components[path] && components[path].styleSheet
      if (sheet && !paths.includes(sheet)) paths.push(sheet)
    }
    return paths
  }

  styles (stamp) { return readSheets(this.sheetPaths(), stamp) }

  /** Tells the view what it shows. The tree is built meanwhile if the sheets have yet to come. */
  introduce () {
    const init = { type: 'init', path: this.path, window: this.window }
    const paths = this.sheetPaths()
    if (sheetsAreHere(paths)) {
      this.context.send({ ...init, styles: readSheets(paths) })
      return
    }
    this.context.hold()
    loadSheets(paths).then((styles) => this.context.letGo({ ...init, styles }))
  }

  /** Creates the tree and calls onLoad. */
  load () {
    const { definition } = ensure(this.path)
    this.introduce()
    loadGlobalFonts(this.context)
    this.component = this.create(definition)
    this.instance = this.component.getMethodCaller()
    this.tabBar = createTabBar(this)
    Object.assign(this.instance, { route: this.path, __route__: this.path, options: parseQuery(this.query) })
    this.setProperties()
    glassEasel.Element.pretendAttached(this.component)
    if (this.tabBar) glassEasel.Element.pretendAttached(this.tabBar)
    this.call('onLoad', this.instance.options)
  }

  create (definition) {
    try {
      return glassEasel.Component.createWithContext('hub-page', definition, this.context)
    } catch (error) {
      // Told by glass-easel's own listener already when it comes from there.
      if (!(error && error.relatedComponent)) report(error, 'render')
      this.context.rootTaken = false
      return glassEasel.Component.createWithContext('hub-page', emptyDefinition, this.context)
    }
  }

  /** A page made with Component() gets its query as properties. */
  setProperties () {
    let changed = false
    for (const [name, value] of Object.entries(this.instance.options)) {
      if (!glassEasel.Component.hasProperty(this.component, name)) continue
      this.component.replaceDataOnPath([name], decode(value))
      changed = true
    }
    if (changed) this.component.applyDataUpdates()
  }

  has (name) {
    return Boolean(this.instance) && typeof this.instance[name] === 'function'
  }

  /** Calls one of the page's functions; an exception is told, not thrown. */
  call (name, ...args) {
    if (!this.has(name)) return undefined
    try {
      return this.instance[name](...args)
    } catch (error) {
      report(error, 'run')
      return undefined
    }
  }

  show () {
    if (this.visible || this.context.destroyed) return
    this.visible = true
    this.call('onShow')
    this.pageLifetime('show')
    if (!this.ready) this.context.render(() => this.firstFrame())
  }

  hide () {
    if (!this.visible) return
    this.visible = false
    this.arrived = false
    this.context.call('pageHidden', 1, null, null)
    this.call('onHide')
    this.pageLifetime('hide')
  }

  /** Ends the page, once: its frame may stay on the screen until another takes its place. */
  unload () {
    if (this.context.destroyed) return
    this.visible = false
    this.call('onUnload')
    if (this.tabBar) glassEasel.Element.pretendDetached(this.tabBar)
    glassEasel.Element.pretendDetached(this.component)
    pageOfContext.delete(this.context)
    forgetPage(this.context)
    this.context.destroy()
  }

  /** Tells the page's components, and its tab bar, what happens to the page. */
  pageLifetime (name, ...args) {
    this.component.triggerPageLifetime(name, args)
    if (this.tabBar) this.tabBar.triggerPageLifetime(name, args)
  }

  /** The page is in front, and nothing moves any more. A slow page slides in before its first frame: the program hears of that frame first all the same. */
  routeDone () {
    if (!this.visible) return
    this.arrived = !this.ready
    if (this.arrived) return
    this.call('onRouteDone')
    this.pageLifetime('routeDone')
  }

  firstFrame () {
    if (this.ready || this.context.destroyed) return
    this.ready = true
    this.flushReady()
    this.call('onReady')
    this.context.reachScreen()
    if (this.onReady) this.onReady(this)
    if (this.arrived) this.routeDone()
  }

  /** A component came: its `ready` follows when it is on the screen. */
  componentAttached (component) {
    this.waiting.push(component)
    if (this.ready && this.waiting.length === 1) this.context.render(() => this.flushReady())
  }

  flushReady () {
    const list = this.waiting
    this.waiting = []
    for (const component of list) {
      if (glassEasel.Element.isAttached(component)) component.triggerLifetime('ready', [])
    }
  }

  connect (port) {
    port.onmessage = ({ data }) => this.receive(data)
    this.context.setPort(port)
  }

  receive (message) {
    try {
      this.handle(message)
    } catch (error) {
      report(error, 'run')
    }
  }

  handle (message) {
    switch (message.type) {
      case 'ack': this.context.acknowledge(message.seq); break
      case 'event': this.handleEvent(message); break
      case 'model': this.handleModel(message); break
      case 'reply': this.context.answer(message); break
      case 'scroll': this.handleScroll(message); break
      case 'reachBottom': this.call('onReachBottom'); break
      case 'intersect': intersect(message); break
      case 'size': this.sized(message.size); break
      case 'error': report(Object.assign(new Error(message.message), { stack: message.stack }), 'render'); break
      default:
    }
  }

  handleEvent (message) {
    if (message.edit) this.context.edit = Math.max(this.context.edit, message.edit)
    const element = this.context.elements.get(message.id)
    if (element) dispatch(element, message)
    if (message.edit) this.context.schedule()
    if (message.name === 'touchmove') this.context.send({ type: 'moveDone' })
  }

  handleModel (message) {
    if (message.edit) this.context.edit = Math.max(this.context.edit, message.edit)
    const backend = this.context.backends.get(message.id)
    const listener = backend && backend.models && backend.models.get(message.name)
    if (listener) listener(message.value)
    // At once: what a timer sets meanwhile must not look like the answer to this edit.
    if (message.edit) this.context.schedule()
  }

  handleScroll ({ scrollTop }) {
    this.scrollTop = scrollTop
    this.call('onPageScroll', { scrollTop })
    natives.setTimeout(() => this.context.send({ type: 'scrollDone' }), 0)
  }

  sized (size) {
    this.size = size
    pageSized(this)
  }

  /** The frame has another size. */
  resized (size) {
    this.sized(size)
    if (!this.component) return
    const { windowWidth, windowHeight } = size
    const { width, height } = program.window
    const detail = {
      size: { windowWidth, windowHeight, screenWidth: width, screenHeight: height },
      deviceOrientation: windowWidth > windowHeight ? 'landscape' : 'portrait',
    }
    this.call('onResize', detail)
    this.pageLifetime('resize', detail)
  }

  /** Renders the page again by its new template, with its data; its components start anew, by theirs. */
  renderAgain () {
    this.component.applyTemplateUpdates()
    if (this.tabBar) this.tabBar.applyTemplateUpdates()
  }
}

function decode (value) {
  try { return decodeURIComponent(value) } catch { return value }
}
