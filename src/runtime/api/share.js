// SPDX-License-Identifier: MIT
// What a page lets the capsule's menu share.
import { register } from './index.js'
import { resolveUrl } from './urls.js'
import { h } from '../shell/dom.js'
import { request } from '../shell/request-sheet.js'
import { showShare } from '../shell/open-type-sheets.js'
import { t } from '../shell/strings.js'

const TITLES = { shareAppMessage: 'shareTitle', shareTimeline: 'shareTimeline', addToFavorites: 'addToFavorites' }

/** From the capsule's menu: shows what the page would send, to a chat, to the timeline, or to the person's favourites. */
export async function sharePage(kind, { shell, page }) {
  const card = await shell.logic.call({ type: 'ask', name: 'shareFromMenu', args: { pageId: page.id, kind } })
  if (!card) return
  await showShare({ ...card, heading: t(TITLES[kind]), imageUrl: card.imageUrl && resolveUrl(card.imageUrl, shell), name: shell.app?.name || t('miniProgram') })
}

register('setShareMenu', ({ menus, options }, { page }) => {
  if (!page) throw new Error('fail no page')
  page.shareMenus = { ...page.shareMenus, ...menus }
  page.shareOptions = { ...page.shareOptions, ...options }
})

register('showShareImage', async ({ path }, { shell }) => {
  const done = await request({
    label: t('shareImage'),
    purpose: 'share',
    body: [h('h2', {}, t('shareImage')), h('img.request-picture', { src: resolveUrl(path, shell), alt: '' })],
    buttons: [{ text: t('cancel'), value: false }, { text: t('send'), value: true, strong: true }],
    dismissed: false,
  })
  return { done }
})
