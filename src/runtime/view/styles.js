// SPDX-License-Identifier: MIT
// The program's style sheets, in <style> elements: their url()s are relative to the document's base.

const DARK = /\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)/gi
const YES = '(min-width: 0)'
const NO = '(max-width: 0)'

let theme = 'light'

const INSET = /(?:env|constant)\(\s*safe-area-inset-(top|right|bottom|left)\s*(?:,[^()]*)?\)/gi

const inset = (all, side) => (/top|bottom/i.test(side) ? `var(--hub-inset-${side.toLowerCase()})` : '0px')

// A frame knows neither which colour scheme to prefer nor what the device's edges cover: both are answered in the sheet.
const themed = (text) => text
  .replace(DARK, (all, wanted) => (wanted.toLowerCase() === theme ? YES : NO))
  .replace(INSET, inset)

/** Shows the page in another theme. */
export function setStyleTheme (document, name) {
  theme = name
  for (const element of document.head.querySelectorAll('style[data-sheet]')) write(element, element.hubText)
}

function write (element, text) {
  element.hubText = text
  const shown = themed(text)
  if (element.textContent !== shown) element.textContent = shown
}

/**
 * Puts the sheets in order, changing only what changed.
 *
 * @param {Document} document
 * @param {{path: string, text: string}[]} sheets
 */
export function setStyles (document, sheets) {
  const present = new Map()
  for (const element of document.head.querySelectorAll('style[data-sheet]')) present.set(element.dataset.sheet, element)
  for (const { path, text } of sheets) {
    const element = present.get(path) || document.createElement('style')
    present.delete(path)
    element.dataset.sheet = path
    write(element, text)
    document.head.appendChild(element)
  }
  for (const element of present.values()) element.remove()
}
