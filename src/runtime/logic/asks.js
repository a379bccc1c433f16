// SPDX-License-Identifier: MIT
// What the shell asks of the logic layer by name (`{type: "ask", id, name, args}`, answered by `result`), because only the
// program's own code can say.
import { describe } from './events.js'
import { program } from './program.js'
import * as router from './router.js'
import { wx } from './wx/index.js'
import { agreePrivacy } from './wx/settings.js'

// A page may answer a share with a promise; WeChat waits this many milliseconds for it.
const PROMISE_LIMIT = 3000

const handlers = new Map()

/** @param {(args: object) => unknown} handler gives a value that can be cloned, or a promise of one */
export const registerAsk = (name, handler) => { handlers.set(name, handler) }

export async function answerAsk ({ name, args }) {
  const handler = handlers.get(name)
  if (!handler) throw new Error(`fail nobody answers ${name}`)
  return handler(args || {})
}

// As they were before the program could change any of them.
const own = { ...wx }

registerAsk('wx', async ({ api, options }) => {
  if (typeof own[api] !== 'function') throw new Error('fail not supported in simulator')
  try {
    return await own[api](options)
  } catch (error) {
    throw new Error(String((error && (error.errMsg || error.message)) || error).replace(/^\w+:/, ''))
  }
})

const later = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds) })

/**
 * The card of a page for a chat: what its onShareAppMessage says, or the page itself where it says nothing.
 *
 * @returns {Promise<?{title: string, path: string, imageUrl: string}>} null if the page cannot be shared
 */
registerAsk('share', async ({ pageId, node, from }) => {
  const page = router.pageById(pageId)
  if (!page || !page.has('onShareAppMessage')) return null
  const element = node && page.context.elements.get(node)
  const told = page.call('onShareAppMessage', { from, target: element ? describe(element) : undefined, webViewUrl: undefined }) || {}
  const promised = told.promise && typeof told.promise.then === 'function'
    ? await Promise.race([told.promise, later(PROMISE_LIMIT)]).catch(() => null) : null
  const { title, path, imageUrl } = { ...told, ...promised }
  const query = page.query ? `?${page.query}` : ''
  return {
    title: String(title || program.config.name || ''), path: String(path || `/${page.path}${query}`).replace(/^(?!\/)/, '/'), imageUrl: imageUrl ? String(imageUrl) : '',
  }
})

// A tap on <button open-type="agreePrivacyAuthorization">; what wx.onNeedPrivacyAuthorization waits for is settled by the program.
registerAsk('privacyAgreed', () => { agreePrivacy() })
