// SPDX-License-Identifier: MIT
// wx.getUpdateManager(): the host looks for a newer version while the program runs, and says how far it is.
//
// 'checking' → 'none', or 'found' → 'ready' or 'failed'. A host that updates nothing, because it runs a build of the developer's own,
// says nothing: that is 'none'.
import { invoke } from '../control.js'
import { program } from '../program.js'
import { callBack, Listeners } from './base.js'
import { listenersOf } from './events.js'

const STATES = ['checking', 'none', 'found', 'ready', 'failed']
const checked = new Listeners()
const ready = new Listeners()
const failed = new Listeners()
const now = () => program.update || 'none'
let takesCare = false

listenersOf('hubUpdate').on(({ state }) => {
  const before = now()
  if (state === before || !STATES.includes(state)) return
  program.update = state
  if (state === 'none' && before === 'checking') checked.emit({ hasUpdate: false })
  // A version may have come after the first check, while the program is open.
  if (['found', 'ready', 'failed'].includes(state) && before !== 'found') checked.emit({ hasUpdate: true })
  if (state === 'ready') ready.emit({})
  if (state === 'failed') failed.emit({})
})

/** Who asks late hears what is known already, after the code that asks. */
function listen (listeners, listener, known) {
  listeners.on(listener)
  if (known) setTimeout(() => callBack(listener, known), 0)
}

const manager = {
  onCheckForUpdate (listener) {
    listen(checked, listener, now() !== 'checking' && { hasUpdate: now() !== 'none' })
  },
  onUpdateReady (listener) {
    listen(ready, listener, now() === 'ready' && {})
    // The program asks the person itself: the host's own offer would be a second one.
    if (!takesCare && typeof listener === 'function') invoke('hubUpdate', { action: 'listens' }, 0).catch(() => {})
    takesCare = takesCare || typeof listener === 'function'
  },
  onUpdateFailed (listener) {
    listen(failed, listener, now() === 'failed' && {})
  },
  applyUpdate () {
    if (now() !== 'ready') throw new Error('applyUpdate:fail update is not ready')
    invoke('hubUpdate', { action: 'apply' }, 0).catch(() => {})
  },
}

export const updateManager = () => manager
