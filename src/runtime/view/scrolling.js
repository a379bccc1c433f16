// SPDX-License-Identifier: MIT
// The page's own scrolling: onPageScroll, onReachBottom, and what the shell needs for its bars.

let waiting = false
let last = -1
let atBottom = false

/** Called when the logic layer has dealt with a scroll message. */
export function scrollDone () {
  waiting = false
}

/**
 * @param {{logic: MessagePort, shell: MessagePort, bottomDistance: number}} page
 */
export function bindScrolling (page) {
  const check = () => {
    const box = document.scrollingElement
    const top = box.scrollTop
    if (top === last) return
    last = top
    page.shell.postMessage({ type: 'scroll', top })
    if (!waiting) {
      waiting = true
      page.logic.postMessage({ type: 'scroll', scrollTop: top })
    }
    const bottom = top + innerHeight >= box.scrollHeight - page.bottomDistance
    if (bottom && !atBottom) page.logic.postMessage({ type: 'reachBottom' })
    atBottom = bottom
  }
  let scheduled = false
  addEventListener('scroll', () => {
    if (scheduled) return
    scheduled = true
    requestAnimationFrame(() => { scheduled = false; check() })
  }, { passive: true })
}

/** The page, and each list that asks for it, goes to its top. */
export function backToTop (document) {
  for (const node of [document.scrollingElement, ...document.querySelectorAll('wx-scroll-view[enable-back-to-top]')]) {
    node.scrollTo({ top: 0, behavior: 'smooth' })
  }
}
