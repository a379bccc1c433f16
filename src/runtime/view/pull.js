// SPDX-License-Identifier: MIT
// Pulling the page down at its top, for pages that enable it. The shell draws the dots and decides what is far enough.

/** @param {MessagePort} shell */
export function bindPull (shell) {
  let startY = null
  let distance = 0
  const y = (event) => (event.touches && event.touches.length ? event.touches[0].clientY : event.clientY)
  const begin = (event) => { startY = document.scrollingElement.scrollTop <= 0 ? y(event) : null; distance = 0 }
  const move = (event) => {
    if (startY === null) return
    const delta = y(event) - startY
    if (delta <= 0 && distance === 0) return
    distance = Math.max(0, delta)
    if (distance > 10 && event.cancelable && event.type === 'touchmove') event.preventDefault()
    shell.postMessage({ type: 'pull', state: 'move', distance })
  }
  const end = (event) => {
    if (startY !== null && distance > 0) shell.postMessage({ type: 'pull', state: event.type === 'touchcancel' ? 'cancel' : 'release', distance })
    startY = null
  }
  addEventListener('touchstart', begin, { passive: true })
  addEventListener('touchmove', move, { passive: false })
  addEventListener('touchend', end)
  addEventListener('touchcancel', end)
  addEventListener('mousedown', begin)
  addEventListener('mousemove', (event) => { if (event.buttons & 1) move(event) })
  addEventListener('mouseup', end)
}
