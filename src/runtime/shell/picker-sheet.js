// SPDX-License-Identifier: MIT
// The sheet of wheels behind <picker>. The view asks for it and then waits for one move after another,
// because a move of one wheel may change what the others offer.
import { h } from './dom.js'
import { openOverlay } from './sheet.js'
import { t } from './strings.js'
import { Wheel } from '../components/wheel.js'

const ITEM_HEIGHT = 40

export class PickerSheet {
  /** @param {{title?: string, columns: string[][], value: number[], cancelText?: string, confirmText?: string}} options */
  constructor(options) {
    this.events = []
    this.value = [...options.value]
    this.wheels = h('div.wheels', {})
    const button = (name, text, event) => h('button.' + name, { onclick: () => this.finish(event) }, text)
    const body = h('div.picker', {},
      h('div.picker-head', {}, button('picker-cancel', options.cancelText || t('cancel'), 'cancel'),
        h('span', {}, options.title ?? ''), button('picker-confirm', options.confirmText || t('confirm'), 'change')),
      h('div.picker-body', {}, this.wheels, h('div.picker-mark', {})))
    this.overlay = openOverlay(body, { label: options.title, onDismiss: () => this.finish('cancel') })
    this.setColumns(options.columns, this.value)
  }

  /** Replaces what the wheels offer; a wheel whose entries stay the same is left as it is. */
  setColumns(columns, value) {
    this.value = [...value]
    columns.forEach((entries, index) => {
      const key = JSON.stringify(entries)
      let column = this.wheels.children[index]
      if (!column) {
        column = this.createColumn(index)
        this.wheels.append(column)
      }
      if (column.hubKey !== key) {
        column.hubKey = key
        column.replaceChildren(...entries.map((text) => h('div.wheel-item', { role: 'option' }, String(text))))
      }
      if (!column.hubWheel.moving) column.hubWheel.setIndex(this.value[index] ?? 0)
    })
    while (this.wheels.children.length > columns.length) this.wheels.lastChild.remove()
  }

  createColumn(index) {
    const column = h('div.wheel', { tabIndex: 0, role: 'listbox' })
    column.hubWheel = new Wheel(column, {
      itemHeight: () => ITEM_HEIGHT,
      count: () => column.children.length,
      onChange: (value) => {
        this.value[index] = value
        this.push({ event: 'columnchange', column: index, value })
      },
    })
    return column
  }

  finish(event) {
    if (this.finished) return
    this.finished = true
    const value = [...this.wheels.children].map((column) => column.hubWheel.index)
    this.overlay.close()
    this.push({ event, value })
  }

  push(event) {
    this.events.push(event)
    this.wake?.()
  }

  /** Resolves with the next move. */
  async next() {
    while (!this.events.length) await new Promise((resolve) => { this.wake = resolve })
    return this.events.shift()
  }
}
