// SPDX-License-Identifier: MIT
// Inline styles: rpx, and sources relative to the program's root.
import { dashed } from '../attribute-names.js'

const RPX = /(-?\d*\.?\d+)rpx\b/gi
const ROOTED = /url\(\s*(["']?)\/(?!\/)/g

/** "width:75rpx" gives "width:10vw": a page is 750 rpx wide. */
export function inlineStyle (text) {
  let result = String(text)
  if (result.includes('rpx') || result.includes('RPX')) result = result.replace(RPX, (all, n) => `${Math.round(Number(n) / 7.5 * 10000) / 10000}vw`)
  if (result.includes('url(')) result = result.replace(ROOTED, 'url($1')
  return result
}

/** A style as an object, `{marginTop: '1px'}`, or as text. */
export function styleText (style) {
  if (typeof style === 'string') return style
  return Object.keys(style || {}).map((key) => `${dashed(key)}:${style[key]}`).join(';')
}
