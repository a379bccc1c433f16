// SPDX-License-Identifier: MIT
// The device's status bar and home indicator, drawn only inside a device frame, and the capsule.
import { h, icon } from './dom.js'
import { closeIcon, moreIcon, signalIcon, wifiIcon } from './icons.js'
import { t } from './strings.js'

export function createStatusBar() {
  const clock = h('span.status-clock')
  const tick = () => {
    const now = new Date()
    clock.textContent = now.getHours() + ':' + String(now.getMinutes()).padStart(2, '0')
    setTimeout(tick, 60000 - (now.getTime() % 60000))
  }
  tick()
  const battery = icon(25, ['M3 2h18a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3H3a3 3 0 0 1-3-3V5a3 3 0 0 1 3-3zm0 1.200A1.800 1.800 0 0 0 1.200 5v6A1.800 1.800 0 0 0 3 12.800h18a1.800 1.800 0 0 0 1.800-1.800V5A1.800 1.800 0 0 0 21 3.200z',
    'M3.500 4.500h15a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1v-5a1 1 0 0 1 1-1z', 'M25.200 6v4a2.200 2.200 0 0 0 0-4z'], { viewBox: '0 0 27 16' })
  return h('div.status-bar', { ariaHidden: 'true' }, clock, h('span.status-icons', {}, signalIcon(), wifiIcon(), battery))
}

export function createHomeIndicator() {
  return h('div.home-indicator', { ariaHidden: 'true' })
}

/** @param {{onMore: function(), onClose: function()}} handlers */
export function createCapsule(handlers) {
  return h('div.capsule', { role: 'group' },
    h('button', { ariaLabel: t('more'), onclick: handlers.onMore }, moreIcon()),
    h('i'),
    h('button', { ariaLabel: t('close'), onclick: handlers.onClose }, closeIcon()))
}
