// SPDX-License-Identifier: MIT
// Selectors of queries: as the framework reads them, but ids may also begin with a digit or hold other characters, as in real programs.
import { ParsedSelector } from 'glass-easel'

const SEGMENT = /^(#[^\s.#>,]+|)((?:\.[^\s.#>,]+)+|)$/

ParsedSelector._$parseSegment = (text, relation) => {
  const found = SEGMENT.exec(text)
  if (!found || !text) return null
  return { id: found[1].slice(1), classes: found[2].split('.').slice(1), relation }
}

/**
 * Finds nodes of a page's or component's template.
 *
 * @param {import('glass-easel').ShadowRoot} root
 * @param {string} selector
 * @param {boolean} single
 * @returns {import('glass-easel').Element[]}
 */
export function findNodes (root, selector, single) {
  const parsed = new ParsedSelector(String(selector))
  if (parsed.isEmpty()) return []
  const found = parsed.query(root, single)
  if (single) return found ? [found] : []
  return found || []
}
