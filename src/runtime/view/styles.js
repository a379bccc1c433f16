// SPDX-License-Identifier: MIT
// The program's style sheets, in <style> elements: their url()s are relative to the document's base.

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
    if (element.textContent !== text) element.textContent = text
    document.head.appendChild(element)
  }
  for (const element of present.values()) element.remove()
}
