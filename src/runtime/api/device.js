// SPDX-License-Identifier: MIT
// Small things a device does.
import { register } from './index.js'
import { h } from '../shell/dom.js'
import { askHost } from '../shell/host.js'
import { t } from '../shell/strings.js'
import { showToast } from '../shell/toast.js'

register('vibrateShort', () => { navigator.vibrate?.(15) })
register('vibrateLong', () => { navigator.vibrate?.(400) })

// ---- clipboard: the host's, or the browser's own, as far as it lets a page

let remembered = ''

function copyByCommand(text) {
  const field = h('textarea', { value: text, ariaHidden: 'true', style: { position: 'fixed', opacity: '0' } })
  const former = document.activeElement
  document.body.append(field)
  field.select()
  document.execCommand('copy')
  field.remove()
  former?.focus?.({ preventScroll: true })
}

register('setClipboardData', async ({ data }) => {
  remembered = data
  try {
    await askHost('clipboard/set', { data })
  } catch {
    await Promise.resolve(navigator.clipboard?.writeText(data)).catch(() => copyByCommand(data))
  }
  showToast({ title: t('copied'), icon: 'success' })
})

register('getClipboardData', async () => {
  try {
    const result = await askHost('clipboard/get', {})
    return { data: typeof result === 'string' ? result : String(result?.data ?? '') }
  } catch {
    // A browser asks the person, or refuses; what the program copied itself is known.
    return { data: remembered }
  }
})

// ---- screen

let lock = null

register('setKeepScreenOn', async ({ keepScreenOn }) => {
  await lock?.release?.().catch(() => {})
  lock = null
  if (keepScreenOn) lock = await navigator.wakeLock?.request('screen').catch(() => null)
})

const dimmer = h('div.screen-dimmer', { hidden: true, ariaHidden: 'true' })

register('setScreenBrightness', ({ value }) => {
  dimmer.hidden = value >= 0.6
  dimmer.style.opacity = String((0.6 - value) * 0.9)
  if (!dimmer.isConnected) document.body.append(dimmer)
})

register('getRendererUserAgent', () => ({ userAgent: navigator.userAgent }))

// ---- network: what the browser knows of it

const CELLULAR = { 'slow-2g': '2g', '2g': '2g', '3g': '3g', '4g': '4g' }

/** The kind of network, as far as the browser tells; a desk's cable counts as Wi-Fi. */
function networkState() {
  const { connection } = navigator
  const type = connection?.type === 'cellular' ? CELLULAR[connection.effectiveType] ?? '4g' : 'wifi'
  return { networkType: navigator.onLine ? type : 'none', isConnected: navigator.onLine }
}

register('getNetworkType', () => {
  const { networkType } = networkState()
  return { networkType, signalStrength: networkType === 'none' ? 0 : 100, hasSystemProxy: false, weakNet: false }
})

/** Tells the program when the network goes or comes. */
export function watchNetwork(shell) {
  for (const event of ['online', 'offline']) {
    window.addEventListener(event, () => shell.logic.post({ type: 'event', name: 'networkStatusChange', detail: networkState() }))
  }
}
