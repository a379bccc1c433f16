// SPDX-License-Identifier: MIT
// The stack of pages on the screen. Its truth is in the logic layer; here pages come, go and slide.
import { h, settle, transitionEnd } from './dom.js'
import { ShellPage } from './page.js'

// How long a slide waits for the page's content, and how long the page before stays where nothing slides.
const PATIENCE = 250
const LONG_PATIENCE = 1500

const readyOr = (page, limit) => Promise.race([page.ready, new Promise((resolve) => setTimeout(resolve, limit))])

export class Pages {
  constructor(shell) {
    this.shell = shell
    this.element = h('main.pages')
    this.byId = new Map()
    this.current = null
    this.stale = []
  }

  get(id) {
    return this.byId.get(id)
  }

  /** Pages from bottom to top: the stack as a person could walk back through it. */
  get stack() {
    if (!this.current) return []
    const below = [...this.byId.values()].filter((page) => page.depth < this.current.depth && page.inStack)
    return [...below.sort((a, b) => a.depth - b.depth), this.current]
  }

  async open(message) {
    const page = new ShellPage(message, this.shell)
    this.byId.set(page.id, page)
    this.element.append(page.element)
    page.open()
    await this.show(page, message.transition)
  }

  /** Brings a page to the front: `push` and `pop` slide, the rest appears at once. */
  async show(page, transition) {
    const before = this.current
    this.current = page
    page.inStack = true
    page.element.classList.remove('hidden')
    this.arrange(page, before, transition)
    this.shell.onPageShown(page)
    if (transition === 'push' && before && before !== page) await this.slideIn(page, before)
    else if (transition === 'pop' && before && before !== page) await this.slideOut(page, before)
    else await this.replace(page, before)
    if (this.current === page) this.shell.logic.post({ type: 'routeDone', pageId: page.id })
  }

  arrange(page, before, transition) {
    if (transition === 'push' || transition === 'pop') return
    for (const other of this.byId.values()) {
      if (other.depth >= page.depth && other !== page) other.inStack = false
    }
    page.element.style.zIndex = page.layer
    if (before && before !== page) before.inStack = before.depth < page.depth
  }

  async slideIn(page, before) {
    page.element.style.zIndex = page.layer
    page.element.classList.add('right')
    await readyOr(page, PATIENCE)
    if (this.current !== page) return
    settle(page.element)
    page.element.classList.add('sliding')
    this.with(before, (element) => element.classList.add('sliding', 'left'))
    page.element.classList.remove('right')
    await transitionEnd(page.element)
    page.element.classList.remove('sliding')
    this.with(before, (element) => element.classList.remove('sliding', 'left'))
    if (this.current !== before) this.hide(before)
  }

  async slideOut(page, before) {
    before.inStack = false
    before.leaving = true
    this.with(page, (element) => element.classList.add('left'))
    settle(page.element)
    this.with(page, (element) => element.classList.add('sliding'))
    before.element.classList.add('sliding', 'right')
    this.with(page, (element) => element.classList.remove('left'))
    await transitionEnd(before.element)
    this.with(page, (element) => element.classList.remove('sliding'))
    before.element.classList.remove('sliding')
    before.leaving = false
    if (before.closed) before.close()
    else this.hide(before)
  }

  // The tab bar moves with the tab pages.
  with(page, change) {
    change(page.element)
    if (page.isTab) change(this.shell.tabBar.element)
  }

  // A page that takes another's place appears when it has something to show; until then the other stays.
  async replace(page, before) {
    const leaving = before !== page ? before : null
    if (leaving) leaving.leaving = true
    page.element.classList.add('waiting')
    await readyOr(page, LONG_PATIENCE)
    page.element.classList.remove('waiting')
    if (!leaving) return
    leaving.leaving = false
    if (leaving.closed) leaving.close()
    else if (this.current !== leaving) this.hide(leaving)
  }

  hide(page) {
    if (this.current !== page) page.element.classList.add('hidden')
    page.element.classList.remove('right')
  }

  close(id) {
    const page = this.byId.get(id)
    if (!page) return
    this.byId.delete(id)
    page.inStack = false
    if (page.leaving || this.current === page) page.closed = true
    else page.close()
    if (this.current === page) this.stale.push(page)
  }

  /** A page's first content is on the screen: whatever it replaces may go. */
  ready(id) {
    this.byId.get(id)?.markReady()
    for (const page of this.stale.splice(0)) page.close()
  }

  /** Before a restart: pages stay visible until the new program shows its first one. */
  retire() {
    for (const page of this.byId.values()) {
      if (page === this.current) this.stale.push(page)
      else page.close()
    }
    this.byId.clear()
    this.current = null
  }

  /** Removes everything at once. */
  clear() {
    this.retire()
    for (const page of this.stale.splice(0)) page.close()
  }

  forEach(visit) {
    this.byId.forEach(visit)
  }
}
