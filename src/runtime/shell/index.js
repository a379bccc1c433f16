// SPDX-License-Identifier: MIT
// The shell: everything around the program's pages, and the meeting point of host, logic layer and views.
import { h } from './dom.js'
import { automate } from './automation.js'
import { BackButton } from './back-button.js'
import { setLanguage, t } from './strings.js'
import { offerToHost, tellHost } from './host.js'
import { watchKeyboard } from './keyboard.js'
import { Logic } from './logic.js'
import { Metrics } from './metrics.js'
import { Theme } from './theme.js'
import { Pages } from './pages.js'
import { TabBar } from './tab-bar.js'
import { createCapsule, createHomeIndicator, createStatusBar } from './status-bar.js'
import { createClosedScreen, Failure, StartScreen } from './failure.js'
import { openCapsuleMenu } from './capsule-menu.js'
import { setLayer } from './sheet.js'
import { invoke } from '../api/index.js'
import { silence } from '../api/audio.js'
import '../api/commerce.js'
import { watchNetwork } from '../api/device.js'
import '../api/feedback.js'
import '../api/image-menu.js'
import '../api/location.js'
import '../api/media.js'
import '../api/navigation-bar.js'
import '../api/navigator.js'
import '../api/open-types.js'
import '../api/people.js'
import '../api/pick.js'
import '../api/permissions.js'
import '../api/regions.js'
import '../api/share.js'
import '../api/tab-bar.js'
import '../api/update.js'
import '../api/view-requests.js'
import '../api/ways-out.js'

class Shell {
  constructor(options) {
    this.options = options
    this.launch = options.launch ?? {}
    this.base = new URL('../', location.href)
    this.app = null
    this.generation = 0
    /** How far a newer version is, where the host looks for one: see logic/wx/update.js. */
    this.update = options.update ?? null
    setLanguage(options.language)
    this.metrics = new Metrics(options)
    this.theme = new Theme(options.theme)
    this.logic = new Logic(this.base, {
      onMessage: (message) => this.onLogicMessage(message),
      onAlive: () => tellHost({ type: 'alive' }),
      onCrash: (error) => this.fail({ phase: 'start', ...error }),
      onHang: () => this.failure.show({ phase: 'hang', message: t('errorHangHint') }),
      onRecover: () => this.failure.phase === 'hang' && this.failure.hide(),
    })
    this.build()
    this.watchWindow()
    watchKeyboard(this)
    if (!this.metrics.embedded) {
      this.backButton = new BackButton({ depth: () => this.pages.current?.depth ?? 1, goBack: () => this.goBack() })
    }
  }

  build() {
    this.pages = new Pages(this)
    this.tabBar = new TabBar(this)
    this.pages.element.append(this.tabBar.element)
    this.startScreen = new StartScreen()
    this.failure = new Failure({ onRelaunch: () => this.restart(), onGoOn: () => {} })
    this.layer = h('div.layer')
    setLayer(this.layer)
    this.statusBar = createStatusBar()
    // As on an iPhone: a tap at the very top brings the page back to its top.
    this.statusBar.addEventListener('click', () => this.pages.current?.post({ type: 'toTop' }))
    this.homeIndicator = createHomeIndicator()
    this.capsule = createCapsule({ onMore: () => openCapsuleMenu(this), onClose: () => this.closeProgram() })
    document.body.append(this.pages.element, this.startScreen.element, this.capsule, this.layer, this.failure.element,
      this.statusBar, this.homeIndicator)
    this.metrics.apply()
    this.theme.apply()
  }

  watchWindow() {
    window.addEventListener('resize', () => this.layout())
    watchNetwork(this)
    document.addEventListener('visibilitychange', () => {
      this.logic.post({ type: 'visibility', visible: !document.hidden && !this.closedScreen })
    })
  }

  /** Starts the program, or starts it again; `restore` brings back pages of a former run. */
  async start(restore = null) {
    const generation = ++this.generation
    this.started = false
    this.restore = restore
    this.failure.hide()
    this.layer.replaceChildren()
    this.closedScreen?.remove()
    this.closedScreen = null
    if (!this.pages.stale.length) this.startScreen.show()
    try {
      const url = new URL('app/app-config.json', this.base)
      const response = await fetch(url, { cache: 'no-store' })
      if (!response.ok) throw new Error(t('errorNoProgram', response.status))
      await this.configure(await response.json())
      if (generation !== this.generation) return
      await this.logic.start({
        base: this.base.href,
        launch: this.launch,
        device: this.options.device ?? null,
        theme: this.theme.name,
        language: this.options.language ?? 'en',
        window: this.metrics.window,
        menuButton: this.metrics.menuButton,
        restore,
        automationBase: this.automationBase,
        update: this.update,
      })
    } catch (error) {
      if (generation === this.generation) this.fail({ phase: 'start', message: error.message })
    }
  }

  async configure(config) {
    this.app = config
    await this.theme.load(config, this.base)
    this.theme.apply()
    document.title = config.name || t('miniProgram')
    this.startScreen.setName(config.name)
    this.tabBar.load(config.tabBar)
  }

  /** Ends the program and starts it again, with `launch` if given. */
  async restart(launch = null, { keep = false } = {}) {
    if (launch) this.launch = launch
    const place = keep && this.started ? await this.logic.snapshot() : null
    // A program that is still starting has no place yet, but the one it was to come back to.
    const restore = keep ? place ?? this.restore : null
    this.logic.stop()
    silence()
    this.pages.retire()
    await this.start(restore)
  }

  onLogicMessage(message) {
    switch (message.type) {
      case 'booted':
        return this.configure(message.config)
      case 'openPage':
        return this.pages.open(message)
      case 'showPage':
        return this.showPage(message)
      case 'closePage':
        return this.pages.close(message.pageId)
      case 'pageReady':
        return this.onPageReady(message.pageId)
      case 'invoke':
        return this.onInvoke(message)
      case 'console':
      case 'automation':
        return tellHost(message)
      case 'error':
        return this.fail(message)
      default:
        return undefined
    }
  }

  showPage(message) {
    const page = this.pages.get(message.pageId)
    if (!page) return undefined
    page.depth = message.depth ?? page.depth
    page.refresh()
    return this.pages.show(page, message.transition)
  }

  onPageReady(pageId) {
    this.pages.ready(pageId)
    this.startScreen.hide()
    if (this.started) return
    this.started = true
    this.restore = null
    tellHost({ type: 'ready', page: this.pages.get(pageId)?.path ?? '' })
  }

  /** Ids of pages that a client of the automation knows must not come back for others when the program starts anew. */
  get automationBase() {
    return ((Number(location.search.slice(1)) || 1) - 1) * 1e6 + (this.generation - 1) * 1000
  }

  /** A page came to the front. */
  onPageShown(page) {
    this.tabBar.select(page)
    this.layout()
    page.refresh()
    this.announce()
  }

  announce() {
    const page = this.pages.current
    if (!page) return
    this.statusBar.classList.toggle('white-text', page.textStyle === 'white')
    this.capsule.classList.toggle('white-text', page.textStyle === 'white')
    this.homeIndicator.classList.toggle('white-text', this.theme.name === 'dark')
    const now = { type: 'page', path: page.path, query: page.query, depth: page.depth, title: page.title }
    const said = JSON.stringify(now)
    if (said !== this.said) tellHost(now)
    this.said = said
    this.backButton?.update()
  }

  async onInvoke(message) {
    const { id, name, args } = message
    const page = this.pages.get(message.pageId) ?? this.pages.current
    const context = {
      shell: this,
      pageId: message.pageId,
      page,
      emit: (event, detail) => this.logic.post({ type: 'event', name: event, detail }),
    }
    const answer = await invoke(name, args ?? {}, context)
    if (id) this.logic.post({ type: 'reply', id, ...answer })
  }

  /** What a page's view says to the shell itself. */
  async onViewMessage(page, message) {
    if (message.type === 'error') {
      this.fail({ phase: 'render', ...message })
    } else if (message.type === 'invoke') {
      const answer = await invoke(message.name, message.args ?? {}, { shell: this, page, pageId: page.id, fromView: true })
      if (message.id) page.post({ type: 'reply', id: message.id, ...answer })
    } else if (message.type === 'console') {
      tellHost({ type: 'console', level: message.level, text: message.text })
    } else if (message.type === 'key' && message.key === 'Escape') {
      this.goBack()
    }
  }

  fail(error) {
    const { phase = 'run', message, file, line, column, stack } = error
    tellHost({ type: 'error', phase, message, file, line, column, stack })
    const plain = !this.metrics.embedded
    // A test is told of exceptions, and goes on: nothing must cover its program.
    if ((plain || this.automated) && this.started) return
    if (this.failure.shown && this.failure.phase !== 'hang') return
    this.failure.show({ phase, message, file, line, column, stack }, { plain, full: phase === 'start' || !this.started })
  }

  goBack(delta = 1) {
    const page = this.pages.current
    // A <page-container> of the page is closed first.
    if (page?.backHeld) {
      page.post({ type: 'back' })
      return
    }
    if ((this.pages.current?.depth ?? 1) > 1) this.logic.post({ type: 'back', delta })
  }

  goHome() {
    this.logic.post({ type: 'home' })
  }

  closeProgram() {
    if (this.closedScreen) return
    this.closedScreen = createClosedScreen(this.app?.name, () => {
      this.closedScreen.remove()
      this.closedScreen = null
      this.logic.post({ type: 'visibility', visible: true })
    })
    document.body.append(this.closedScreen)
    this.closedScreen.querySelector('button').focus()
    this.logic.post({ type: 'visibility', visible: false })
  }

  setTheme(name) {
    this.theme.set(name)
    this.theme.apply()
    this.logic.post({ type: 'theme', theme: this.theme.name })
    this.tabBar.refresh()
    this.pages.forEach((page) => {
      page.post({ type: 'theme', theme: this.theme.name })
      page.refresh()
    })
    this.announce()
  }

  setUpdate(state) {
    this.update = state
    this.logic.post({ type: 'event', name: 'hubUpdate', detail: { state } })
  }

  layout() {
    this.metrics.landscape = this.pages.current?.orientation === 'landscape'
    this.metrics.apply()
    this.pages.element.classList.toggle('tabs-on-top', this.tabBar.visible && this.tabBar.isTop)
    this.pages.element.classList.toggle('tabs-below', this.tabBar.visible && !this.tabBar.isTop)
    this.pages.forEach((page) => {
      page.sendInsets()
      const { offsetWidth: width, offsetHeight: height } = page.body
      const size = width + 'x' + height
      if (page.size && page.size !== size) {
        this.logic.post({ type: 'resize', pageId: page.id, window: { ...this.metrics.window, windowWidth: width, windowHeight: height } })
      }
      page.size = size
    })
  }

  state() {
    const { stack, current } = this.pages
    return {
      page: current?.path ?? '',
      query: current?.query ?? '',
      stack: stack.map((page) => page.path),
      title: current?.title ?? '',
      ready: this.started,
      failed: this.failure.shown,
    }
  }
}

function readOptions() {
  try {
    return JSON.parse(decodeURIComponent(location.hash.slice(1)))
  } catch {
    return { embedded: false }
  }
}

const shell = new Shell(readOptions())

function current() {
  if (!shell.pages.current) throw new Error('no page is shown')
  return shell.pages.current
}

async function reload({ kind = 'logic', config } = {}) {
  const running = shell.started && !(shell.failure.shown && ['start', 'hang'].includes(shell.failure.phase))
  if (kind === 'logic' || !running) return shell.restart(null, { keep: true })
  shell.failure.hide()
  if (config && typeof config === 'object') await shell.configure(config)
  shell.logic.post({ type: 'reload', kind })
  shell.tabBar.select(shell.pages.current)
  return shell.layout()
}

offerToHost({
  reload,
  relaunch: (launch) => shell.restart(launch ?? {}),
  setTheme: (name) => shell.setTheme(name),
  setUpdate: (state) => shell.setUpdate(state),
  navigateBack: () => shell.goBack(),
  state: () => shell.state(),
  /** One request of an automation client; resolves with its result, rejects with what to tell. */
  automate: (method, params) => {
    shell.automated = true
    return automate(shell, method, params ?? {})
  },
  evaluate: (source) => shell.logic.call({ type: 'evaluate', source }),
  tap: (selector) => current().call('tap', selector),
  text: (selector) => current().call('text', selector),
  input: (selector, value) => current().call('input', selector, value),
  /** Any call of the page's view, for tests: `style`, `rect`, `exists`, `html`, `scrollTo`, … */
  view: (name, ...args) => current().call(name, ...args),
  /** Shows what went wrong outside the program, such as a compile error; null takes it away. */
  showError: (error) => (error ? shell.failure.show({ phase: 'compile', ...error }, { full: !shell.started }) : shell.failure.hide()),
})

shell.start()
