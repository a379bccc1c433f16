// SPDX-License-Identifier: MIT
// applyAnimatedStyle: styles of nodes that follow wx.worklet's shared values.
import { safely } from './errors.js'
import { findNodes } from './selectors.js'
import { watch } from './wx/worklet.js'
import { inlineStyle, styleText } from './rpx.js'

const SEGMENT = 3 // beside the template's own style and that of its scripts
let count = 0
/** Page or component → style id → what ends it. */
const applied = new WeakMap()

/** Sets the style `run` returns on every node that matches, now and whenever a shared value it reads changes. */
export function applyAnimatedStyle (owner, selector, run, callback) {
  if (typeof run !== 'function') return
  count += 1
  const styleId = count
  const end = watch(run, (style) => {
    for (const node of findNodes(owner._$.getShadowRoot(), selector, false)) node.setNodeStyle(inlineStyle(styleText(style)), SEGMENT)
  })
  if (!applied.has(owner)) applied.set(owner, new Map())
  applied.get(owner).set(styleId, { selector, end })
  if (typeof callback === 'function') Promise.resolve().then(() => safely(() => callback({ styleId })))
}

/** Ends what applyAnimatedStyle() began for a selector: some of it, or all. */
export function clearAnimatedStyle (owner, selector, styleIds, callback) {
  const styles = applied.get(owner) || new Map()
  for (const [styleId, style] of [...styles]) {
    if (style.selector !== selector || (Array.isArray(styleIds) && styleIds.length && !styleIds.includes(styleId))) continue
    style.end()
    styles.delete(styleId)
    for (const node of findNodes(owner._$.getShadowRoot(), selector, false)) node.setNodeStyle('', SEGMENT)
  }
  if (typeof callback === 'function') Promise.resolve().then(() => safely(() => callback()))
}

/** A page or component is gone: nothing of its follows a value any more. */
export function endAnimatedStyles (owner) {
  for (const style of (applied.get(owner) || new Map()).values()) style.end()
  applied.delete(owner)
}
