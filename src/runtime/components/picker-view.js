// SPDX-License-Identifier: MIT
// <picker-view> and <picker-view-column>: wheels inside a page.
import { hubEmit, hubModel } from '../view/emit.js'
import { HubElement, make, styleText } from './base.js'
import { Wheel } from './wheel.js'

const ITEM_HEIGHT = 34

export class PickerViewElement extends HubElement {
  static defaults = { value: [], indicatorStyle: '', indicatorClass: '', maskStyle: '', maskClass: '', immediateChange: false }

  constructor() {
    super()
    const root = this.attachShadow({ mode: 'open' })
    const style = make('style')
    style.textContent = ':host{display:block;position:relative;overflow:hidden}:host([hidden]){display:none}' +
      '.columns{display:flex;height:100%}::slotted(wx-picker-view-column){flex:1;min-width:0;height:100%}'
    const columns = make('div', 'columns')
    columns.append(make('slot'))
    const over = make('slot')
    over.name = 'hub-over'
    root.append(style, columns, over)
  }

  build() {
    this.mask = make('div', 'wx-picker-view-mask')
    this.indicator = make('div', 'wx-picker-view-indicator')
    for (const element of [this.mask, this.indicator]) {
      element.slot = 'hub-over'
      this.append(element)
    }
    new ResizeObserver(() => this.measure()).observe(this)
    new MutationObserver(() => this.place()).observe(this, { childList: true })
  }

  get columns() {
    return [...this.children].filter((child) => child.localName === 'wx-picker-view-column')
  }

  changed(name, value) {
    if (name === 'indicatorStyle') this.indicator.style.cssText = styleText(value)
    else if (name === 'indicatorClass') this.indicator.className = `wx-picker-view-indicator ${value}`
    else if (name === 'maskStyle') this.mask.style.cssText = styleText(value)
    else if (name === 'maskClass') this.mask.className = `wx-picker-view-mask ${value}`
    this.measure()
    this.place()
  }

  attached() {
    requestAnimationFrame(() => {
      this.measure()
      this.place()
    })
  }

  measure() {
    this.itemHeight = this.indicator.offsetHeight || ITEM_HEIGHT
    const room = Math.max(0, (this.clientHeight - this.itemHeight) / 2)
    this.keepStyle('--hub-item', this.itemHeight + 'px')
    for (const column of this.columns) column.measure(this.itemHeight, room)
    this.place()
  }

  place() {
    const value = Array.isArray(this.hubProps.value) ? this.hubProps.value : []
    this.columns.forEach((column, index) => column.turn(value[index] ?? 0))
  }

  report() {
    const value = this.columns.map((column) => column.index)
    this.hubProps.value = value
    hubModel(this, 'value', value)
    hubEmit(this, 'change', { value })
  }
}

export class PickerViewColumnElement extends HTMLElement {
  constructor() {
    super()
    const root = this.attachShadow({ mode: 'open' })
    const style = make('style')
    style.textContent = ':host{display:block;position:relative;overflow:hidden}' +
      '.wheel{height:100%;box-sizing:border-box;padding:var(--room,0) 0;overflow-y:scroll;scroll-snap-type:y mandatory;scrollbar-width:none;overscroll-behavior:contain}' +
      '.wheel::-webkit-scrollbar{display:none}' +
      '::slotted(*){display:block;height:var(--item,34px)!important;box-sizing:border-box;overflow:hidden;scroll-snap-align:center}'
    this.scroller = make('div', 'wheel')
    this.scroller.append(make('slot'))
    root.append(style, this.scroller)
    this.wheel = new Wheel(this.scroller, {
      itemHeight: () => this.itemHeight || ITEM_HEIGHT,
      count: () => Math.max(1, this.children.length),
      immediate: () => this.parentElement?.hubProps?.immediateChange,
      onStart: () => hubEmit(this.parentElement, 'pickstart', {}),
      onChange: () => this.parentElement.report?.(),
      onEnd: () => hubEmit(this.parentElement, 'pickend', {}),
    })
    new MutationObserver(() => this.turn(this.wanted)).observe(this, { childList: true })
  }

  get index() {
    return this.wheel.index
  }

  measure(itemHeight, room) {
    this.itemHeight = itemHeight
    this.scroller.style.setProperty('--item', itemHeight + 'px')
    this.scroller.style.setProperty('--room', room + 'px')
  }

  turn(index = 0) {
    this.wanted = index
    if (!this.wheel.moving && !this.wheel.dragging) this.wheel.setIndex(index)
  }
}
