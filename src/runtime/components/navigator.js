// SPDX-License-Identifier: MIT
// <navigator>
import { hubEmit, hubInvoke, hubSay } from '../view/emit.js'
import { HubElement, tapByKey } from './base.js'

const MOVES = { navigate: 'navigateTo', redirect: 'redirectTo', switchTab: 'switchTab', reLaunch: 'reLaunch', navigateBack: 'navigateBack' }

export class NavigatorElement extends HubElement {
  static defaults = {
    target: 'self', url: '', openType: 'navigate', delta: 1, appId: '', path: '', extraData: undefined, version: 'release', shortLink: '',
    hoverClass: 'navigator-hover', hoverStopPropagation: false, hoverStartTime: 50, hoverStayTime: 600,
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
    const asked = this.request()
    if (!asked) return
    event.hubFollowed = true
    const [api, name, args] = asked
    try {
      await hubInvoke(name, args)
      this.answer('success', `${api}:ok`)
    } catch (error) {
      hubSay(`${api}:${error.message}`)
      this.answer('fail', `${api}:${error.message}`)
    }
  }

  answer(type, errMsg) {
    hubEmit(this, type, { errMsg })
    hubEmit(this, 'complete', { errMsg })
  }

  /** `[API, what the shell is asked, its arguments]` */
  request() {
    const { target, url, openType, delta, appId, path, extraData, version, shortLink } = this.hubProps
    if (openType === 'exit') return ['exitMiniProgram', 'exitMiniProgram', {}]
    if (target === 'miniProgram') return ['navigateToMiniProgram', 'openMiniProgram', { appId, path, extraData, envVersion: version, shortLink }]
    const api = MOVES[openType]
    if (!api || (!url && openType !== 'navigateBack')) return null
    return [api, 'navigate', { name: api, options: openType === 'navigateBack' ? { delta } : { url } }]
  }
}
