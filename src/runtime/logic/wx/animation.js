// SPDX-License-Identifier: MIT
// wx.createAnimation: records steps; the view plays what export() returns.

const PARTS = ('matrix matrix3d rotate rotate3d rotateX rotateY rotateZ scale scale3d scaleX scaleY scaleZ skew skewX skewY translate translate3d ' +
  'translateX translateY translateZ opacity backgroundColor width height top left bottom right').split(' ')

export class Animation {
  constructor (options) {
    this.options = options || {}
    this.actions = []
    this.animates = []
  }

  step (options) {
    const { duration = 400, timingFunction = 'linear', delay = 0, transformOrigin = '50% 50% 0' } = { ...this.options, ...options }
    this.actions.push({ animates: this.animates, option: { transition: { duration, timingFunction, delay }, transformOrigin } })
    this.animates = []
    return this
  }

  export () {
    const actions = this.actions
    this.actions = []
    return { actions }
  }
}

for (const type of PARTS) {
  Animation.prototype[type] = function (...args) {
    this.animates.push({ type, args })
    return this
  }
}
