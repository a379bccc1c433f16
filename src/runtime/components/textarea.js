// SPDX-License-Identifier: MIT
// <textarea>
import { hubEmit } from '../view/emit.js'
import { make } from './base.js'
import { COMMON, TextField } from './text-field.js'

export class TextareaElement extends TextField {
  static defaults = {
    ...COMMON, confirmType: 'return', autoHeight: false, fixed: false, showConfirmBar: true, disableDefaultPadding: false,
    adjustKeyboardTo: 'cursor',
  }

  static reflected = ['disabled', 'autoHeight']

  static placeholderClass = 'wx-textarea-placeholder'

  static defaultClass = 'textarea-placeholder'

  makeField() {
    const field = make('textarea', 'wx-textarea-native')
    field.rows = 1
    field.addEventListener('keydown', (event) => {
      // Ctrl+Enter stands for the "Done" over a phone's keyboard.
      if (event.key !== 'Enter' || event.isComposing || (this.hubProps.confirmType === 'return' && !event.ctrlKey)) return
      event.preventDefault()
      this.confirm()
    })
    return field
  }

  attached() {
    super.attached()
    this.grown()
    this.watcher ??= new ResizeObserver(() => this.grown())
    this.watcher.observe(this)
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    this.watcher?.disconnect()
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
    if (!this.isConnected || !field || !field.clientWidth) return
    const { autoHeight } = this.hubProps
    const before = field.style.height
    const { scrollTop } = field
    field.style.height = autoHeight ? 'auto' : '0'
    const height = field.scrollHeight
    field.style.height = autoHeight ? height + 'px' : ''
    field.scrollTop = scrollTop
    if (autoHeight && before === field.style.height && this.lineCount) return
    const style = getComputedStyle(field)
    const lineHeight = parseFloat(style.lineHeight) || parseFloat(style.fontSize) * 1.2
    const lineCount = Math.max(1, Math.round(height / lineHeight))
    if (lineCount === this.lineCount) return
    const first = this.lineCount === undefined
    this.lineCount = lineCount
    if (!first) hubEmit(this, 'linechange', { height, heightRpx: height * 750 / window.innerWidth, lineCount })
  }

  keyboardChanged(height, duration) {
    hubEmit(this, 'keyboardheightchange', { height, duration })
  }
}
