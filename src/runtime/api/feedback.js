// SPDX-License-Identifier: MIT
// Toasts, loading boxes, dialogs.
import { register } from './index.js'
import { resolveUrl } from './urls.js'
import { hideToast, showToast } from '../shell/toast.js'
import { askActionSheet, askModal } from '../shell/dialogs.js'

register('showToast', ({ title = '', icon, image, duration, mask }, { shell }) => {
  showToast({ title: String(title), icon, image: image && resolveUrl(image, shell), duration: Number(duration) || 1500, mask })
})

register('showLoading', ({ title = '', mask }) => {
  showToast({ title: String(title), icon: 'loading', loading: true, mask })
})

// Both hide whatever is shown, unless the program says `noConflict`.
register('hideToast', ({ noConflict }) => hideToast({ only: noConflict ? 'toast' : '' }))
register('hideLoading', ({ noConflict }) => hideToast({ only: noConflict ? 'loading' : '' }))

register('showModal', (options) => askModal(options))

register('showActionSheet', async (options) => {
  const tapIndex = await askActionSheet(options)
  if (tapIndex < 0) throw new Error('fail cancel')
  return { tapIndex }
})
