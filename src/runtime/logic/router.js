// SPDX-License-Identifier: MIT
// The page stack. Its truth is here; the shell shows what it is told.
import { callApp } from './app.js'
import { say } from './console.js'
import { tell } from './control.js'
import { channelPair } from './event-channel.js'
import { PageRecord } from './page.js'
import { formatQuery, program, resolvePath } from './program.js'

const MAX_DEPTH = 10

/** @type {PageRecord[]} */
let stack = []
/** Pages of the tab bar that stay alive: path → page. */
const tabs = new Map()
const loaders = { ensurePackage: () => {} }

/** Who loads a sub-package's scripts before its first page. */
export const setPackageLoader = (loader) => { loaders.ensurePackage = loader }

export const top = () => stack[stack.length - 1] || null
export const pages = () => stack.slice()
/** Every living page, those of hidden tabs too. */
export const livingPages = () => [...new Set([...stack, ...tabs.values()])]
export const getCurrentPages = () => stack.map((page) => page.instance).filter(Boolean)
export const pageById = (id) => livingPages().find((page) => page.id === id) || null

const tabList = () => (program.config.tabBar && program.config.tabBar.list) || []
const tabIndex = (path) => tabList().findIndex((item) => item.pagePath.replace(/^\//, '').replace(/\.html$/, '') === path)

export const isTab = (path) => tabIndex(path) >= 0

/** "/pages/a?x=1" relative to the current page. */
function parseUrl (url) {
  if (typeof url !== 'string' || !url) throw new Error('fail parameter error: parameter.url should be a string')
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
  loaders.ensurePackage(path)
  const page = new PageRecord(path, query, channel)
  page.onReady = () => tell({ type: 'pageReady', pageId: page.id })
  stack.push(page)
  announce(page, transition)
  if (tabIndex(path) >= 0) tabs.set(path, page)
  page.load()
  page.show()
  return page
}

function close (page) {
  if (tabs.get(page.path) === page) tabs.delete(page.path)
  page.unload()
  tell({ type: 'closePage', pageId: page.id })
}

export function navigateTo ({ url, events }) {
  const found = target(url)
  if (tabIndex(found.path) >= 0) throw new Error('fail can not navigateTo a tabbar page')
  if (stack.length >= MAX_DEPTH) throw new Error(`fail webview count limit exceed: at most ${MAX_DEPTH} pages, use redirectTo`)
  const { opener, opened } = channelPair()
  for (const [name, listener] of Object.entries(events || {})) opener.on(name, listener)
  if (top()) top().hide()
  open(found, 'push', opened)
  return { eventChannel: opener }
}

export function redirectTo ({ url }) {
  const found = target(url)
  if (tabIndex(found.path) >= 0) throw new Error('fail can not redirectTo a tabbar page')
  const old = stack.pop()
  open(found, 'replace')
  if (old) close(old)
}

export function navigateBack (args) {
  const delta = Math.max(1, Number((args && args.delta) || 1))
  if (stack.length <= 1) throw new Error('fail cannot navigate back at first page.')
  const gone = stack.splice(Math.max(1, stack.length - delta))
  const page = top()
  tell({ type: 'showPage', pageId: page.id, transition: 'pop', depth: stack.length })
  for (const old of gone.reverse()) close(old)
  page.show()
}

export function switchTab ({ url }) {
  const found = parseUrl(url)
  const index = tabIndex(found.path)
  if (index < 0) throw new Error('fail can not switch to no-tabBar page')
  const current = top()
  const present = tabs.get(found.path)
  if (current === present && current) return tabTapped(index)
  const gone = stack.filter((page) => tabs.get(page.path) !== page)
  if (current) current.hide()
  stack = []
  if (present) {
    stack.push(present)
    tell({ type: 'showPage', pageId: present.id, transition: 'tab', depth: 1 })
    present.show()
  } else {
    open({ path: found.path, query: '' }, 'none')
  }
  for (const page of gone.reverse()) close(page)
  return tabTapped(index)
}

function tabTapped (index) {
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
  const gone = livingPages()
  if (top()) top().hide()
  stack = []
  tabs.clear()
  open(found, 'none')
  for (const page of gone.reverse()) close(page)
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
    const handled = callApp('onPageNotFound', { path, query: launch.query, isEntryPage: true })
    if (handled && stack.length) return
    if (path) say('warn', `page "${path}" is not found; the program starts at its first page`)
    path = program.config.entryPagePath || program.config.pages[0]
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

