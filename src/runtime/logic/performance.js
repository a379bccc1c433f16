// SPDX-License-Identifier: MIT
// What wx.getPerformance() knows: launch, routes and first renders of this run, in milliseconds.

const MOST = 200
const entries = []
const observers = new Set()
const start = Date.now()

/** Adds an entry; `navigation` and `render` are a phone's types. */
export function addEntry (entry) {
  entries.push(entry)
  if (entries.length > MOST) entries.shift()
  for (const observer of observers) if (observer.types.includes(entry.entryType)) observer.tell([entry])
}

/** A page was opened: `navigation` entries follow with its first frame. */
export function noteRoute (page, navigationType) {
  page.routed = { at: Date.now(), type: navigationType }
}

/** A page's first frame is on the screen. */
export function noteFirstFrame (page) {
  if (!page.routed) return
  const { at, type } = page.routed
  page.routed = null
  const now = Date.now()
  const launch = type === 'appLaunch'
  const common = { path: page.path, pageId: page.id, referrerPath: '', referrerPageId: 0 }
  addEntry({ ...common, name: 'firstRender', entryType: 'render', startTime: at, duration: now - at, navigationType: type, viewLayerReadyTime: at, initDataSendTime: at, initDataRecvTime: at, viewLayerRenderStartTime: at, viewLayerRenderEndTime: now })
  addEntry({ ...common, name: launch ? 'appLaunch' : 'route', entryType: 'navigation', startTime: launch ? start : at, duration: now - (launch ? start : at), navigationStart: launch ? start : at, navigationType: type })
}

class List {
  constructor (list) { this.list = list }

  getEntries () { return this.list.slice() }

  getEntriesByType (type) { return this.list.filter((entry) => entry.entryType === type) }

  getEntriesByName (name, type) { return this.list.filter((entry) => entry.name === name && (!type || entry.entryType === type)) }
}

function createObserver (callback) {
  const observer = {
    types: [],
    tell: (list) => callback(new List(list)),
    observe ({ type, entryTypes, buffered } = {}) {
      observer.types = entryTypes || (type ? [type] : [])
      observers.add(observer)
      const past = entries.filter((entry) => observer.types.includes(entry.entryType))
      if (buffered && past.length) Promise.resolve().then(() => observer.tell(past))
    },
    disconnect () { observers.delete(observer) },
  }
  return observer
}

/** The object wx.getPerformance() returns. */
export function getPerformance () {
  const all = new List(entries)
  const measured = new Map()
  return {
    now: () => performance.now(),
    timeOrigin: start,
    getEntries: () => all.getEntries(),
    getEntriesByType: (type) => all.getEntriesByType(type),
    getEntriesByName: (name, type) => all.getEntriesByName(name, type),
    createObserver,
    setBufferSize () {},
    mark (name) { measured.set(name, Date.now()) },
    measure (name, from) {
      const startTime = measured.get(from) || start
      const entry = { name, entryType: 'measure', startTime, duration: Date.now() - startTime }
      addEntry(entry)
      return entry
    },
  }
}
