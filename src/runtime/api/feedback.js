// SPDX-License-Identifier: MIT
// Toasts, loading boxes, dialogs.
import { register } from './index.js'
import { resolveUrl } from './urls.js'
import { hideToast, showToast } from '../shell/toast.js'
import { askActionSheet, askModal } from '../shell/dialogs.js'

const MOST_ACTIONS = 6

register('showToast', ({ title = '', icon, image, duration, mask }, { shell }) => {
  showToast({ title: String(title), icon, image: image && resolveUrl(image, shell), duration: Number(duration) || 1500, mask })
})

register('showLoading', ({ title = '', mask }) => {
  showToast({ title: String(title), icon: 'loading', loading: true, mask })
})

register('hideToast', () => hideToast())
register('hideLoading', () => hideToast({ loadingOnly: true }))

register('showModal', (options) => askModal(options))

register('showActionSheet', async (options) => {
  const { itemList } = options
  if (!Array.isArray(itemList) || !itemList.length) throw new Error('fail parameter error: itemList should have at least 1 item')
  if (itemList.length > MOST_ACTIONS) throw new Error('fail parameter error: itemList should not be large than 6')
  const tapIndex = await askActionSheet(options)
  if (tapIndex < 0) throw new Error('fail cancel')
  return { tapIndex }
})
