// SPDX-License-Identifier: MIT
// <rich-text>: only known tags and harmless attributes reach the page.
import { HubElement, make, styleText } from './base.js'

const TAGS = new Set(('a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del div dl dt em ' +
  'fieldset font footer h1 h2 h3 h4 h5 h6 header hr i img ins label legend li mark nav ol p pre q rt ruby s section small span strong sub ' +
  'sup table tbody td tfoot th thead tr tt u ul').split(' '))

const ATTRIBUTES = {
  '*': ['class', 'style', 'dir', 'lang', 'title'],
  img: ['alt', 'src', 'height', 'width', 'data-custom'],
  li: ['data-checked'],
  a: [],
  col: ['span', 'width'],
  colgroup: ['span', 'width'],
  ol: ['start', 'type'],
  font: ['color', 'size', 'face'],
  table: ['width', 'border', 'cellpadding', 'cellspacing'],
  td: ['colspan', 'rowspan', 'height', 'width'],
  th: ['colspan', 'rowspan', 'height', 'width'],
  tr: ['colspan', 'rowspan', 'height', 'width'],
}

const DEEPEST = 100
const SPACES = { ensp: '\u2002', emsp: '\u2003', nbsp: '\u00a0' }
const ENTITIES = { nbsp: '\u00a0', lt: '<', gt: '>', amp: '&', quot: '"', apos: '\'', copy: '©', ensp: '\u2002', emsp: '\u2003' }

export class RichTextElement extends HubElement {
  static defaults = { nodes: [], space: '', userSelect: false }

  static reflected = ['userSelect']

  build() {
    this.content = make('div')
    this.append(this.content)
  }

  changed(name) {
    const { nodes, space } = this.hubProps
    if (name !== 'nodes' && (name !== 'space' || space === this.spaced)) return
    this.spaced = space
    const list = typeof nodes === 'string' ? fromHtml(nodes) : Array.isArray(nodes) ? nodes : []
    this.content.replaceChildren(...list.map((node) => this.create(node, 0)).filter(Boolean))
  }

  create(node, depth) {
    if (!node || depth > DEEPEST) return null
    // A text may say its type, or only what it says.
    if (node.type === 'text' || (node.name === undefined && node.text !== undefined)) return document.createTextNode(this.text(String(node.text ?? '')))
    const name = String(node.name ?? '').toLowerCase()
    if (!TAGS.has(name)) return null
    const element = document.createElement(name)
    for (const [key, value] of Object.entries(node.attrs ?? {})) setAttribute(element, name, key.toLowerCase(), String(value))
    for (const child of Array.isArray(node.children) ? node.children : []) {
      const made = this.create(child, depth + 1)
      if (made) element.append(made)
    }
    return element
  }

  text(text) {
    const plain = text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (all, decimal, hex, name) => {
      if (name) return ENTITIES[name] ?? all
      const code = decimal ? Number(decimal) : parseInt(hex, 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : all
    })
    const space = SPACES[this.hubProps.space]
    return space ? plain.replaceAll(' ', space) : plain
  }
}

function setAttribute(element, tag, name, value) {
  if (!ATTRIBUTES['*'].includes(name) && !ATTRIBUTES[tag]?.includes(name)) return
  if (name === 'src' && /^\s*(javascript|vbscript|data:text)/i.test(value)) return
  if (name === 'style') element.style.cssText = styleText(value)
  else if (name === 'src') element.src = value.replace(/^\/(?!\/)/, '')
  else if (name === 'width' || name === 'height') element.style[name] = /%$/.test(value) ? value : parseFloat(value) + 'px'
  else element.setAttribute(name, value)
}

/** HTML with known tags and harmless attributes only. */
export function cleanHtml(html) {
  const element = new RichTextElement()
  const box = make('div')
  box.append(...fromHtml(html).map((node) => element.create(node, 0)).filter(Boolean))
  return box.innerHTML
}

// The parser's document has no window: nothing in it loads or runs. Handlers are taken out before all the same, or the
// browser complains about each.
function fromHtml(html) {
  const quiet = html.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\son\w+\s*=/gi, ' data-no='))
  const parsed = new DOMParser().parseFromString(quiet, 'text/html')
  return [...parsed.body.childNodes].map((node) => fromDom(node, 0))
}

function fromDom(node, depth) {
  if (node.nodeType === Node.TEXT_NODE) return { type: 'text', text: node.nodeValue.replaceAll('&', '&amp;') }
  if (node.nodeType !== Node.ELEMENT_NODE || depth > DEEPEST) return null
  return {
    name: node.localName,
    attrs: Object.fromEntries([...node.attributes].map((attribute) => [attribute.name, attribute.value])),
    children: [...node.childNodes].map((child) => fromDom(child, depth + 1)),
  }
}
