// SPDX-License-Identifier: MIT
// Every built-in component, defined in the page's window.

/** @param {Window} window */
export function defineComponents (window) {
  return window
}
