// SPDX-License-Identifier: MIT
// <text>: its words are plain text nodes, so it only has to follow two attributes.

const ENTITIES = { nbsp: '\u00a0', lt: '<', gt: '>', amp: '&', apos: '\'', ensp: '\u2002', emsp: '\u2003' }
const SPACES = { ensp: '\u2002', emsp: '\u2003', nbsp: '\u00a0' }

export class TextElement extends HTMLElement {
  static observedAttributes = ['decode', 'space']

  attributeChangedCallback() {
    if (!this.observer) {
      this.observer = new MutationObserver(() => this.rewrite())
      this.observer.observe(this, { childList: true, characterData: true, subtree: true })
    }
    this.rewrite()
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
