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
  dragWithMouse(strip)
  document.body.append(element)
  strip.scrollTo({ left: start * strip.clientWidth, behavior: 'instant' })
  showCount()
  requestAnimationFrame(() => element.classList.add('shown'))
  element.focus()
}

/** A finger scrolls by itself; a mouse has to be helped. The click that ends a drag does not close. */
function dragWithMouse(strip) {
  let from = null
  strip.addEventListener('pointerdown', (event) => {
    if (event.pointerType !== 'mouse' || event.button !== 0) return
    from = { x: event.clientX, left: strip.scrollLeft, index: Math.round(strip.scrollLeft / Math.max(1, strip.clientWidth)), moved: false }
  })
  strip.addEventListener('pointermove', (event) => {
    if (!from || !(event.buttons & 1)) return
    const distance = event.clientX - from.x
    if (Math.abs(distance) > 5) from.moved = true
    if (!from.moved) return
    strip.classList.add('dragged')
    strip.scrollLeft = from.left - distance
  })
  strip.addEventListener('click', (event) => {
    const drag = from
    from = null
    if (!drag || !drag.moved) return
    event.stopPropagation()
    const distance = event.clientX - drag.x
    const step = Math.abs(distance) > 40 ? -Math.sign(distance) : 0
    strip.classList.remove('dragged')
    strip.scrollTo({ left: (drag.index + step) * strip.clientWidth, behavior: 'smooth' })
  }, true)
  strip.addEventListener('dragstart', (event) => event.preventDefault())
}

function createSlide(url, index, count) {
  return h('div.viewer-slide', {}, h('img', { src: url, alt: t('picture', index + 1, count) }))
}
