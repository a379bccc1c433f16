// SPDX-License-Identifier: MIT
// What <input> and <textarea> share: a native field with the program's placeholder over it. The field keeps what was
// typed; values from the program that answer an older keystroke never arrive here.
import { hubEmit, hubModel, hubNextEdit } from '../view/emit.js'
import { HubElement, make, styleText } from './base.js'
import { keyboardFor } from './keyboard.js'

export const COMMON = {
  value: '', placeholder: '', placeholderStyle: '', placeholderClass: '', disabled: false, maxlength: 140, focus: false,
  autoFocus: false, cursor: -1, selectionStart: -1, selectionEnd: -1, name: '', cursorSpacing: 0, holdKeyboard: false,
  adjustPosition: true, confirmHold: false, cursorColor: '',
}

const ENTER_KEYS = { send: 'send', search: 'search', next: 'next', go: 'go', done: 'done', return: 'enter' }

export class TextField extends HubElement {
  constructor() {
    super()
    this.addEventListener('hub-tap', () => this.hubLabel())
    // A pointer puts the caret where it is; focus given by the program puts it at the end, or where `cursor` says.
    this.addEventListener('pointerdown', () => { this.pointed = true })
  }

  build() {
    this.placeholder = make('div')
    this.placeholder.setAttribute('aria-hidden', 'true')
    this.field = this.makeField()
    this.field.autocomplete = 'off'
    this.append(this.placeholder, this.field)
    const on = (type, listener) => this.field.addEventListener(type, listener)
    on('input', (event) => this.onInput(event))
    on('focus', () => this.onFocus())
    on('blur', () => this.onBlur())
    on('select', () => this.onSelect())
    on('compositionstart', (event) => this.onComposition('keyboardcompositionstart', event))
    on('compositionupdate', (event) => this.onComposition('keyboardcompositionupdate', event))
    on('compositionend', (event) => {
      this.onComposition('keyboardcompositionend', event)
      this.onInput({})
    })
  }

  attached() {
    if ((this.hubProps.focus || this.hubProps.autoFocus) && !this.focusedOnce) {
      this.focusedOnce = true
      requestAnimationFrame(() => this.take())
    }
  }

  disconnectedCallback() {
    keyboardFor(this, false)
  }

  onInput(event) {
    this.showPlaceholder()
    if (event.isComposing) return
    this.tell(this.field.value, keyCode(event))
  }

  /** The text was changed by the person at the keyboard. */
  tell(value, key) {
    if (value === this.told) return
    this.told = value
    hubNextEdit(this)
    hubModel(this, 'value', value)
    hubEmit(this, 'input', { value, cursor: this.field.selectionStart ?? value.length, keyCode: key })
    this.grown?.()
  }

  onFocus() {
    this.atFocus = this.field.value
    this.placeCaret()
    this.pointed = false
    hubEmit(this, 'focus', { value: this.field.value, height: keyboardFor(this, true) })
  }

  onBlur() {
    keyboardFor(this, false)
    hubEmit(this, 'blur', { value: this.field.value, cursor: this.field.selectionStart ?? 0 })
    if (this.atFocus !== this.field.value) hubEmit(this, 'change', { value: this.field.value })
  }

  onSelect() {
    hubEmit(this, 'selectionchange', { selectionStart: this.field.selectionStart, selectionEnd: this.field.selectionEnd })
  }

  onComposition(type, event) {
    hubEmit(this, type, { data: event.data })
  }

  confirm() {
    hubEmit(this, 'confirm', { value: this.field.value })
    if (!this.hubProps.confirmHold) this.field.blur()
  }

  placeCaret() {
    const { cursor, selectionStart, selectionEnd } = this.hubProps
    const { length } = this.field.value
    if (selectionStart >= 0 && selectionEnd >= 0) trySelect(this.field, selectionStart, selectionEnd)
    else if (cursor >= 0) trySelect(this.field, cursor, cursor)
    else if (!this.pointed) trySelect(this.field, length, length)
  }

  showPlaceholder() {
    this.placeholder.hidden = this.field.value !== ''
  }

  setValue(value) {
    let text = value === undefined || value === null ? '' : String(value)
    const { maxlength } = this.hubProps
    if (maxlength >= 0) text = text.slice(0, maxlength)
    if (this.field.value !== text) {
      const { selectionStart, selectionEnd } = this.field
      const atEnd = selectionStart === this.field.value.length
      this.field.value = text
      if (document.activeElement === this.field && !atEnd) trySelect(this.field, selectionStart, selectionEnd)
    }
    this.told = this.field.value
    this.showPlaceholder()
    this.grown?.()
  }

  changed(name, value) {
    const set = SETTERS[name]
    if (set) set(this, value)
  }

  take() {
    if (this.hubProps.disabled || !this.isConnected) return
    this.field.focus({ preventScroll: true })
    if (this.hubProps.adjustPosition) this.scrollIntoView({ block: 'nearest' })
  }

  setFocus(focus) {
    if (!this.isConnected || !this.hubBuilt) return
    if (focus) this.take()
    else if (document.activeElement === this.field) this.field.blur()
  }

  hubLabel() {
    if (!this.hubProps.disabled && document.activeElement !== this.field) this.field?.focus({ preventScroll: true })
  }

  hubReset() {
    this.hubProps.value = ''
    this.setValue('')
  }

  get hubValue() {
    return this.field?.value ?? ''
  }

  hubGet(name) {
    return name === 'value' && this.field ? this.field.value : super.hubGet(name)
  }
}

const focused = (element) => document.activeElement === element.field

const SETTERS = {
  value: (element, value) => element.setValue(value),
  placeholder(element, value) {
    element.placeholder.textContent = value
    element.field.setAttribute('aria-label', element.getAttribute('aria-label') || value)
  },
  placeholderStyle(element, value) { element.placeholder.style.cssText = styleText(value) },
  placeholderClass(element, value) {
    element.placeholder.className = `${element.constructor.placeholderClass} ${value || element.constructor.defaultClass}`
  },
  disabled(element, value) { element.field.disabled = value },
  maxlength(element, value) {
    if (value >= 0) element.field.maxLength = value
    else element.field.removeAttribute('maxlength')
  },
  focus: (element, value) => element.setFocus(value),
  confirmType(element, value) { element.field.enterKeyHint = ENTER_KEYS[value] ?? 'done' },
  cursor(element, value) { if (value >= 0 && focused(element)) trySelect(element.field, value, value) },
  selectionStart(element) { if (focused(element)) element.placeCaret() },
  selectionEnd(element) { if (focused(element)) element.placeCaret() },
  cursorColor(element, value) { element.field.style.caretColor = value },
}

function trySelect(field, start, end) {
  try {
    field.setSelectionRange(start, end)
  } catch {
    // Fields of some types have no selection.
  }
}

function keyCode(event) {
  if (event.data) return event.data.charCodeAt(event.data.length - 1)
  return event.inputType === 'deleteContentBackward' ? 8 : 0
}
