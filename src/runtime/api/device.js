// SPDX-License-Identifier: MIT
// Small things a device does.
import { register } from './index.js'
import { showToast } from '../shell/toast.js'

register('vibrateShort', () => { navigator.vibrate?.(15) })
register('vibrateLong', () => { navigator.vibrate?.(400) })

register('makePhoneCall', ({ phoneNumber }, { shell }) => {
  if (!phoneNumber) throw new Error('fail parameter error: phoneNumber is missing')
  if (shell.metrics.embedded) showToast({ title: String(phoneNumber), icon: 'none', duration: 2500 })
  else window.open('tel:' + encodeURIComponent(phoneNumber))
})

register('setKeepScreenOn', () => ({}))
register('showShareMenu', () => ({}))
register('hideShareMenu', () => ({}))
register('updateShareMenu', () => ({}))
register('exitMiniProgram', (_args, { shell }) => shell.closeProgram())
register('hideKeyboard', () => { document.activeElement?.blur?.() })
