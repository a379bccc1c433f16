// SPDX-License-Identifier: MIT
// Log managers write to the console, where a developer looks; reports go nowhere.
import { describe, say } from '../console.js'
import { asyncApi } from './base.js'

const text = (args) => args.map((value) => describe(value, 0, new Set())).join(' ')
const line = (level, prefix) => (...args) => say(level, `[${prefix}] ${text(args)}`)

const logManager = () => ({ log: line('log', 'log'), info: line('info', 'log'), warn: line('warn', 'log'), debug: line('debug', 'log') })

function realtimeManager () {
  let filter = []
  const prefixed = (level, tag) => (...args) => say(level, `[realtime log${tag ? ` ${tag}` : ''}${filter.length ? ` · ${filter.join(' ')}` : ''}] ${text(args)}`)
  const levels = (tag) => ({ info: prefixed('info', tag), warn: prefixed('warn', tag), error: prefixed('error', tag) })
  return {
    ...levels(''),
    debug: prefixed('debug', ''),
    setFilterMsg (message) { filter = [String(message)] },
    addFilterMsg (message) { filter.push(String(message)) },
    in (page) { return levels(page && page.route) },
    tag: (name) => ({ ...levels(name), setFilterMsg () {}, addFilterMsg () {} }),
    getCurrentState: () => ({ size: 0, maxSize: 5120, logCount: 0, maxLogCount: 200 }),
  }
}

let realtime = null

export const logging = {
  getLogManager: logManager,
  getRealtimeLogManager: () => { realtime = realtime || realtimeManager(); return realtime },
}

/** Accepted, and sent nowhere. */
export const reports = {
  setEnableDebug: asyncApi('setEnableDebug', () => {}),
  reportAnalytics () {},
  reportEvent () {},
  reportMonitor () {},
  reportPerformance () {},
  getExptInfoSync: () => ({}),
  getCommonConfig: asyncApi('getCommonConfig', () => ({ conf: '{}' })),
}
