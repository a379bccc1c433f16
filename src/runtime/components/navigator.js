// SPDX-License-Identifier: MIT
// <navigator>
import { hubEmit, hubInvoke } from '../view/emit.js'
import { HubElement, tapByKey } from './base.js'

const MOVES = { navigate: 'navigateTo', redirect: 'redirectTo', switchTab: 'switchTab', reLaunch: 'reLaunch', navigateBack: 'navigateBack', exit: 'exitMiniProgram' }

export class NavigatorElement extends HubElement {
  static defaults = {
    target: 'self', url: '', openType: 'navigate', delta: 1, appId: '', hoverClass: 'navigator-hover', hoverStopPropagation: false,
    hoverStartTime: 50, hoverStayTime: 600,
  }

  constructor() {
    super()
    this.addEventListener('hub-tap', (event) => this.follow(event))
  }

  build() {
    if (!this.hasAttribute('role')) this.setAttribute('role', 'link')
    tapByKey(this)
  }

  async follow(event) {
    if (event.hubFollowed) return
    const { target, url, openType, delta } = this.hubProps
    const name = MOVES[openType]
    if (target === 'miniProgram') {
      hubEmit(this, 'fail', { errMsg: 'navigateToMiniProgram:fail not supported in simulator' })
      return
    }
    if (!name || (!url && openType !== 'navigateBack' && openType !== 'exit')) return
    event.hubFollowed = true
    await hubInvoke('route', { name, args: openType === 'navigateBack' ? { delta } : { url } })
  }
}
