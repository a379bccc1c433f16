// SPDX-License-Identifier: MIT
// <button>
import { hubEmit, hubInvoke } from '../view/emit.js'
import { HubElement, tapByKey } from './base.js'

// open-type → event that tells the program it is not available here
const UNAVAILABLE = {
  getPhoneNumber: 'getphonenumber',
  getRealtimePhoneNumber: 'getrealtimephonenumber',
  getUserInfo: 'getuserinfo',
  openSetting: 'opensetting',
  launchApp: 'error',
}

export class ButtonElement extends HubElement {
  static defaults = {
    type: 'default', size: 'default', plain: false, disabled: false, loading: false, formType: '', openType: '',
    hoverClass: 'button-hover', hoverStopPropagation: false, hoverStartTime: 20, hoverStayTime: 70,
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
  }

  activate() {
    const { disabled, formType, openType } = this.hubProps
    if (disabled) return
    if (formType) {
      const form = this.closest('wx-form')
      if (formType === 'submit') form?.submit(this)
      else if (formType === 'reset') form?.reset()
    }
    if (!openType) return
    if (openType === 'chooseAvatar') this.chooseAvatar()
    else if (openType === 'share') hubInvoke('shareMessage', { from: 'button' }).catch(() => {})
    else if (UNAVAILABLE[openType]) hubEmit(this, UNAVAILABLE[openType], { errMsg: `${openType}:fail not supported in simulator` })
  }

  async chooseAvatar() {
    try {
      const { tempFilePaths } = await hubInvoke('chooseImage', { count: 1 })
      hubEmit(this, 'chooseavatar', { avatarUrl: tempFilePaths[0] })
    } catch {
      // The person changed their mind.
    }
  }

  changed(name, value) {
    if (name === 'disabled') this.setAttribute('aria-disabled', value)
  }

  /** What a label does to the button it stands for. */
  hubLabel() {
    this.activate()
  }
}
