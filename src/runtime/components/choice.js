// SPDX-License-Identifier: MIT
// <checkbox>, <radio>, their groups, and <switch>
import { hubEmit, hubModel } from '../view/emit.js'
import { HubElement, make, reflect } from './base.js'

const SVG = 'http://www.w3.org/2000/svg'

function tick() {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', 'M9.900 17.300 5 12.400l1.200-1.200 3.700 3.700 8-8L19.100 8z')
  svg.append(path)
  return svg
}

/** What checkbox, radio and switch have in common: a box that is on or off. */
class Choice extends HubElement {
  constructor() {
    super()
    this.addEventListener('hub-tap', () => this.toggle())
    this.addEventListener('keydown', (event) => {
      if (event.key !== ' ' && event.key !== 'Enter') return
      event.preventDefault()
      this.toggle()
    })
  }

  build() {
    this.box = this.makeBox()
    this.prepend(this.box)
    this.setAttribute('role', this.constructor.role)
    this.tabIndex = 0
  }

  get checked() {
    return this.hubProps.checked
  }

  show(checked) {
    this.hubProps.checked = checked
    reflect(this, 'checked', checked)
    this.setAttribute('aria-checked', String(checked))
    this.inner?.classList.toggle(this.constructor.checkedClass, checked)
    this.paint?.()
  }

  changed(name, value) {
    if (name === 'checked') {
      this.show(value)
    } else if (name === 'disabled') {
      reflect(this, 'disabled', value)
      this.inner.classList.toggle(this.constructor.disabledClass, value)
    } else {
      this.paint?.()
    }
  }

  hubLabel() {
    this.toggle()
  }

  hubReset() {
    this.show(false)
  }
}

export class CheckboxElement extends Choice {
  static defaults = { value: '', checked: false, disabled: false, color: '', backgroundColor: '', borderColor: '', name: '' }

  static role = 'checkbox'

  static checkedClass = 'wx-checkbox-input-checked'

  static disabledClass = 'wx-checkbox-input-disabled'

  makeBox() {
    this.inner = make('div', 'wx-checkbox-input')
    this.inner.append(tick())
    const wrapper = make('div', 'wx-checkbox-wrapper')
    wrapper.append(this.inner)
    return wrapper
  }

  paint() {
    const { color, checked, backgroundColor, borderColor } = this.hubProps
    this.inner.style.color = color
    this.inner.style.backgroundColor = checked ? backgroundColor : ''
    this.inner.style.borderColor = borderColor
  }

  toggle() {
    if (this.hubProps.disabled) return
    this.show(!this.checked)
    hubModel(this, 'checked', this.checked)
    this.closest('wx-checkbox-group')?.report()
  }
}

export class RadioElement extends Choice {
  static defaults = { value: '', checked: false, disabled: false, color: '', name: '' }

  static role = 'radio'

  static checkedClass = 'wx-radio-input-checked'

  static disabledClass = 'wx-radio-input-disabled'

  makeBox() {
    this.inner = make('div', 'wx-radio-input')
    this.inner.append(tick())
    const wrapper = make('div', 'wx-radio-wrapper')
    wrapper.append(this.inner)
    return wrapper
  }

  paint() {
    const { color, checked } = this.hubProps
    this.inner.style.backgroundColor = checked ? color : ''
    this.inner.style.borderColor = checked ? color : ''
  }

  toggle() {
    if (this.hubProps.disabled || this.checked) return
    const group = this.closest('wx-radio-group')
    for (const other of group?.querySelectorAll('wx-radio') ?? []) if (other !== this && other.checked) other.show(false)
    this.show(true)
    hubModel(this, 'checked', true)
    group?.report()
  }
}

export class CheckboxGroupElement extends HubElement {
  static defaults = { name: '' }

  get hubValue() {
    return [...this.querySelectorAll('wx-checkbox')].filter((box) => box.checked).map((box) => box.hubProps.value)
  }

  report() {
    const value = this.hubValue
    hubModel(this, 'value', value)
    hubEmit(this, 'change', { value })
  }

  hubReset() {
    for (const box of this.querySelectorAll('wx-checkbox')) box.hubReset()
  }
}

export class RadioGroupElement extends HubElement {
  static defaults = { name: '' }

  build() {
    this.setAttribute('role', 'radiogroup')
  }

  get hubValue() {
    return [...this.querySelectorAll('wx-radio')].find((radio) => radio.checked)?.hubProps.value ?? ''
  }

  report() {
    const value = this.hubValue
    hubModel(this, 'value', value)
    hubEmit(this, 'change', { value })
  }

  hubReset() {
    for (const radio of this.querySelectorAll('wx-radio')) radio.hubReset()
  }
}

export class SwitchElement extends Choice {
  static defaults = { checked: false, disabled: false, type: 'switch', color: '', name: '' }

  static reflected = ['type']

  static role = 'switch'

  static checkedClass = 'wx-switch-input-checked'

  static disabledClass = 'wx-switch-input-disabled'

  makeBox() {
    const wrapper = make('div', 'wx-switch-wrapper')
    this.slide = make('div', 'wx-switch-input')
    this.mark = make('div', 'wx-checkbox-input')
    this.mark.append(tick())
    this.inner = this.slide
    wrapper.append(this.slide, this.mark)
    return wrapper
  }

  paint() {
    const { color, checked, type } = this.hubProps
    this.slide.hidden = type === 'checkbox'
    this.mark.hidden = type !== 'checkbox'
    this.mark.classList.toggle('wx-checkbox-input-checked', checked)
    this.mark.style.color = color
    this.slide.style.backgroundColor = checked ? color : ''
    this.slide.style.borderColor = checked ? color : ''
  }

  toggle() {
    if (this.hubProps.disabled) return
    this.show(!this.checked)
    hubModel(this, 'checked', this.checked)
    hubEmit(this, 'change', { value: this.checked })
  }

  get hubValue() {
    return this.checked
  }
}
