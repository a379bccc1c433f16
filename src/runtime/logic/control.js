// SPDX-License-Identifier: MIT
// The wire to the shell.
import { loadableArguments } from './files/store.js'
import { natives } from './natives.js'

const waiting = new Map()
let calls = 0

/** Sends the shell a message. */
export const tell = (message, transfer) => natives.post(message, transfer || [])

/** Has the shell carry out an API. Rejects with an Error whose message starts with "fail". */
export function invoke (name, given, pageId) {
  const args = loadableArguments(given)
  return new Promise((resolve, reject) => {
    calls += 1
    waiting.set(calls, { resolve, reject })
    try {
      tell({ type: 'invoke', id: calls, name, args, pageId })
    } catch {
      // Something that cannot be cloned, such as a function among the arguments.
      tell({ type: 'invoke', id: calls, name, args: JSON.parse(JSON.stringify(args || {})), pageId })
    }
  })
}

/** Called with the shell's answer. */
export function answer ({ id, ok, result, errMsg }) {
  const call = waiting.get(id)
  if (!call) return
  waiting.delete(id)
  if (ok) call.resolve(result)
  else call.reject(new Error(String(errMsg || 'fail').startsWith('fail') ? errMsg || 'fail' : `fail ${errMsg}`))
}
