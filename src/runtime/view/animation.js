// SPDX-License-Identifier: MIT
// Plays what wx.createAnimation exported: a list of steps, each a set of styles with a transition.

const px = (value) => {
  if (typeof value === 'number') return `${value}px`
  const text = String(value).trim()
  if (/^-?\d*\.?\d+$/.test(text)) return `${text}px`
  return text.replace(/(-?\d*\.?\d+)rpx\b/gi, (all, number) => `${Number(number) / 7.5}vw`)
}
const deg = (value) => (typeof value === 'string' && /[a-z]/i.test(value) ? value : `${Number(value) || 0}deg`)

const TRANSFORMS = {
  matrix: (a) => `matrix(${a})`, matrix3d: (a) => `matrix3d(${a})`,
  rotate: ([a]) => `rotate(${deg(a)})`, rotate3d: ([x, y = 0, z = 0, a]) => (a === undefined ? `rotate(${deg(x)})` : `rotate3d(${x},${y},${z},${deg(a)})`),
  rotateX: ([a]) => `rotateX(${deg(a)})`, rotateY: ([a]) => `rotateY(${deg(a)})`, rotateZ: ([a]) => `rotateZ(${deg(a)})`,
  scale: ([x, y]) => `scale(${x},${y === undefined ? x : y})`, scale3d: (a) => `scale3d(${a})`,
  scaleX: ([a]) => `scaleX(${a})`, scaleY: ([a]) => `scaleY(${a})`, scaleZ: ([a]) => `scaleZ(${a})`,
  skew: ([x, y]) => `skew(${deg(x)},${deg(y || 0)})`, skewX: ([a]) => `skewX(${deg(a)})`, skewY: ([a]) => `skewY(${deg(a)})`,
  translate: ([x, y]) => `translate(${px(x)},${px(y || 0)})`, translate3d: ([x, y, z]) => `translate3d(${px(x || 0)},${px(y || 0)},${px(z || 0)})`,
  translateX: ([a]) => `translateX(${px(a)})`, translateY: ([a]) => `translateY(${px(a)})`, translateZ: ([a]) => `translateZ(${px(a)})`,
}

/** The styles that a step's actions stand for. @param {{type: string, args: unknown[]}[]} animates */
export function toStyles (animates) {
  const transforms = []
  const styles = {}
  for (const { type, args } of animates) {
    if (TRANSFORMS[type]) {
      // matrix() may come as one array
      transforms.push(TRANSFORMS[type](args.length === 1 && Array.isArray(args[0]) ? args[0] : args))
    } else if (type === 'style') {
      styles[args[0]] = args[0] === 'opacity' || args[0] === 'background-color' ? String(args[1]) : px(args[1])
    }
  }
  if (transforms.length) styles.transform = transforms.join(' ')
  return styles
}

function applyStep (node, { animates, option }) {
  const { duration = 400, timingFunction = 'linear', delay = 0 } = (option && option.transition) || {}
  const origin = option && option.transformOrigin
  const styles = { ...toStyles(animates || []), ...(origin ? { 'transform-origin': origin } : {}) }
  node.hubAnimated = { ...node.hubAnimated, ...styles, transition: `all ${duration}ms ${timingFunction} ${delay}ms` }
  keepAnimated(node)
  return duration + delay
}

/** What animations set stays when the template sets the node's style anew. */
export function keepAnimated (node) {
  for (const [name, value] of Object.entries(node.hubAnimated || {})) node.style.setProperty(name, value)
}

/**
 * @param {HTMLElement} node
 * @param {{actions: {animates: {type: string, args: unknown[]}[], option: object}[]} | null} data
 */
export function animate (node, data) {
  const steps = data && Array.isArray(data.actions) ? data.actions.slice() : []
  if (!steps.length) return
  const run = (node.hubAnimation || 0) + 1
  node.hubAnimation = run
  // Laid out with the styles as they are now, or a transition has nothing to start from.
  node.getBoundingClientRect()
  const next = () => {
    if (node.hubAnimation !== run || !steps.length) return
    setTimeout(next, applyStep(node, steps.shift()))
  }
  requestAnimationFrame(next)
}
