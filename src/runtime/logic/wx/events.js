// SPDX-License-Identifier: MIT
// wx.onX and wx.offX of what the shell or the logic layer announces by name.
import { Listeners } from './base.js'

const announced = new Map()

/** The listeners of one event, by its name without "on", in any case. */
export function listenersOf (name) {
  const key = name.toLowerCase()
  if (!announced.has(key)) announced.set(key, new Listeners())
  return announced.get(key)
}

/** Calls the listeners: for the shell's `event` messages, or from within. */
export const announce = (name, detail) => listenersOf(name).emit(detail)

/** The `onNAME` and `offNAME` functions of some events, to register. */
export function eventPairs (names) {
  const members = {}
  for (const name of names) {
    members[`on${name}`] = listenersOf(name).on
    members[`off${name}`] = listenersOf(name).off
  }
  return members
}
