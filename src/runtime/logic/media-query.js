// SPDX-License-Identifier: MIT
// createMediaQueryObserver: tells when the page begins or ends to have a size.
import { pageOfContext } from './instance.js'
import { program } from './program.js'
import { safely } from './errors.js'

const observers = new WeakMap()

function matches (query, { windowWidth, windowHeight }) {
  const { minWidth, maxWidth, width, minHeight, maxHeight, height, orientation } = query
  const within = (value, min, max, exact) => (min === undefined || value >= min) && (max === undefined || value <= max) && (exact === undefined || value === exact)
  return within(windowWidth, minWidth, maxWidth, width) && within(windowHeight, minHeight, maxHeight, height) &&
    (!orientation || orientation === (windowWidth > windowHeight ? 'landscape' : 'portrait'))
}

class MediaQueryObserver {
  constructor (owner) {
    this.page = owner && owner._$ ? pageOfContext.get(owner._$.getBackendContext()) : null
    this.queries = []
  }

  observe (query, callback) {
    if (!this.page || typeof callback !== 'function') return
    if (!observers.has(this.page)) observers.set(this.page, new Set())
    observers.get(this.page).add(this)
    const entry = { query: query || {}, callback, last: undefined }
    this.queries.push(entry)
    Promise.resolve().then(() => this.look(entry))
  }

  look (entry) {
    const { width, height } = program.window
    const now = matches(entry.query, this.page.size || { windowWidth: width, windowHeight: height })
    if (now === entry.last || !this.queries.includes(entry)) return
    entry.last = now
    safely(() => entry.callback({ matches: now }))
  }

  disconnect () {
    this.queries = []
    const set = observers.get(this.page)
    if (set) set.delete(this)
  }
}

export const createMediaQueryObserver = (owner) => new MediaQueryObserver(owner)

/** Called when a page's size is known or changes. */
export function pageSized (page) {
  for (const observer of observers.get(page) || []) for (const entry of observer.queries) observer.look(entry)
}
