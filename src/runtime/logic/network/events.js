// SPDX-License-Identifier: MIT
// What the host tells while requests and sockets are open: one question at a time, which the host answers when something happened.
import { report } from '../errors.js'
import { callHost } from '../host.js'
import { natives } from '../natives.js'

const MOST_FAILURES = 3
const PAUSE = 300

const watchers = new Map()
let polling = false
let count = 0

/** A number for a request or a socket. */
export function nextId () {
  count += 1
  return count
}

function hand (events) {
  for (const event of events) {
    const watcher = watchers.get(event.id)
    try {
      if (watcher) watcher(event)
    } catch (error) {
      report(error, 'run')
    }
  }
}

async function poll () {
  if (polling) return
  polling = true
  let failures = 0
  while (watchers.size && failures < MOST_FAILURES) {
    try {
      hand((await callHost('network/events', {})).events)
      failures = 0
    } catch {
      failures += 1
      await new Promise((resolve) => { natives.setTimeout(resolve, PAUSE) })
    }
  }
  polling = false
}

/** Calls `watcher` with each event of that number, until unwatch(). */
export function watch (id, watcher) {
  watchers.set(id, watcher)
  poll()
}

export const unwatch = (id) => watchers.delete(id)
