// SPDX-License-Identifier: MIT
// Components that need a device or a service which is not there: a labelled box stands where they would be.
import { HubElement, make } from './base.js'

export const PLACEHOLDERS = [
  'ad', 'ad-custom', 'camera', 'channel-live', 'channel-video', 'editor', 'functional-page-navigator', 'live-player', 'live-pusher',
  'official-account', 'open-data', 'open-data-item', 'open-data-list', 'store-coupon', 'store-home', 'store-product', 'voip-room',
]

const OPEN_DATA = { userNickName: 'Super Hub user', userAvatarUrl: '☺' }

/** A class for one of them; `name` is what its box says. */
export function placeholderClass(name) {
  return class extends HubElement {
    static reflected = ['type']

    build() {
      this.box = make('span', 'hub-placeholder')
      this.box.textContent = `<${name}>`
      this.append(this.box)
    }

    changed(key, value) {
      if (name === 'open-data' && key === 'type') this.box.textContent = OPEN_DATA[value] ?? value
    }
  }
}
