// SPDX-License-Identifier: MIT
// How high a phone's keyboard stands over the program: told to the page that is typed into, and to wx.onKeyboardHeightChange.

// About as long as a keyboard takes to come up, in ms.
const DURATION = 250
// Smaller changes are the browser's own bars.
const LEAST = 80

/** @param {object} shell */
export function watchKeyboard(shell) {
  const viewport = window.visualViewport
  if (!viewport || shell.metrics.embedded) return
  let height = 0
  viewport.addEventListener('resize', () => {
    const covered = Math.round(window.innerHeight - viewport.height * viewport.scale)
    const now = covered > LEAST ? covered : 0
    if (now === height) return
    height = now
    shell.pages.current?.post({ type: 'keyboard', height, duration: DURATION })
    shell.logic.post({ type: 'event', name: 'keyboardHeightChange', detail: { height, duration: DURATION } })
  })
}
