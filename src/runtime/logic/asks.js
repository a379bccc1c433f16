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

const pathOf = (page) => `/${page.path}${page.query ? `?${page.query}` : ''}`

/** What a share function of a page answered, with what its promise adds. */
async function told (page, name, argument) {
  const answer = page.call(name, argument) || {}
  const promised = answer.promise && typeof answer.promise.then === 'function'
    ? await Promise.race([answer.promise, later(PROMISE_LIMIT)]).catch(() => null) : null
  return { ...answer, ...promised }
}

/** The card: what the program says, or the page itself where it says nothing. */
const card = ({ title, path, imageUrl }, page) => ({
  title: String(title || program.config.name || ''), path: String(path || pathOf(page)).replace(/^(?!\/)/, '/'), imageUrl: imageUrl ? String(imageUrl) : '',
})

/**
 * The card of a page for a chat.
 *
 * @returns {Promise<?{title: string, path: string, imageUrl: string}>} null if the page cannot be shared
 */
async function shareCard ({ pageId, node, from }) {
  const page = router.pageById(pageId)
  if (!page || !page.has('onShareAppMessage')) return null
  const element = node && page.context.elements.get(node)
  return card(await told(page, 'onShareAppMessage', { from, target: element ? describe(element) : undefined, webViewUrl: undefined }), page)
}

registerAsk('share', shareCard)

registerAsk('shareHooks', ({ pageId }) => {
  const page = router.pageById(pageId)
  return page ? { known: true, shareAppMessage: page.has('onShareAppMessage'), shareTimeline: page.has('onShareTimeline') } : {}
})

// The timeline and favourites keep the page; the program may change its query.
const WITH_QUERY = { shareTimeline: 'onShareTimeline', addToFavorites: 'onAddToFavorites' }

registerAsk('shareFromMenu', async ({ pageId, kind }) => {
  const page = router.pageById(pageId)
  if (!page || !Object.hasOwn(WITH_QUERY, kind)) return shareCard({ pageId, from: 'menu' })
  const { title, query, imageUrl } = await told(page, WITH_QUERY[kind], { webviewUrl: undefined })
  return card({ title, imageUrl, path: query === undefined ? '' : `/${page.path}${query ? `?${query}` : ''}` }, page)
})

// A tap on <button open-type="agreePrivacyAuthorization">; what wx.onNeedPrivacyAuthorization waits for is settled by the program.
registerAsk('privacyAgreed', () => { agreePrivacy() })
