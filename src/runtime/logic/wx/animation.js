// SPDX-License-Identifier: MIT
// wx.createAnimation: records steps; the view plays what export() returns.

const TRANSFORMS = ('matrix matrix3d rotate rotate3d rotateX rotateY rotateZ scale scale3d scaleX scaleY scaleZ skew skewX skewY translate translate3d ' +
  'translateX translateY translateZ').split(' ')
const LENGTHS = ['width', 'height', 'top', 'left', 'bottom', 'right']

export class Animation {
  constructor (options) {
    const { duration = 400, timingFunction = 'linear', delay = 0, transformOrigin = '50% 50% 0' } = options || {}
    // Programs change it between steps.
    this.option = { transition: { duration, timingFunction, delay }, transformOrigin }
    this.actions = []
    this.currentStepAnimates = []
    // What was moved stays moved in the steps that follow, also after export().
    this.currentTransform = {}
  }

  record (key, type, args) {
    this.currentStepAnimates.push([key, { type, args }])
    return this
  }

  step (options) {
    const { duration, timingFunction, delay, transformOrigin } = { ...this.option.transition, transformOrigin: this.option.transformOrigin, ...options }
    for (const [key, animate] of this.currentStepAnimates) this.currentTransform[key] = animate
    this.actions.push({ animates: Object.values(this.currentTransform), option: { transformOrigin, transition: { duration, timingFunction, delay } } })
    this.currentStepAnimates = []
    return this
  }

  export () {
    const { actions } = this
    this.actions = []
    return { actions }
  }

  opacity (value) { return this.record('style.opacity', 'style', ['opacity', value]) }

  backgroundColor (value) { return this.record('style.background-color', 'style', ['background-color', value]) }
}

for (const type of TRANSFORMS) {
  Animation.prototype[type] = function (...args) { return this.record(type, type, args) }
}
for (const name of LENGTHS) {
  Animation.prototype[name] = function (value) { return this.record(`style.${name}`, 'style', [name, typeof value === 'number' ? `${value}px` : value]) }
}
