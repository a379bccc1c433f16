// SPDX-License-Identifier: MIT
// What a selector query's node() and context() give, by the built-in component's name.

const nodes = new Map()
const contexts = new Map()

/**
 * Says what `node()` gives for a built-in component.
 *
 * @param {string} tag as in the template, such as "canvas"
 * @param {(element: import('glass-easel').Element) => object | Promise<object> | null} make called once for each query; keep what must stay the same
 */
export const registerNodeFactory = (tag, make) => { nodes.set(tag, make) }

/** The same for `context()`, such as a video's. */
export const registerContextFactory = (tag, make) => { contexts.set(tag, make) }

const make = (table, element) => {
  const factory = table.get(String(element.is || '').replace(/^wx-/, ''))
  return factory ? factory(element) : null
}

export const nodeOf = (element) => make(nodes, element)
export const contextOf = (element) => make(contexts, element)
