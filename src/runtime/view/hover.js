// SPDX-License-Identifier: MIT
// hover-class: class names a node wears while a finger is on it.

const START = 50
const STAY = 400

let worn = []
let timer = 0

const attribute = (node, name) => (typeof node.hubGet === 'function' ? node.hubGet(name) : node.getAttribute(name))

function wear (node, names) {
  node.hubHover = names
  node.className = [node.hubClass || '', names].join(' ').trim()
}

function shed (node) {
  node.hubHover = ''
  node.className = node.hubClass || ''
}

/** A finger came down on `target`: after a moment the nodes above it with a hover-class put it on. */
export function hoverStart (target) {
  hoverEnd(true)
  const found = []
  let wait = START
  for (let node = target; node && node.getAttribute; node = node.parentNode) {
    const names = attribute(node, 'hover-class')
    if (!names || names === 'none' || node.hasAttribute('disabled')) continue
    found.push([node, names])
    const own = Number(attribute(node, 'hover-start-time'))
    if (own > 0) wait = own
    const stop = attribute(node, 'hover-stop-propagation')
    if (stop !== null && stop !== undefined && stop !== false) break
  }
  if (!found.length) return
  timer = setTimeout(() => {
    for (const [node, names] of found) wear(node, names)
    worn = found.map(([node]) => node)
  }, wait)
}

/** The finger went; the class names stay for a moment unless `now`. */
export function hoverEnd (now) {
  clearTimeout(timer)
  const nodes = worn
  worn = []
  if (!nodes.length) return
  if (now) nodes.forEach(shed)
  else setTimeout(() => nodes.forEach(shed), Math.min(Number(attribute(nodes[0], 'hover-stay-time')) || STAY, 2000))
}
