// SPDX-License-Identifier: MIT
// <picker>: a tap opens the shell's sheet of wheels.
import { hubEmit, hubInvoke, hubModel } from '../view/emit.js'
import { HubElement } from './base.js'
import { MODES } from './picker-values.js'
import { loadRegions } from './regions.js'

// What a form gets of a picker nobody has turned.
const EMPTY = { selector: () => 0, multiSelector: (range) => (Array.isArray(range) ? range.map(() => 0) : []), region: () => [] }

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

  get mode() {
    return MODES[this.hubProps.mode] ?? MODES.selector
  }

  get hubValue() {
    const { mode, value, range } = this.hubProps
    if (value !== undefined && value !== null) return value
    return EMPTY[mode] ? EMPTY[mode](range) : ''
  }

  hubReset() {
    this.hubProps.value = undefined
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
    try {
      if (this.hubProps.mode === 'region') await loadRegions()
      this.indexes = this.mode.indexes(this.hubProps, this.mode.columns(this.hubProps))
      this.columns = this.mode.columns(this.hubProps, this.indexes)
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
    if (this.hubProps.mode === 'region') Object.assign(detail, { code: this.mode.codes(value), postcode: '' })
    hubEmit(this, 'change', detail)
  }
}
