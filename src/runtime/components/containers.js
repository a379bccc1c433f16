// SPDX-License-Identifier: MIT
// Containers with a little behaviour: <root-portal>, <match-media>, <keyboard-accessory>.
import { HubElement, make } from './base.js'
import { addAccessory, removeAccessory } from './keyboard.js'

/** Its content stands at the page's root, out of whatever clips or lies over its place. */
export class RootPortalElement extends HubElement {
  static defaults = { enable: true }

  constructor() {
    super()
    this.hubContent = make('div', 'wx-root-portal-content')
    // Events still come through here: see view/emit.js.
    this.hubContent.hubOwner = this
  }

  attached() {
    this.place()
  }

  disconnectedCallback() {
    this.hubContent.remove()
  }

  changed() {
    this.place()
  }

  place() {
    const parent = this.hubProps.enable ? document.body : this
    if (this.isConnected && this.hubContent.parentNode !== parent) parent.append(this.hubContent)
  }
}

const CONDITIONS = {
  minWidth: 'min-width', maxWidth: 'max-width', width: 'width', minHeight: 'min-height', maxHeight: 'max-height', height: 'height',
}

/** Shows its content while the page's size is as the attributes say. */
export class MatchMediaElement extends HubElement {
  static defaults = { minWidth: 0, maxWidth: 0, width: 0, minHeight: 0, maxHeight: 0, height: 0, orientation: '' }

  changed() {
    const parts = []
    for (const [name, feature] of Object.entries(CONDITIONS)) {
      if (this.hubGiven.has(name)) parts.push(`(${feature}:${this.hubProps[name]}px)`)
    }
    const { orientation } = this.hubProps
    if (orientation === 'portrait' || orientation === 'landscape') parts.push(`(orientation:${orientation})`)
    const query = parts.join(' and ') || 'all'
    if (query === this.query) return
    this.query = query
    this.list?.removeEventListener('change', this.follow)
    this.list = matchMedia(query)
    this.follow = () => this.toggleAttribute('unmatched', !this.list.matches)
    this.list.addEventListener('change', this.follow)
    this.follow()
  }

  disconnectedCallback() {
    this.list?.removeEventListener('change', this.follow)
  }

  attached() {
    this.list?.addEventListener('change', this.follow)
  }
}

/** Stands over the keyboard while the field it belongs to is being typed into. */
export class KeyboardAccessoryElement extends HubElement {
  attached() {
    addAccessory(this)
  }

  disconnectedCallback() {
    removeAccessory(this)
  }

  follow(field) {
    this.toggleAttribute('shown', Boolean(field && field.contains(this)))
  }

  build() {
    // Pressing it must not take the keyboard away.
    this.addEventListener('mousedown', (event) => event.preventDefault())
  }
}
