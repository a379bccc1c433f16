// SPDX-License-Identifier: MIT
// <input>
import { hubEmit, hubInvoke } from '../view/emit.js'
import { make } from './base.js'
import { COMMON, TextField } from './text-field.js'

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
  password: ['text', 'password'],
}

// What a phone's keyboard of that type has no keys for.
const FOREIGN = { number: /[^0-9]/g, digit: /[^0-9.]/g, idcard: /[^0-9xX]/g }

export class InputElement extends TextField {
  static defaults = {
    ...COMMON, type: 'text', password: false, confirmType: 'done', alwaysEmbed: false,
    safePasswordCertPath: '', safePasswordLength: 0, safePasswordTimeStamp: 0, safePasswordNonce: '', safePasswordSalt: '',
    safePasswordCustomHash: '',
  }

  static reflected = ['disabled']

  static placeholderClass = 'wx-input-placeholder'

  static defaultClass = 'input-placeholder'

  makeField() {
    const field = make('input', 'wx-input-native')
    field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.isComposing) this.confirm()
    })
    field.addEventListener('beforeinput', (event) => {
      const foreign = FOREIGN[this.hubProps.type]
      if (!foreign || !event.data || event.isComposing) return
      if (event.data.replace(foreign, '') === '') event.preventDefault()
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

  onInput(event) {
    const foreign = FOREIGN[this.hubProps.type]
    if (foreign && !event.isComposing) {
      const clean = this.field.value.replace(foreign, '')
      if (clean !== this.field.value) this.field.value = clean
    }
    super.onInput(event)
  }

  onFocus() {
    super.onFocus()
    if (this.hubProps.type === 'nickname') this.offerNickname()
  }

  onBlur() {
    super.onBlur()
    if (this.hubProps.type !== 'nickname') return
    hubInvoke('withdrawNickname', {}).catch(() => {})
    if (this.atFocus !== this.field.value) hubEmit(this, 'nicknamereview', { pass: true, timeout: false })
  }

  // The host app offers the person's own nickname over the keyboard.
  async offerNickname() {
    try {
      const { nickName } = await hubInvoke('offerNickname', {})
      if (!nickName || !this.isConnected) return
      this.field.value = nickName.slice(0, this.hubProps.maxlength >= 0 ? this.hubProps.maxlength : undefined)
      this.showPlaceholder()
      this.tell(this.field.value, 0)
      this.field.blur()
    } catch {
      // Not taken.
    }
  }

  keyboardChanged(height, duration) {
    hubEmit(this, 'keyboardheightchange', { height, duration })
  }
}
