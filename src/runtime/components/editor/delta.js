// SPDX-License-Identifier: MIT
// The contents of an editor as a list of insertions, the form its users store: text with attributes, lines that end with "\n".

const INLINE = { STRONG: 'bold', B: 'bold', EM: 'italic', I: 'italic', U: 'underline', INS: 'ins', S: 'strike', STRIKE: 'strike', DEL: 'strike' }
const STYLES = { color: 'color', backgroundColor: 'backgroundColor', fontSize: 'fontSize', fontFamily: 'fontFamily', letterSpacing: 'letterSpacing' }
const LINE_STYLES = ['lineHeight', 'textIndent', 'marginTop', 'marginBottom', 'marginLeft', 'marginRight', 'paddingTop', 'paddingBottom', 'paddingLeft', 'paddingRight']
const BLOCK = /^(P|DIV|H[1-6]|LI|BLOCKQUOTE|UL|OL)$/

const isBlock = (node) => BLOCK.test(node.nodeName)

/** The attributes that an inline element adds. */
function inlineAttributes(element) {
  const result = {}
  const name = INLINE[element.nodeName]
  if (name) result[name] = true
  if (element.nodeName === 'SUB') result.script = 'sub'
  if (element.nodeName === 'SUP') result.script = 'super'
  for (const [style, attribute] of Object.entries(STYLES)) if (element.style && element.style[style]) result[attribute] = element.style[style]
  return result
}

/** Those of a line. */
export function lineAttributes(block) {
  const result = {}
  if (!block || !block.style) return result
  const header = /^H([1-6])$/.exec(block.nodeName)
  if (header) result.header = Number(header[1])
  if (block.nodeName === 'LI') {
    const list = block.parentNode
    if (list.nodeName === 'OL') result.list = 'ordered'
    else if (block.dataset.checked) result.list = block.dataset.checked === 'true' ? 'checked' : 'unchecked'
    else result.list = 'bullet'
  }
  if (block.style.textAlign) result.align = block.style.textAlign
  if (block.getAttribute('dir') === 'rtl') result.direction = 'rtl'
  for (const name of LINE_STYLES) if (block.style[name]) result[name] = block.style[name]
  return result
}

const op = (insert, attributes) => (Object.keys(attributes).length ? { insert, attributes } : { insert })

class Writer {
  constructor() {
    this.ops = []
    this.open = false
  }

  text(text, attributes) {
    if (!text) return
    this.ops.push(op(text, attributes))
    this.open = true
  }

  line(attributes) {
    this.ops.push(op('\n', attributes))
    this.open = false
  }

  walk(node, attributes) {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) this.text(child.nodeValue.replace(/\u200b/g, ''), attributes)
      else if (child.nodeType !== Node.ELEMENT_NODE) continue
      else if (child.nodeName === 'BR') this.breakLine(child)
      else if (child.nodeName === 'IMG') this.image(child, attributes)
      else if (child.nodeName === 'HR') this.ops.push({ insert: { divider: true } })
      else if (isBlock(child)) this.block(child, attributes)
      else this.walk(child, { ...attributes, ...inlineAttributes(child) })
    }
  }

  // The last <br> of a block only keeps an empty line open.
  breakLine(element) {
    if (element.nextSibling) this.line({})
  }

  block(element, attributes) {
    if (this.open) this.line({})
    this.walk(element, attributes)
    if (element.nodeName !== 'UL' && element.nodeName !== 'OL' && !element.querySelector('p,li')) this.line(lineAttributes(element))
  }

  image(element, attributes) {
    const more = {}
    for (const name of ['alt', 'width', 'height', 'data-custom']) if (element.hasAttribute(name)) more[name] = element.getAttribute(name)
    this.ops.push(op({ image: element.dataset.hubSource || element.getAttribute('src') }, { ...attributes, ...more }))
    this.open = true
  }
}

/** @param {HTMLElement} root @returns {{ops: object[]}} */
export function toDelta(root) {
  const writer = new Writer()
  writer.walk(root, {})
  if (writer.open || !writer.ops.length) writer.line({})
  return { ops: writer.ops }
}

function inlineNode(insert, attributes = {}) {
  if (insert && insert.divider) return document.createElement('hr')
  let node
  if (insert && insert.image) {
    node = document.createElement('img')
    node.setAttribute('src', insert.image)
    for (const name of ['alt', 'width', 'height', 'data-custom']) if (attributes[name]) node.setAttribute(name, attributes[name])
    return node
  }
  node = document.createTextNode(typeof insert === 'string' ? insert : '')
  const wrap = (tag) => {
    const element = document.createElement(tag)
    element.append(node)
    node = element
    return element
  }
  const styled = Object.entries(STYLES).filter(([, attribute]) => attributes[attribute])
  if (styled.length) {
    const span = wrap('span')
    for (const [style, attribute] of styled) span.style[style] = attributes[attribute]
  }
  for (const [tag, name] of [['strong', 'bold'], ['em', 'italic'], ['u', 'underline'], ['s', 'strike'], ['ins', 'ins']]) if (attributes[name]) wrap(tag)
  if (attributes.script) wrap(attributes.script === 'super' ? 'sup' : 'sub')
  return node
}

function lineElement(attributes = {}) {
  const { header, list, align, direction } = attributes
  const block = document.createElement(list ? 'li' : header ? `h${Math.min(6, Math.max(1, Number(header) || 1))}` : 'p')
  if (list === 'checked' || list === 'unchecked' || list === 'check') block.dataset.checked = String(list === 'checked')
  if (align) block.style.textAlign = align
  if (direction) block.setAttribute('dir', direction)
  for (const name of LINE_STYLES) if (attributes[name]) block.style[name] = attributes[name]
  return block
}

/** @param {{ops: object[]}} delta @returns {DocumentFragment} */
export function fromDelta(delta) {
  const result = document.createDocumentFragment()
  let line = []
  const end = (attributes = {}) => {
    const block = lineElement(attributes)
    block.append(...line)
    if (!line.length) block.append(document.createElement('br'))
    line = []
    if (!attributes.list) {
      result.append(block)
      return
    }
    const tag = attributes.list === 'ordered' ? 'OL' : 'UL'
    if (!result.lastChild || result.lastChild.nodeName !== tag) result.append(document.createElement(tag))
    result.lastChild.append(block)
  }
  for (const { insert, attributes } of (delta && Array.isArray(delta.ops) ? delta.ops : [])) {
    if (insert && insert.divider) result.append(inlineNode(insert))
    else if (typeof insert !== 'string') line.push(inlineNode(insert, attributes))
    else {
      insert.split('\n').forEach((text, index, all) => {
        if (text) line.push(inlineNode(text, attributes))
        if (index < all.length - 1) end(attributes)
      })
    }
  }
  if (line.length) end()
  return result
}
