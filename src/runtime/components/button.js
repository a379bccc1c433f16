// SPDX-License-Identifier: MIT
// <button>
import { hubEmit, hubInvoke } from '../view/emit.js'
import { HubElement, tapByKey } from './base.js'

// open-type → the event that brings what the person answered
const ANSWERS = {
  getUserInfo: 'getuserinfo',
  getPhoneNumber: 'getphonenumber',
  getRealtimePhoneNumber: 'getrealtimephonenumber',
  chooseAvatar: 'chooseavatar',
  contact: 'contact',
  openSetting: 'opensetting',
  launchApp: 'launchapp',
  agreePrivacyAuthorization: 'agreeprivacyauthorization',
  createLiveActivity: 'createliveactivity',
}

export class ButtonElement extends HubElement {
  static defaults = {
    type: 'default', size: 'default', plain: false, disabled: false, loading: false, formType: '', openType: '', name: '',
    hoverClass: 'button-hover', hoverStopPropagation: false, hoverStartTime: 20, hoverStayTime: 70,
    lang: 'en', sessionFrom: '', sendMessageTitle: '', sendMessagePath: '', sendMessageImg: '', showMessageCard: false,
    appParameter: '', phoneNumberNoQuotaToast: true,
  }

  static reflected = ['type', 'size', 'plain', 'disabled', 'loading']

  constructor() {
    super()
    this.addEventListener('hub-tap', () => this.activate())
  }

  build() {
    if (!this.hasAttribute('role')) this.setAttribute('role', 'button')
    tapByKey(this)
    if (!this.hasAttribute('type')) this.setAttribute('type', 'default')
    if (!this.hasAttribute('size')) this.setAttribute('size', 'default')
  }

  activate() {
    const { disabled, loading, formType, openType } = this.hubProps
    if (disabled) return
    if (formType) {
      const form = this.closest('wx-form')
      if (formType === 'submit') form?.submit(this)
      else if (formType === 'reset') form?.reset()
    }
    if (!openType || (loading && this.asking)) return
    // Two may be joined, such as "getPhoneNumber|agreePrivacyAuthorization".
    for (const type of openType.split('|')) this.open(type)
  }

  async open(type) {
    if (this.asking) return
    this.asking = true
    const { sessionFrom, sendMessageTitle, sendMessagePath, sendMessageImg, showMessageCard, appParameter, lang } = this.hubProps
    try {
      const detail = await hubInvoke('openType', {
        type, node: this.hubId, lang, sessionFrom, sendMessageTitle, sendMessagePath, sendMessageImg, showMessageCard, appParameter,
      })
      if (ANSWERS[type] && detail) hubEmit(this, ANSWERS[type], detail)
    } catch (error) {
      this.failed(type, `${type}:${error.message}`)
    } finally {
      this.asking = false
    }
  }

  failed(type, errMsg) {
    if (type === 'launchApp') hubEmit(this, 'error', { errMsg: 'invalid scene' })
    else if (type !== 'chooseAvatar' && ANSWERS[type]) hubEmit(this, ANSWERS[type], { errMsg })
  }

  changed(name, value) {
    if (name === 'disabled') this.setAttribute('aria-disabled', value)
  }

  /** What a label does to the button it stands for. */
  hubLabel() {
    const box = this.getBoundingClientRect()
    hubEmit(this, 'tap', { x: box.left + window.scrollX, y: box.top + window.scrollY })
    this.activate()
  }
}
