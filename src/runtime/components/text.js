// SPDX-License-Identifier: MIT
// <text>: its words are plain text nodes, so it only has to follow two attributes.

const ENTITIES = { nbsp: '\u00a0', lt: '<', gt: '>', amp: '&', apos: '\'', ensp: '\u2002', emsp: '\u2003' }
const SPACES = { ensp: '\u2002', emsp: '\u2003', nbsp: '\u00a0' }

export class TextElement extends HTMLElement {
  static observedAttributes = ['decode', 'space', 'max-lines']

  attributeChangedCallback(name) {
    if (name === 'max-lines') {
      this.hubStyled()
      return
    }
    if (!this.observer) {
      this.observer = new MutationObserver(() => this.rewrite())
      this.observer.observe(this, { childList: true, characterData: true, subtree: true })
    }
    this.rewrite()
  }

  /** The number of lines stands in a property of the node's style, which the program may replace. */
  hubStyled() {
    const lines = parseInt(this.getAttribute('max-lines'), 10)
    if (lines > 0) this.style.setProperty('--hub-lines', lines)
  }

  rewrite() {
    const space = SPACES[this.getAttribute('space')]
    const decode = this.hasAttribute('decode') && this.getAttribute('decode') !== 'false'
    for (const node of this.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE) continue
      let text = node.nodeValue
      if (decode) text = text.replace(/&(\w+);/g, (all, name) => ENTITIES[name] ?? all)
      if (space) text = text.replaceAll(' ', space)
      if (text !== node.nodeValue) node.nodeValue = text
    }
  }
}
