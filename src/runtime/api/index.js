// SPDX-License-Identifier: MIT
// The APIs of `wx` that the shell carries out, by name.
const handlers = new Map()

/**
 * @param {string} name
 * @param {function(object, object): *} handler gets arguments and context `{shell, page, pageId, emit}`; what it throws becomes the errMsg
 */
export function register(name, handler) {
  handlers.set(name, handler)
}

/** Runs one; never rejects. */
export async function invoke(name, args, context) {
  const handler = handlers.get(name)
  if (!handler) return { ok: false, errMsg: 'fail not supported in simulator' }
  try {
    return { ok: true, result: await handler(args, context) }
  } catch (error) {
    const text = String(error?.message ?? error)
    return { ok: false, errMsg: text.startsWith('fail') ? text : 'fail ' + text }
  }
}
