// SPDX-License-Identifier: MIT
// One page of the program: its bars, its frame and the way to what runs inside.
import { h } from './dom.js'
import { NavigationBar } from './navigation-bar.js'
import { PullDown } from './pull-down.js'
import { t } from './strings.js'

const CALL_LIMIT = 10000

export class ShellPage {
  /**
   * @param {object} message the logic layer's `openPage`
   * @param {object} shell
   */
  constructor(message, shell) {
    this.shell = shell
    this.id = message.pageId
    this.path = message.path
    this.query = message.query ?? ''
    this.config = message.window ?? {}
    this.tabIndex = message.tabIndex ?? -1
    this.depth = message.depth ?? 1
    this.overrides = {}
    this.calls = new Map()
    this.nextCall = 1
    this.build()
    this.ready = new Promise((resolve) => { this.markReady = resolve })
  }

  get isTab() {
    return this.tabIndex >= 0
  }

  /** Above the tab bar (15) unless the page is a tab's. */
  get layer() {
    return this.depth * 10 + (this.isTab ? 0 : 6)
  }

  get isCustom() {
    return this.config.navigationStyle === 'custom'
  }

  /** `portrait`, `landscape` or `auto`. */
  get orientation() {
    return this.overrides.pageOrientation || this.config.pageOrientation || 'portrait'
  }

  get title() {
    return this.overrides.title ?? this.config.navigationBarTitleText ?? ''
  }

  build() {
    const { shell } = this
    this.bar = new NavigationBar({ onBack: () => shell.goBack(), onHome: () => shell.goHome() })
    this.frame = h('iframe.page-frame', { title: this.title || this.path, allow: 'autoplay; fullscreen; clipboard-write' })
    this.body = h('div.page-body', {}, this.frame)
    this.pullDown = new PullDown(this.body, this.frame, () => shell.logic.post({ type: 'pull', pageId: this.id }))
    this.shade = h('div.page-shade')
    this.element = h('section.page', { ariaLabel: this.title || this.path }, this.body, this.bar.element, this.shade)
    this.element.classList.toggle('tab-page', this.isTab)
    this.element.classList.toggle('custom-navigation', this.isCustom)
    this.bar.setCustom(this.isCustom)
    this.refresh()
  }

  /** Opens the frame's document and hands it the two ports. */
  open() {
    const { shell } = this
    const toLogic = new MessageChannel()
    const toShell = new MessageChannel()
    this.port = toShell.port1
    this.port.onmessage = (event) => this.receive(event.data)
    shell.logic.post({ type: 'port', pageId: this.id }, [toLogic.port1])
    this.frame.addEventListener('load', () => {
      this.frame.contentWindow.postMessage({
        type: 'hub-ports',
        pageId: this.id,
        path: this.path,
        base: shell.base.href,
        theme: shell.theme.name,
        style: shell.app?.style ?? '',
        embedded: shell.metrics.embedded,
      }, '*', [toLogic.port2, toShell.port2])
      this.sendInsets()
    }, { once: true })
    this.frame.src = new URL('runtime/page.html', shell.base).href
  }

  close() {
    this.port?.close()
    for (const { reject } of this.calls.values()) reject(new Error('the page was closed'))
    this.calls.clear()
    this.element.remove()
  }

  receive(message) {
    if (message.type === 'reply') {
      const call = this.calls.get(message.id)
      if (!call) return
      this.calls.delete(message.id)
      clearTimeout(call.timer)
      if (message.ok) call.resolve(message.result)
      else call.reject(new Error(message.errMsg ?? 'fail'))
    } else if (message.type === 'pull') {
      this.pullDown.move(message.state, message.distance)
    } else if (message.type === 'scroll') {
      this.scrollTop = message.top
    } else {
      this.shell.onViewMessage(this, message)
    }
  }

  post(message) {
    this.port?.postMessage(message)
  }

  /** Asks the view: `tap`, `text`, `input`, `scrollTo`, … */
  call(name, ...args) {
    return new Promise((resolve, reject) => {
      const id = this.nextCall++
      const timer = setTimeout(() => this.calls.delete(id) && reject(new Error('the page does not answer')), CALL_LIMIT)
      this.calls.set(id, { resolve, reject, timer })
      this.post({ type: 'call', id, call: name, args })
    })
  }

  sendInsets() {
    const { metrics, tabBar } = this.shell
    const covered = this.isTab && tabBar.visible
    this.post({
      type: 'insets',
      top: this.isCustom ? metrics.statusBarHeight : 0,
      bottom: covered ? 0 : metrics.safeBottom,
    })
  }

  /** Shows what configuration, theme and API calls together say. */
  refresh() {
    const { theme } = this.shell
    const pick = (key) => this.overrides[key] ?? theme.resolve(this.config[key]) ?? theme.defaults[key]
    this.bar.text = this.title
    this.frame.title = this.title || this.path
    this.element.setAttribute('aria-label', this.title || this.path || t('miniProgram'))
    this.textStyle = pick('navigationBarTextStyle')
    this.bar.setColors(pick('navigationBarBackgroundColor'), this.textStyle, this.overrides.animation)
    this.body.style.backgroundColor = pick('backgroundColor')
    this.pullDown.setStyle(pick('backgroundTextStyle'))
    const { app } = this.shell
    const isFirst = this.path === app?.entryPagePath || this.isTab
    this.bar.setButtons({ back: this.depth > 1 && !this.isTab, home: !isFirst && !this.overrides.homeHidden })
  }
}
