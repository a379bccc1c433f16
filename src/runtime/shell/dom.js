// SPDX-License-Identifier: MIT
// Making elements without HTML strings, so that no text of a program is ever taken for markup.

/**
 * Creates an element.
 * @param {string} tag such as `div`, or `div.name.other` for classes
 * @param {object} [props] `on*` are listeners, `ariaLabel` and its like are ARIA attributes, `style` is an object,
 *   what the element has as a property is set, the rest are attributes
 * @param {...(Node|string|null|undefined|false)} children
 */
export function h(tag, props, ...children) {
  const [name, ...classes] = tag.split('.')
  const element = document.createElement(name)
  if (classes.length) element.className = classes.join(' ')
  for (const [key, value] of Object.entries(props ?? {})) setProp(element, key, value)
  for (const child of children) if (child || child === 0) element.append(child)
  return element
}

function setProp(element, key, value) {
  if (value === undefined || value === null || value === false) return
  if (key.startsWith('on')) element.addEventListener(key.slice(2).toLowerCase(), value)
  else if (key === 'style') Object.assign(element.style, value)
  else if (key.startsWith('aria')) element.setAttribute('aria-' + key.slice(4).toLowerCase(), value)
  else if (key in element) element[key] = value
  else element.setAttribute(key, value === true ? '' : value)
}

const SVG = 'http://www.w3.org/2000/svg'

/** An inline picture from path data; `fill` false draws lines. */
export function icon(size, paths, { fill = true, width = 2, viewBox = '0 0 24 24' } = {}) {
  const svg = document.createElementNS(SVG, 'svg')
  const attributes = fill
    ? { fill: 'currentColor' }
    : { fill: 'none', stroke: 'currentColor', 'stroke-width': width, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' }
  for (const [key, value] of Object.entries({ viewBox, width: size, height: size, 'aria-hidden': 'true', ...attributes })) {
    svg.setAttribute(key, value)
  }
  for (const d of [paths].flat()) {
    const path = document.createElementNS(SVG, 'path')
    path.setAttribute('d', d)
    svg.append(path)
  }
  return svg
}

/** Resolves when the element's running transition ended, or after `limit` ms: a hidden page runs none. */
export function transitionEnd(element, limit = 450) {
  return new Promise((resolve) => {
    const done = (event) => {
      if (event && event.target !== element) return
      clearTimeout(timer)
      element.removeEventListener('transitionend', done)
      resolve()
    }
    const timer = setTimeout(done, limit)
    element.addEventListener('transitionend', done)
  })
}

/** Lets the browser lay out once, so that the class set next starts a transition. */
export function settle(element) {
  return element.offsetWidth
}
