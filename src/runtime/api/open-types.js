// SPDX-License-Identifier: MIT
// What the host app does when somebody taps a <button open-type="…">.
import { register } from './index.js'
import { resolveUrl } from './urls.js'
import { askConsent, showContact, showFeedback, showShare } from '../shell/open-type-sheets.js'
import { showNickname } from '../shell/nickname-bar.js'
import { t } from '../shell/strings.js'
import { showToast } from '../shell/toast.js'

const ask = (shell, name, args) => shell.logic.call({ type: 'ask', name, args })

async function viaWx(shell, api, options) {
  return ask(shell, 'wx', { api, options })
}

/** A card for a chat, as the page's onShareAppMessage describes it. */
async function share({ node, from = 'button' }, { shell, pageId }) {
  const card = await ask(shell, 'share', { pageId, node, from })
  if (!card) {
    showToast({ title: t('cannotShare'), icon: 'none' })
    return null
  }
  const imageUrl = card.imageUrl && resolveUrl(card.imageUrl, shell)
  await showShare({ ...card, imageUrl, name: shell.app?.name || t('miniProgram') })
  return card
}

// Real numbers are known to the real host app only; in the simulator the answer has the right form.
async function phoneNumber(type, { shell }) {
  if (!shell.metrics.embedded) throw new Error('fail not supported in a preview')
  const allowed = await askConsent({
    title: t('phoneTitle', shell.app?.name || t('miniProgram')), text: t('phoneText'), choice: '138****0000',
  })
  if (!allowed) throw new Error('fail user deny')
  const code = `simulator-${Date.now().toString(36)}`
  const answer = { errMsg: `${type}:ok`, code }
  return type === 'getPhoneNumber' ? { ...answer, encryptedData: '', iv: '', cloudID: '' } : answer
}

const TYPES = {
  share,
  getPhoneNumber: (args, context) => phoneNumber('getPhoneNumber', context),
  getRealtimePhoneNumber: (args, context) => phoneNumber('getRealtimePhoneNumber', context),
  getUserInfo: ({ lang }, { shell }) => viaWx(shell, 'getUserInfo', { withCredentials: true, lang }),
  async chooseAvatar(args, { shell }) {
    const { tempFilePaths } = await viaWx(shell, 'chooseImage', { count: 1, sizeType: ['compressed'] })
    return { avatarUrl: tempFilePaths[0] }
  },
  async contact({ sendMessagePath, sendMessageTitle, sendMessageImg, showMessageCard, sessionFrom }, { shell }) {
    const opened = await showContact({
      name: shell.app?.name || t('miniProgram'), from: sessionFrom,
      card: showMessageCard && { title: sendMessageTitle, image: sendMessageImg && resolveUrl(sendMessageImg, shell) },
    })
    const [path, search = ''] = String(opened ? sendMessagePath : '').split('?')
    return { errMsg: 'enterContact:ok', path, query: Object.fromEntries(new URL('?' + search, shell.base).searchParams) }
  },
  feedback: (args, { shell }) => showFeedback(shell.app?.name || t('miniProgram')),
  async openSetting(args, { shell }) {
    return { errMsg: 'openSetting:ok', ...await viaWx(shell, 'openSetting', {}) }
  },
  async agreePrivacyAuthorization(args, { shell }) {
    await ask(shell, 'privacyAgreed', {})
    return { errMsg: 'agreePrivacyAuthorization:ok' }
  },
}

register('openType', (args, context) => {
  const run = Object.hasOwn(TYPES, args.type) ? TYPES[args.type] : null
  if (!run || !context.fromView) throw new Error('fail not supported in simulator')
  return run(args, context)
})

// The keyboard offers the person's own name to <input type="nickname">.
let offer = null

register('offerNickname', async (_args, { shell }) => {
  offer?.close()
  const { userInfo } = await viaWx(shell, 'getUserInfo', {}).catch(() => ({}))
  offer = showNickname(userInfo?.nickName || t('simulatorUser'))
  return { nickName: await offer.chosen }
})
register('withdrawNickname', () => { offer?.close() })
