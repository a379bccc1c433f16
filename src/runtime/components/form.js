// SPDX-License-Identifier: MIT
// <form> and <label>
import { hubEmit } from '../view/emit.js'
import { HubElement } from './base.js'

const FIELDS = 'wx-input, wx-textarea, wx-checkbox-group, wx-radio-group, wx-switch, wx-slider, wx-picker'
const LABELLED = 'wx-checkbox, wx-radio, wx-switch, wx-button, wx-input, wx-textarea, wx-picker'

export class FormElement extends HubElement {
  static defaults = { reportSubmit: false }

  get fields() {
    return [...this.querySelectorAll(FIELDS)].filter((field) => field.hubProps?.name)
  }

  /** Emits "submit" with the values of all fields that have a name. */
  submit(button) {
    const value = {}
    for (const field of this.fields) value[field.hubProps.name] = field.hubValue
    // The program's own components that are fields (behavior wx://form-field).
    for (const { hubField } of this.querySelectorAll('[hub-field]')) if (hubField.name) value[hubField.name] = hubField.value
    hubEmit(this, 'submit', { value, formId: '', target: { id: button?.id ?? '' } })
  }

  reset() {
    for (const field of this.querySelectorAll(FIELDS)) field.hubReset?.()
    hubEmit(this, 'reset', {})
  }
}

/** A tap on a label works like a tap on its first control, or on the one `for` names. */
export class LabelElement extends HubElement {
  static defaults = { for: '' }

  constructor() {
    super()
    this.addEventListener('hub-tap', (event) => this.pass(event))
  }

  pass(event) {
    if (event.hubPassed) return
    const direct = event.target.closest?.(LABELLED)
    if (direct && this.contains(direct)) return
    event.hubPassed = true
    const control = this.hubProps.for ? document.getElementById(this.hubProps.for) : this.querySelector(LABELLED)
    control?.hubLabel?.()
  }
}
