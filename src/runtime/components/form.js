// SPDX-License-Identifier: MIT
// <form> and <label>
import { hubEmit } from '../view/emit.js'
import { HubElement } from './base.js'

const FIELDS = 'wx-input, wx-textarea, wx-checkbox-group, wx-radio-group, wx-switch, wx-slider, wx-picker'
const LABELLED = 'wx-checkbox, wx-radio, wx-switch, wx-button, wx-input, wx-textarea, wx-picker, wx-slider'

// Message ids have gone from the platform; programs that ask for one get what its own simulator gives.
const FORM_ID = 'the formId is a mock one'

export class FormElement extends HubElement {
  static defaults = { reportSubmit: false, reportSubmitTimeout: 0 }

  get fields() {
    return [...this.querySelectorAll(FIELDS)].filter((field) => field.hubProps?.name)
  }

  /** Emits "submit" with the values of all fields that have a name. */
  submit(button) {
    const value = {}
    for (const field of this.fields) value[field.hubProps.name] = field.hubValue
    // The program's own components that are fields (behavior wx://form-field).
    for (const { hubField } of this.querySelectorAll('[hub-field]')) if (hubField.name) value[hubField.name] = hubField.value
    // The logic layer puts the button's description in the place of its number.
    hubEmit(this, 'submit', { value, formId: this.hubProps.reportSubmit ? FORM_ID : '', hubTarget: button?.hubId ?? this.hubId })
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
    const control = this.hubProps.for ? named(this, this.hubProps.for) : this.querySelector(LABELLED)
    if (control && !control.hubProps?.disabled) control.hubLabel?.()
  }
}

// Ids may be there more than once, in several components: the nearest one is meant.
function named(label, id) {
  for (let scope = label.parentElement; scope; scope = scope.parentElement) {
    const found = [...scope.querySelectorAll(LABELLED)].find((control) => control.id === id)
    if (found) return found
  }
  return null
}
