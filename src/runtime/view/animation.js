// SPDX-License-Identifier: MIT
// Plays what wx.createAnimation exported: a list of steps, each a set of styles with a transition.

const px = (value) => (typeof value === 'number' ? `${value}px` : value)
const deg = (value) => `${value}deg`

const TRANSFORMS = {
  matrix: (a) => `matrix(${a})`, matrix3d: (a) => `matrix3d(${a})`,
  rotate: ([a]) => `rotate(${deg(a)})`, rotate3d: ([x, y, z, a]) => `rotate3d(${x},${y},${z},${deg(a)})`,
  rotateX: ([a]) => `rotateX(${deg(a)})`, rotateY: ([a]) => `rotateY(${deg(a)})`, rotateZ: ([a]) => `rotateZ(${deg(a)})`,
  scale: ([x, y]) => `scale(${x},${y === undefined ? x : y})`, scale3d: (a) => `scale3d(${a})`,
  scaleX: ([a]) => `scaleX(${a})`, scaleY: ([a]) => `scaleY(${a})`, scaleZ: ([a]) => `scaleZ(${a})`,
  skew: ([x, y]) => `skew(${deg(x)},${deg(y || 0)})`, skewX: ([a]) => `skewX(${deg(a)})`, skewY: ([a]) => `skewY(${deg(a)})`,
  translate: ([x, y]) => `translate(${px(x)},${px(y || 0)})`, translate3d: (a) => `translate3d(${a.map(px)})`,
  translateX: ([a]) => `translateX(${px(a)})`, translateY: ([a]) => `translateY(${px(a)})`, translateZ: ([a]) => `translateZ(${px(a)})`,
}

const STYLES = {
  opacity: ([a]) => ['opacity', String(a)],
  backgroundColor: ([a]) => ['background-color', a],
  width: ([a]) => ['width', px(a)], height: ([a]) => ['height', px(a)],
  top: ([a]) => ['top', px(a)], left: ([a]) => ['left', px(a)], bottom: ([a]) => ['bottom', px(a)], right: ([a]) => ['right', px(a)],
}

function applyStep (node, { animates, option }) {
  const { duration = 400, timingFunction = 'linear', delay = 0 } = (option && option.transition) || {}
  const transforms = []
  const styles = []
  for (const { type, args } of animates) {
    if (TRANSFORMS[type]) transforms.push(TRANSFORMS[type](args))
    else if (STYLES[type]) styles.push(STYLES[type](args))
  }
  node.style.transition = `all ${duration}ms ${timingFunction} ${delay}ms`
  if (option && option.transformOrigin) node.style.transformOrigin = option.transformOrigin
  if (transforms.length) node.style.transform = transforms.join(' ')
  for (const [name, value] of styles) node.style.setProperty(name, value)
  return duration + delay
}

/**
 * @param {HTMLElement} node
 * @param {{actions: {animates: {type: string, args: unknown[]}[], option: object}[]} | null} data
 */
export function animate (node, data) {
  const steps = data && Array.isArray(data.actions) ? data.actions.slice() : []
  const run = (node.hubAnimation || 0) + 1
  node.hubAnimation = run
  const next = () => {
    if (node.hubAnimation !== run || !steps.length) return
    setTimeout(next, applyStep(node, steps.shift()))
  }
  requestAnimationFrame(next)
}
