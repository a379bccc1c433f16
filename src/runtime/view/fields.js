// SPDX-License-Identifier: MIT
// The focused field of a page, and fonts that arrive while it runs.

/** The focused node, inside of shadow roots too. */
function focused () {
  let node = document.activeElement
  while (node && node.shadowRoot && node.shadowRoot.activeElement) node = node.shadowRoot.activeElement
  return node && (node.tagName === 'INPUT' || node.tagName === 'TEXTAREA' || node.isContentEditable) ? node : null
}

/** Takes the keyboard away; null if there is none. */
export function blurField () {
  const node = focused()
  if (!node) return null
  node.blur()
  return {}
}

/** Where the cursor is: null without a field. */
export function fieldSelection () {
  const node = focused()
  return node && typeof node.selectionStart === 'number' ? { start: node.selectionStart, end: node.selectionEnd } : null
}

// Names of the program's files, as in style sheets, are relative to its root.
const rooted = (source) => source.replace(/url\(\s*(["']?)(?![a-z][a-z0-9+.-]*:)\/*/gi, (match, quote) => `url(${quote}${new URL('.', document.baseURI).href}`)

/** wx.loadFontFace: the font is there for the whole document, or the reason why not. */
export async function loadFont ({ family, source, desc = {} }) {
  try {
    const text = /^\s*(?:url|local)\(/.test(source) ? source : `url(${JSON.stringify(source)})`
    const face = new FontFace(family.replace(/^["']|["']$/g, ''), rooted(text), { style: desc.style, weight: desc.weight, variant: desc.variant })
    await face.load()
    document.fonts.add(face)
    return { status: 'loaded' }
  } catch (error) {
    return { status: 'error', message: error.message }
  }
}
