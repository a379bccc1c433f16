// SPDX-License-Identifier: MIT
// <picker>: a tap opens the shell's sheet of wheels.
import { hubEmit, hubInvoke, hubModel } from '../view/emit.js'
import { HubElement } from './base.js'
import { MODES } from './picker-values.js'

export class PickerElement extends HubElement {
  static defaults = {
    mode: 'selector', range: [], rangeKey: '', value: undefined, start: '', end: '', fields: 'day', customItem: '', level: 'region',
    disabled: false, headerText: '', name: '',
  }

  static reflected = ['disabled']

  constructor() {
    super()
    this.addEventListener('hub-tap', () => this.open())
  }

  build() {
    this.initial = this.hubProps.value
  }

  get mode() {
    return MODES[this.hubProps.mode] ?? MODES.selector
  }

  get hubValue() {
    const { value } = this.hubProps
    return value === undefined ? null : value
  }

  hubReset() {
    this.hubProps.value = this.initial
  }

  hubLabel() {
    this.open()
  }

  // The program may answer a turned wheel with another range: the sheet follows.
  changed(name) {
    if (!this.opened || !['range', 'value', 'rangeKey'].includes(name)) return
    if (name === 'value') this.indexes = this.mode.indexes(this.hubProps, this.columns)
    this.update()
  }

  update() {
    if (this.updating) return
    this.updating = true
    queueMicrotask(() => {
      this.updating = false
      if (!this.opened) return
      this.columns = this.mode.columns(this.hubProps, this.indexes)
      this.indexes = this.columns.map((column, index) => Math.min(this.indexes[index] ?? 0, Math.max(0, column.length - 1)))
      hubInvoke('updatePicker', { columns: this.columns, value: this.indexes }).catch(() => {})
    })
  }

  async open() {
    if (this.hubProps.disabled || this.opened) return
    this.opened = true
    this.indexes = this.mode.indexes(this.hubProps, this.mode.columns(this.hubProps))
    this.columns = this.mode.columns(this.hubProps, this.indexes)
    try {
      let event = await hubInvoke('openPicker', { title: this.hubProps.headerText, columns: this.columns, value: this.indexes })
      while (event.event === 'columnchange') {
        this.turned(event)
        event = await hubInvoke('nextPick', {})
      }
      this.opened = false
      if (event.event === 'change') this.choose(event.value)
      else hubEmit(this, 'cancel', {})
    } catch {
      this.opened = false
    }
  }

  turned({ column, value }) {
    this.indexes[column] = value
    if (this.hubProps.mode === 'multiSelector') hubEmit(this, 'columnchange', { column, value })
    else if (this.hubProps.mode !== 'selector') this.update()
  }

  choose(indexes) {
    const columns = this.mode.columns(this.hubProps, indexes)
    const value = this.mode.value(this.hubProps, columns, indexes)
    this.hubProps.value = value
    hubModel(this, 'value', value)
    const detail = { value }
    if (this.hubProps.mode === 'region') Object.assign(detail, { code: [], postcode: '' })
    hubEmit(this, 'change', detail)
  }
}
