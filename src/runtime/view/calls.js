// SPDX-License-Identifier: MIT
// What the logic layer can ask of a node: measures, scrolling, methods of a component.
import { dashed } from '../attribute-names.js'
import { automateNode } from './automation-nodes.js'
import { clearKeyframes, playKeyframes } from './keyframes.js'
import { observe, unobserve } from './observers.js'
import { blurField, fieldSelection, loadFont } from './fields.js'
import { decodePicture } from './pictures.js'

const rectangle = (node) => {
  let rect
  if (node.getBoundingClientRect) {
    rect = node.getBoundingClientRect()
  } else {
    const range = document.createRange()
    range.selectNode(node)
    rect = range.getBoundingClientRect()
  }
  return { left: rect.left, top: rect.top, right: rect.right, bottom: rect.bottom, width: rect.width, height: rect.height }
}

const scroller = (node) => (node.hubId === 1 ? document.scrollingElement : node.hubScroller || node)

const scroll = (node) => {
  const box = scroller(node)
  return { scrollLeft: box.scrollLeft, scrollTop: box.scrollTop, scrollWidth: box.scrollWidth, scrollHeight: box.scrollHeight }
}

/** @returns {Record<string, unknown>} the fields a selector query asked for */
function fields (node, wanted) {
  const result = {}
  if (wanted.rect || wanted.size) {
    const rect = rectangle(node)
    if (wanted.rect) Object.assign(result, { left: rect.left, top: rect.top, right: rect.right, bottom: rect.bottom })
    if (wanted.size) Object.assign(result, { width: rect.width, height: rect.height })
  }
  if (wanted.scrollOffset) Object.assign(result, scroll(node))
  if (wanted.properties && wanted.properties.length) {
    for (const name of wanted.properties) {
      result[name] = typeof node.hubGet === 'function' ? node.hubGet(name) : node.getAttribute(name)
    }
  }
  if (wanted.computedStyle && wanted.computedStyle.length) {
    const style = getComputedStyle(node)
    for (const name of wanted.computedStyle) {
      result[name] = style.getPropertyValue(dashed(name))
    }
  }
  return result
}

let glides = 0

/** Scrolls the page in the time the program says; frames may not come in a hidden page. The latest call wins. */
function glide (target, duration) {
  const own = ++glides
  const box = document.scrollingElement
  const from = box.scrollTop
  const to = Math.max(0, Math.min(target, box.scrollHeight - innerHeight))
  if (!(duration > 0) || document.hidden || from === to) {
    window.scrollTo({ top: to, behavior: 'instant' })
    return
  }
  const start = performance.now()
  const step = (now) => {
    if (own !== glides) return
    const part = Math.min(1, Math.max(0, (now - start) / duration))
    window.scrollTo({ top: from + (to - from) * (part < 0.5 ? 2 * part * part : 1 - 2 * (1 - part) ** 2), behavior: 'instant' })
    if (part < 1) requestAnimationFrame(step)
  }
  requestAnimationFrame(step)
}

/** Films stop when the page is left, unless they are to go on. */
function pageHidden () {
  for (const film of document.querySelectorAll('wx-video')) {
    if (film.hubGet('auto-pause-if-navigate') !== false) film.hubCall('pause')
  }
}

function scrollPage ({ scrollTop, duration = 300, offsetTop = 0 }, node) {
  let top = scrollTop
  if (node && node.hubId !== 1) top = node.getBoundingClientRect().top + document.scrollingElement.scrollTop
  return glide(top + offsetTop, duration)
}

/** Runs one call. `node` is undefined when it left the page in the meantime. */
export function runCall (method, node, args, applier) {
  if (method === 'viewport') {
    const box = document.scrollingElement
    return {
      left: 0, top: 0, right: innerWidth, bottom: innerHeight, width: innerWidth, height: innerHeight,
      scrollLeft: box.scrollLeft, scrollTop: box.scrollTop, scrollWidth: box.scrollWidth, scrollHeight: box.scrollHeight,
    }
  }
  if (method === 'fieldsAll') return args.map(([id, wanted]) => { const n = applier.nodes.get(id); return n ? fields(n, wanted) : {} })
  if (method === 'scrollPage') return scrollPage(args, node)
  if (method === 'decode') return decodePicture(args)
  if (method === 'blurField') return blurField()
  if (method === 'fieldSelection') return fieldSelection()
  if (method === 'loadFont') return loadFont(args)
  if (method === 'pageHidden') return pageHidden()
  if (method === 'unobserve') return unobserve(args)
  if (!node) return null
  if (method === 'automation') return automateNode(node, args)
  if (method === 'rect') return rectangle(node)
  if (method === 'observe') return observe(node, args, applier)
  if (method === 'keyframes') return playKeyframes(node, args, applier.nodes)
  if (method === 'clearKeyframes') return clearKeyframes(node, args.options)
  if (method === 'scroll') return scroll(node)
  if (method === 'canvas') return typeof node.hubHandOver === 'function' ? node.hubHandOver() : null
  if (method === 'fields') return fields(node, args)
  if (method === 'setScroll') {
    scroller(node).scrollTo({ left: args.left, top: args.top, behavior: args.duration ? 'smooth' : 'instant' })
    return null
  }
  if (method === 'method') {
    return typeof node.hubCall === 'function' ? node.hubCall(args.name, args.args) : null
  }
  throw new Error(`unknown call ${method}`)
}
