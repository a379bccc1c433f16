// SPDX-License-Identifier: MIT
// <editor>: rich text to write in.
import { hubEmit } from '../../view/emit.js'
import { HubElement, make } from '../base.js'
import { cleanHtml } from '../rich-text.js'
import { fromDelta, toDelta } from './delta.js'
import { format, removeFormat, status } from './formats.js'

const escape = (text) => String(text).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)

export class EditorElement extends HubElement {
  static defaults = { readOnly: false, placeholder: '', showImgSize: false, showImgToolbar: false, showImgResize: false, focus: false }

  static reflected = ['placeholder']

  build() {
    this.paper = make('div', 'ql-editor')
    this.paper.contentEditable = 'true'
    this.prepend(this.paper)
    this.range = null
    this.status = '{}'
    document.execCommand('defaultParagraphSeparator', false, 'p')
    this.paper.addEventListener('input', () => {
      this.showEmpty()
      hubEmit(this, 'input', this.contents())
    })
    this.paper.addEventListener('focus', () => hubEmit(this, 'focus', this.contents()))
    this.paper.addEventListener('blur', () => hubEmit(this, 'blur', this.contents()))
    this.paper.addEventListener('paste', (event) => {
      event.preventDefault()
      const html = event.clipboardData.getData('text/html')
      const text = event.clipboardData.getData('text/plain')
      document.execCommand('insertHTML', false, html ? cleanHtml(html) : escape(text).replace(/\n/g, '<br>'))
    })
    this.paper.addEventListener('click', (event) => {
      const item = event.target.closest('li[data-checked]')
      // The box before a line of a check list.
      if (item && event.target === item && event.offsetX < 0) item.dataset.checked = String(item.dataset.checked !== 'true')
    })
    this.noted = () => this.noteSelection()
    this.showEmpty()
  }

  attached() {
    document.addEventListener('selectionchange', this.noted)
    if (this.told) return
    this.told = true
    setTimeout(() => hubEmit(this, 'ready', {}), 0)
  }

  disconnectedCallback() {
    document.removeEventListener('selectionchange', this.noted)
  }

  changed(name, value) {
    if (name === 'readOnly') this.paper.contentEditable = String(!value)
    else if (name === 'placeholder') this.paper.dataset.placeholder = value
    else if (name === 'focus' && value) this.paper.focus()
  }

  showEmpty() {
    this.paper.classList.toggle('ql-blank', !this.paper.textContent && !this.paper.querySelector('img,hr,li'))
  }

  noteSelection() {
    const selection = getSelection()
    if (!selection.rangeCount || !this.paper.contains(selection.anchorNode)) return
    this.range = selection.getRangeAt(0).cloneRange()
    this.tellStatus()
  }

  tellStatus() {
    const now = status(this.paper)
    const text = JSON.stringify(now)
    if (text === this.status) return
    this.status = text
    hubEmit(this, 'statuschange', now)
  }

  /** A tap on a button takes the selection away; commands mean the one before. */
  restore() {
    const selection = getSelection()
    if (selection.rangeCount && this.paper.contains(selection.anchorNode)) return
    this.paper.focus({ preventScroll: true })
    selection.removeAllRanges()
    if (this.range && this.paper.contains(this.range.startContainer)) selection.addRange(this.range)
    else {
      selection.selectAllChildren(this.paper)
      selection.collapseToEnd()
    }
  }

  contents() {
    const copy = this.paper.cloneNode(true)
    for (const image of copy.querySelectorAll('[data-hub-source]')) {
      image.setAttribute('src', image.dataset.hubSource)
      image.removeAttribute('data-hub-source')
    }
    const text = this.paper.innerText.replace(/\u200b/g, '')
    return { html: copy.innerHTML, text: text.endsWith('\n') ? text : `${text}\n`, delta: toDelta(this.paper) }
  }

  insert(html) {
    this.restore()
    document.execCommand('insertHTML', false, html)
    this.showEmpty()
  }

  replace(content) {
    this.paper.replaceChildren(content)
    this.range = null
    this.showEmpty()
    hubEmit(this, 'input', this.contents())
  }

  hubCall(method, [args = {}] = []) {
    if (!Object.hasOwn(METHODS, method)) return { hubFailed: 'not supported in simulator' }
    return METHODS[method](this, args) ?? {}
  }
}

const command = (name) => (editor) => {
  editor.restore()
  document.execCommand(name)
  editor.showEmpty()
}

const METHODS = {
  format(editor, { name, value }) {
    editor.restore()
    if (!format(editor.paper, name, value)) return { hubFailed: `format ${name} is not supported` }
    editor.tellStatus()
    return {}
  },
  removeFormat(editor) {
    editor.restore()
    removeFormat(editor.paper)
    editor.tellStatus()
  },
  insertText(editor, { text = '' }) {
    editor.restore()
    // As if typed, in the format that was chosen just before.
    String(text).split('\n').forEach((line, index) => {
      if (index) document.execCommand('insertParagraph')
      if (line) document.execCommand('insertText', false, line)
    })
    editor.showEmpty()
  },
  insertDivider: (editor) => editor.insert('<hr><p><br></p>'),
  insertImage(editor, { src, shown, alt = '', width, height, data, extClass }) {
    if (!src) return { hubFailed: 'parameter error: src is missing' }
    const custom = Object.entries(data || {}).map(([key, value]) => `${key}=${value}`).join('&')
    const attributes = { src: shown || src, 'data-hub-source': shown && shown !== src ? src : '', alt, width, height, 'data-custom': custom, class: extClass }
    const text = Object.entries(attributes).filter(([, value]) => value).map(([name, value]) => `${name}="${escape(value)}"`).join(' ')
    editor.insert(`<img ${text}>`)
    return {}
  },
  setContents(editor, { html, delta }) {
    if (delta) editor.replace(fromDelta(delta))
    else {
      const part = document.createElement('template')
      part.innerHTML = cleanHtml(html || '')
      editor.replace(part.content)
    }
  },
  getContents: (editor) => editor.contents(),
  getSelectionText(editor) {
    const text = editor.range ? editor.range.toString() : ''
    return { text }
  },
  clear: (editor) => editor.replace(document.createTextNode('')),
  undo: command('undo'),
  redo: command('redo'),
  blur: (editor) => editor.paper.blur(),
  scrollIntoView(editor) {
    const node = editor.range ? editor.range.startContainer : editor.paper
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement
    element.scrollIntoView({ block: 'nearest' })
  },
}
