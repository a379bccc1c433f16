// SPDX-License-Identifier: MIT
// The one toast or loading box that can be there at a time.
import { h } from './dom.js'
import { errorIcon, spinnerIcon, successIcon } from './icons.js'

const PICTURES = { success: successIcon, error: errorIcon, fail: errorIcon, loading: spinnerIcon, none: () => null }

let shown = null

/** @param {{title: string, icon?: string, image?: string, duration?: number, mask?: boolean, loading?: boolean}} options */
export function showToast({ title, icon = 'success', image, duration = 1500, mask = false, loading = false }) {
  hideToast()
  const picture = image ? h('img', { src: image, alt: '' }) : (PICTURES[icon] ?? PICTURES.success)()
  const box = h('div.toast', { role: 'status' }, picture, h('span', {}, title))
  box.classList.toggle('plain', !picture)
  box.classList.toggle('loading', loading || icon === 'loading')
  const element = h('div.toast-layer', {}, box)
  element.classList.toggle('masked', mask)
  document.body.append(element)
  const timer = loading ? 0 : setTimeout(() => hideToast(), duration)
  shown = { element, timer, loading }
}

/** Takes away what is shown; with `only`, just a `toast` or a `loading` box. */
export function hideToast({ only = '' } = {}) {
  if (!shown || (only && (only === 'loading') !== shown.loading)) return
  clearTimeout(shown.timer)
  shown.element.remove()
  shown = null
}
