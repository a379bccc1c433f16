// SPDX-License-Identifier: MIT
// Components that need a device or a service which is not there: a labelled box of their size stands where they would be,
// and the events that programs wait for say so.
import { hubEmit } from '../view/emit.js'
import { HubElement, make } from './base.js'

const NONE = 'not supported in simulator'
const AD = { errCode: 1004, errMsg: 'no advertisement' }

// tag → what the box says, the attribute that tells which one it is, and what is told once it stands there
const KINDS = {
  ad: { label: 'Advertisement', by: 'unitId', event: ['error', AD] },
  'ad-custom': { label: 'Advertisement', by: 'unitId', event: ['error', AD] },
  camera: { label: 'Camera', by: 'devicePosition', event: ['error', { errMsg: `camera:fail ${NONE}` }] },
  'live-player': { label: 'Live player', by: 'src', event: ['statechange', { code: -2301, message: NONE }] },
  'live-pusher': { label: 'Live pusher', by: 'url', event: ['error', { errCode: 10001, errMsg: `live-pusher:fail ${NONE}` }] },
  'voip-room': { label: 'Call', by: 'openid', event: ['error', { errCode: -1, errMsg: `voip-room:fail ${NONE}` }] },
  'channel-video': { label: 'Channel video', by: 'feedId', event: ['error', { errMsg: `channel-video:fail ${NONE}` }] },
  'channel-live': { label: 'Channel live', by: 'finderUserName' },
  // 2: not in a scene where it is shown
  'official-account': { label: 'Official account', event: ['error', { status: 2, errMsg: `official-account:fail ${NONE}` }] },
  'store-coupon': { label: 'Coupon', by: 'couponId' },
  'store-home': { label: 'Store', by: 'appid' },
  'store-product': { label: 'Product', by: 'productId' },
}

class PlaceholderElement extends HubElement {
  build() {
    const { label } = this.constructor.kind
    this.box = make('span', 'hub-placeholder')
    this.box.textContent = label
    this.prepend(this.box)
  }

  changed(key, value) {
    const { by, label } = this.constructor.kind
    if (key === by) this.box.textContent = value ? `${label} · ${String(value).slice(0, 60)}` : label
  }

  attached() {
    const { event } = this.constructor.kind
    if (!event || this.told) return
    this.told = true
    // After the program's listeners are there.
    setTimeout(() => hubEmit(this, event[0], event[1]), 0)
  }
}

const FACE = 'data:image/svg+xml,' + encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="#d8dee4"/><circle cx="32" cy="24" r="11" fill="#ffffff"/><path d="M10 60c2-17 12-23 22-23s20 6 22 23z" fill="#ffffff"/></svg>')
const SAMPLES = {
  userNickName: 'Super Hub user', userGender: '', userCity: 'Guangzhou', userProvince: 'Guangdong', userCountry: 'China', userLanguage: 'zh_CN', groupName: 'Sample group',
}

/** <open-data>: what phones know of the user and do not tell the program. Here a sample. */
export class OpenDataElement extends HubElement {
  static defaults = { type: '', lang: 'en', defaultText: '', defaultAvatar: '' }

  static reflected = ['type']

  build() {
    this.box = make('span', 'hub-open-data')
    this.prepend(this.box)
  }

  changed() {
    const { type, defaultText, defaultAvatar } = this.hubProps
    if (type === 'userAvatarUrl') {
      const face = make('img')
      face.alt = ''
      face.src = defaultAvatar || FACE
      this.box.replaceChildren(face)
    } else {
      this.box.textContent = defaultText || (SAMPLES[type] ?? type)
    }
  }
}

const TALK = 'data:image/svg+xml,' + encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M12 4c5 0 9 3 9 7s-4 7-9 7l-5 3v-4c-2-1-4-3-4-6 0-4 4-7 9-7z" fill="#888888"/></svg>')

/** <contact-button>: a round button of 2016; it opened a talk with customer service. */
export class ContactButtonElement extends HubElement {
  static defaults = { size: 18, type: 'default-dark', sessionFrom: '' }

  static reflected = ['type']

  build() {
    this.box = make('span', 'hub-contact')
    const icon = make('img')
    icon.alt = ''
    icon.src = TALK
    this.box.append(icon)
    this.prepend(this.box)
  }

  changed(name, value) {
    if (name === 'size') this.style.setProperty('--hub-contact', `${Math.min(27, Math.max(18, value))}px`)
  }
}

/** <functional-page-navigator>: shows what is in it; a tap fails, for there is no page of the kind. */
export class FunctionalPageElement extends HubElement {
  build() {
    this.addEventListener('hub-tap', () => hubEmit(this, 'fail', { errMsg: `functional-page-navigator:fail ${NONE}` }))
  }
}

/** tag → class */
export const PLACEHOLDERS = Object.fromEntries(Object.entries(KINDS).map(([name, kind]) => [name, class extends PlaceholderElement {
  static kind = kind
}]))
