// SPDX-License-Identifier: MIT
// <input> and <textarea>: a native field with the program's placeholder over it. The field keeps what was typed;
// values from the program that answer an older keystroke never arrive here.
import { hubEmit, hubModel, hubNextEdit } from '../view/emit.js'
import { HubElement, make, styleText } from './base.js'

class TextField extends HubElement {
  constructor() {
    super()
    this.addEventListener('hub-tap', () => this.hubProps.disabled || this.field?.focus({ preventScroll: true }))
  }

  build() {
    this.placeholder = make('div', this.constructor.placeholderClass)
    this.placeholder.setAttribute('aria-hidden', 'true')
    this.field = this.makeField()
    this.field.autocomplete = 'off'
    this.append(this.placeholder, this.field)
    this.field.addEventListener('input', (event) => this.onInput(event))
    this.field.addEventListener('focus', () => this.onFocus())
    this.field.addEventListener('blur', () => this.onBlur())
    this.field.addEventListener('compositionend', () => this.onInput({}))
  }

  attached() {
    if ((this.hubProps.focus || this.hubProps.autoFocus) && !this.focusedOnce) {
      this.focusedOnce = true
      requestAnimationFrame(() => this.field.focus({ preventScroll: true }))
    }
  }

  onInput(event) {
    this.showPlaceholder()
    if (event.isComposing) return
    const value = this.field.value
    if (value === this.told) return
    this.told = value
    hubNextEdit(this)
    hubModel(this, 'value', value)
    hubEmit(this, 'input', { value, cursor: this.field.selectionStart ?? value.length, keyCode: keyCode(event) })
    this.grown?.()
  }

  onFocus() {
    this.atFocus = this.field.value
    hubEmit(this, 'focus', { value: this.field.value, height: 0 })
  }

  onBlur() {
    hubEmit(this, 'blur', { value: this.field.value, cursor: this.field.selectionStart ?? 0 })
    if (this.atFocus !== this.field.value) hubEmit(this, 'change', { value: this.field.value })
  }

  showPlaceholder() {
    this.placeholder.hidden = this.field.value !== ''
  }

  setValue(value) {
    const text = value === undefined || value === null ? '' : String(value)
    this.initial ??= text
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
    const { field } = this
    if (name === 'value') this.setValue(value)
    else if (name === 'placeholder') {
      this.placeholder.textContent = value
      field.setAttribute('aria-label', this.hubProps.ariaLabel || value)
    } else if (name === 'placeholderStyle') this.placeholder.style.cssText = styleText(value)
    else if (name === 'placeholderClass') this.placeholder.className = `${this.constructor.placeholderClass} ${value}`
    else if (name === 'disabled') field.disabled = value
    else if (name === 'maxlength') {
      if (value >= 0) field.maxLength = value
      else field.removeAttribute('maxlength')
    } else if (name === 'focus') this.setFocus(value)
    else if (name === 'confirmType') field.enterKeyHint = ENTER_KEYS[value] ?? 'done'
    else if (name === 'cursor' && value >= 0) trySelect(field, value, value)
    else if (name === 'selectionEnd' && value >= 0) trySelect(field, Math.max(0, this.hubProps.selectionStart), value)
  }

  setFocus(focus) {
    if (!this.isConnected || !this.hubBuilt) return
    if (focus) this.field.focus({ preventScroll: true })
    else if (document.activeElement === this.field) this.field.blur()
  }

  hubLabel() {
    this.field.focus({ preventScroll: true })
  }

  hubReset() {
    this.field.value = ''
    this.setValue(this.initial ?? '')
  }

  get hubValue() {
    return this.field?.value ?? ''
  }

  hubGet(name) {
    return name === 'value' && this.field ? this.field.value : super.hubGet(name)
  }
}

const ENTER_KEYS = { send: 'send', search: 'search', next: 'next', go: 'go', done: 'done', return: 'enter' }

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

// type → keyboard and native type
const KEYBOARDS = {
  text: ['text', 'text'],
  number: ['numeric', 'text'],
  digit: ['decimal', 'text'],
  idcard: ['text', 'text'],
  tel: ['tel', 'tel'],
  email: ['email', 'text'],
  nickname: ['text', 'text'],
  'safe-password': ['text', 'password'],
}

const COMMON = {
  value: '', placeholder: '', placeholderStyle: '', placeholderClass: '', disabled: false, maxlength: 140, focus: false,
  autoFocus: false, confirmType: 'done', cursor: -1, selectionStart: -1, selectionEnd: -1, name: '', cursorSpacing: 0,
  holdKeyboard: false, adjustPosition: true,
}

export class InputElement extends TextField {
  static defaults = { ...COMMON, type: 'text', password: false, confirmHold: false }

  static reflected = ['disabled']

  static placeholderClass = 'wx-input-placeholder'

  makeField() {
    const field = make('input', 'wx-input-native')
    field.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.isComposing) return
      hubEmit(this, 'confirm', { value: field.value })
      if (!this.hubProps.confirmHold) field.blur()
    })
    return field
  }

  changed(name, value) {
    if (name === 'type' || name === 'password') {
      const [keyboard, type] = KEYBOARDS[this.hubProps.type] ?? KEYBOARDS.text
      this.field.type = this.hubProps.password ? 'password' : type
      this.field.inputMode = keyboard
    } else {
      super.changed(name, value)
    }
  }
}

export class TextareaElement extends TextField {
  static defaults = { ...COMMON, confirmType: 'return', autoHeight: false, fixed: false, showConfirmBar: true, disableDefaultPadding: false }

  static reflected = ['disabled', 'autoHeight']

  static placeholderClass = 'wx-textarea-placeholder'

  makeField() {
    const field = make('textarea', 'wx-textarea-native')
    field.rows = 1
    field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && this.hubProps.confirmType !== 'return' && !event.isComposing) {
        event.preventDefault()
        hubEmit(this, 'confirm', { value: field.value })
      }
    })
    return field
  }

  attached() {
    super.attached()
    this.grown()
  }

  changed(name, value) {
    super.changed(name, value)
    if (name === 'autoHeight') {
      this.toggleAttribute('auto-height', value)
      this.grown()
    }
  }

  /** Follows the height of the text, and reports a changed number of lines. */
  grown() {
    const { field } = this
    if (!this.isConnected || !field) return
    if (this.hubProps.autoHeight) {
      field.style.height = 'auto'
      field.style.height = field.scrollHeight + 'px'
    }
    const lineHeight = parseFloat(getComputedStyle(field).lineHeight) || 20
    const lineCount = Math.max(1, Math.round(field.scrollHeight / lineHeight))
    if (lineCount === this.lineCount) return
    const first = this.lineCount === undefined
    this.lineCount = lineCount
    if (!first) hubEmit(this, 'linechange', { height: field.scrollHeight, heightRpx: field.scrollHeight * 750 / window.innerWidth, lineCount })
  }
}
