// SPDX-License-Identifier: MIT
// wx.previewImage: pictures over everything, side by side, with zoom by double tap.
import { h } from './dom.js'
import { t } from './strings.js'

/** @param {string[]} urls absolute @param {number} start which to show first */
export function openViewer(urls, start) {
  const counter = h('div.viewer-counter', { role: 'status' })
  const strip = h('div.viewer-strip', {}, ...urls.map((url, index) => createSlide(url, index, urls.length)))
  const close = () => {
    element.classList.remove('shown')
    setTimeout(() => element.remove(), 200)
  }
  const showCount = () => {
    const index = Math.round(strip.scrollLeft / Math.max(1, strip.clientWidth))
    counter.textContent = `${index + 1} / ${urls.length}`
    counter.hidden = urls.length < 2
  }
  let timer = 0
  const element = h('div.viewer', {
    role: 'dialog',
    ariaModal: 'true',
    ariaLabel: t('picture', start + 1, urls.length),
    tabIndex: -1,
    onkeydown: (event) => {
      if (event.key === 'Escape') close()
      if (event.key === 'ArrowRight') strip.scrollBy({ left: strip.clientWidth, behavior: 'smooth' })
      if (event.key === 'ArrowLeft') strip.scrollBy({ left: -strip.clientWidth, behavior: 'smooth' })
    },
    onclick: (event) => {
      if (event.detail > 1) {
        clearTimeout(timer)
        event.target.classList.toggle('zoomed')
      } else {
        timer = setTimeout(close, 220)
      }
    },
  }, strip, counter)
  strip.addEventListener('scroll', showCount, { passive: true })
  document.body.append(element)
  strip.scrollTo({ left: start * strip.clientWidth, behavior: 'instant' })
  showCount()
  requestAnimationFrame(() => element.classList.add('shown'))
  element.focus()
}

function createSlide(url, index, count) {
  return h('div.viewer-slide', {}, h('img', { src: url, alt: t('picture', index + 1, count) }))
}
