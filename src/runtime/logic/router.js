// SPDX-License-Identifier: MIT
// The page stack. Its truth is here; the shell shows what it is told.
import { callApp } from './app.js'
import { say } from './console.js'
import { tell } from './control.js'
import { channelPair } from './event-channel.js'
import { PageRecord } from './page.js'
import { noteFirstFrame, noteRoute } from './performance.js'
import { ensurePackage, loadNamedPackage } from './packages.js'
import { formatQuery, program, resolvePath } from './program.js'
import { announce as tellListeners } from './wx/events.js'
import { tabIndex, tabList } from './tab-bar.js'

const MAX_DEPTH = 10
// transition → as performance entries call it
const ROUTES = { push: 'navigateTo', replace: 'redirectTo', none: 'reLaunch' }

/** @type {PageRecord[]} */
let stack = []
/** Pages of the tab bar that stay alive: path → page. */
const tabs = new Map()
export const top = () => stack[stack.length - 1] || null
export const pages = () => stack.slice()
/** Every living page, those of hidden tabs too. */
export const livingPages = () => [...new Set([...stack, ...tabs.values()])]
export const getCurrentPages = () => stack.map((page) => page.instance).filter(Boolean)
export const pageById = (id) => livingPages().find((page) => page.id === id) || null

export const isTab = (path) => tabIndex(path) >= 0

const typeName = (value) => (value === null ? 'Null' : value === undefined ? 'Undefined' : Object.prototype.toString.call(value).slice(8, -1))

/** "/pages/a?x=1", "../a" from the current page. */
function parseUrl (url) {
  if (typeof url !== 'string') throw new Error(`fail parameter error: parameter.url should be String instead of ${typeName(url)};`)
  const [path, ...rest] = url.split('?')
  const from = top() ? top().path : ''
  const full = path ? resolvePath(from, path.replace(/\.html$/, '')) : from
  return { path: full, query: rest.join('?') }
}

function target (url) {
  const found = parseUrl(url)
  if (!program.config.pages.includes(found.path)) throw new Error(`fail page "${found.path}" is not found`)
  return found
}

function announce (page, transition) {
  tell({
    type: 'openPage', pageId: page.id, path: page.path, query: page.query, window: page.window, tabIndex: tabIndex(page.path),
    transition, depth: stack.length,
  })
}

/** Makes a page, puts it on the stack and runs its start. */
function open ({ path, query }, transition, channel) {
  ensurePackage(path)
  const page = new PageRecord(path, query, channel)
  noteRoute(page, stack.length || livingPages().length ? ROUTES[transition] || transition : 'appLaunch')
  page.onReady = () => {
    tell({ type: 'pageReady', pageId: page.id })
    noteFirstFrame(page)
    preload(path)
  }
  stack.push(page)
  announce(page, transition)
  if (tabIndex(path) >= 0) tabs.set(path, page)
  page.load()
  page.show()
  return page
}

/** `preloadRule`: what the program wants at hand once a page is shown. */
function preload (path) {
  const config = (program.config.app && program.config.app.config) || {}
  const rule = (config.preloadRule || {})[path]
  for (const name of (rule && rule.packages) || []) {
    setTimeout(() => {
      try {
        if (name === '__APP__') ensurePackage(program.config.pages[0])
        else loadNamedPackage(name)
      } catch (error) {
        say('warn', `preloadRule of ${path}: ${error.message.replace(/^fail /, '')}`)
      }
    }, 0)
  }
}

// A page's life ends before the next one begins, but its frame stays until that has something to show.
function end (pages) {
  for (const page of pages) page.unload()
}

function close (pages) {
  for (const page of pages) {
    if (tabs.get(page.path) === page) tabs.delete(page.path)
    tell({ type: 'closePage', pageId: page.id })
  }
}

export function navigateTo ({ url, events }) {
  const found = target(url)
  if (tabIndex(found.path) >= 0) throw new Error('fail can not navigateTo a tabbar page')
  if (stack.length >= MAX_DEPTH) throw new Error('fail webview count limit exceed')
  const { opener, opened } = channelPair()
  for (const [name, listener] of Object.entries(events || {})) if (typeof listener === 'function') opener.on(name, listener)
  if (top()) top().hide()
  open(found, 'push', opened)
  return { eventChannel: opener }
}

export function redirectTo ({ url }) {
  const found = target(url)
  if (tabIndex(found.path) >= 0) throw new Error('fail can not redirectTo a tabbar page')
  const gone = stack.slice(-1)
  end(gone)
  stack.pop()
  open(found, 'replace')
  close(gone)
}

export function navigateBack (args) {
  const delta = Math.max(1, Math.floor(Number((args && args.delta) || 1)) || 1)
  if (stack.length <= 1) throw new Error('fail cannot navigate back at first page.')
  const gone = stack.slice(Math.max(1, stack.length - delta)).reverse()
  // One by one, so that a page that ends still finds itself on top of the stack.
  for (const page of gone) {
    page.unload()
    stack = stack.filter((other) => other !== page)
  }
  const page = top()
  tell({ type: 'showPage', pageId: page.id, transition: 'pop', depth: stack.length })
  close(gone)
  page.show()
}

export function switchTab ({ url }) {
  const found = parseUrl(url)
  const index = tabIndex(found.path)
  if (index < 0) throw new Error('fail can not switch to no-tabBar page')
  const current = top()
  const present = tabs.get(found.path)
  if (current === present && current) return { index }
  const gone = stack.filter((page) => tabs.get(page.path) !== page).reverse()
  if (current && !gone.includes(current)) current.hide()
  end(gone)
  stack = []
  if (present) {
    stack.push(present)
    tell({ type: 'showPage', pageId: present.id, transition: 'tab', depth: 1 })
    present.show()
  } else {
    open({ path: found.path, query: '' }, 'none')
  }
  close(gone)
  return { index }
}

/** The user tapped a tab. */
export function tapTab (index) {
  const item = tabList()[index]
  if (!item) return
  switchTab({ url: `/${item.pagePath.replace(/^\//, '')}` })
  if (top()) top().call('onTabItemTap', { index: String(index), pagePath: item.pagePath, text: item.text })
}

export function reLaunch ({ url }) {
  const found = target(url)
  const gone = livingPages().reverse()
  end(gone)
  stack = []
  tabs.clear()
  open(found, 'none')
  close(gone)
}

/** The first page, or the stack a former worker had. */
export function start (launch, restore) {
  const known = (entry) => program.config.pages.includes(entry.path)
  const saved = ((restore && restore.stack) || []).filter(known)
  if (saved.length) {
    saved.forEach((entry, index) => {
      if (top()) top().hide()
      const page = open(entry, 'none')
      if (index === saved.length - 1 && entry.scrollTop > 0) restoreScroll(page, entry.scrollTop)
    })
    return
  }
  let path = launch.path
  if (!program.config.pages.includes(path)) {
    const missing = { path, query: launch.query, isEntryPage: true }
    const handled = [callApp('onPageNotFound', missing), tellListeners('pageNotFound', missing)].some(Boolean)
    if (path) say('warn', `page "${path}" is not found${handled ? '' : '; the program starts at its first page'}`)
    path = program.config.entryPagePath || program.config.pages[0]
    if (handled) {
      // The program may have gone somewhere else, which happens in a moment.
      setTimeout(() => { if (!stack.length) open({ path, query: '' }, 'none') }, 0)
      return
    }
  }
  open({ path, query: formatQuery(launch.query) }, 'none')
}

function restoreScroll (page, scrollTop) {
  page.context.render(() => page.context.call('scrollPage', 1, { scrollTop, duration: 0 }, null))
}

/** What start() needs to bring the stack back. */
export const snapshot = () => ({ stack: stack.map((page) => ({ path: page.path, query: page.query, scrollTop: page.scrollTop })) })

/** The program goes to the background or comes back. */
export function setVisible (visible, options) {
  if (visible) {
    callApp('onShow', options)
    if (top()) top().show()
  } else {
    if (top()) top().hide()
    callApp('onHide')
  }
}

