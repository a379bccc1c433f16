// SPDX-License-Identifier: MIT
// The logical tree as a tester sees it: without blocks, slots and other nodes that have no tag of their own.
import * as glassEasel from 'glass-easel'
import { camel, dashed } from '../../attribute-names.js'

const { Component, NativeNode, ShadowRoot, TextNode } = glassEasel

export const isComponent = (node) => Component.isComponent(node)
export const isText = (node) => TextNode.isTextNode(node)
const isTagged = (node) => isComponent(node) || NativeNode.isNativeNode(node)

// What stands in for a component that is not there.
const STAND_IN = 'hub-nothing'

/** Whether a node is the host of one of the program's own components (and not a page, nor a built-in). */
export const isHost = (node, page) => isComponent(node) && node !== page.component && node.is !== STAND_IN

/** The tag as in the template. */
export function tagOf (node, page) {
  if (page && node === page.component) return 'page'
  const name = isComponent(node) ? node.tagName || node.is : node.stylingName || node.is
  return String(name).toLowerCase().replace(/^wx-/, '')
}

function flatten (nodes, texts, result) {
  for (const node of nodes) {
    if (isText(node)) {
      if (texts) result.push(node)
    } else if (isTagged(node)) {
      result.push(node)
    } else {
      flatten(node.childNodes, texts, result)
    }
  }
  return result
}

/** Children in the tree of the template a node stands in: what is put between a component's tags, not what it makes. */
export const childrenOf = (node) => flatten(node.childNodes, false, [])

/** Children of a component's own template. */
export function contentOf (component) {
  const root = isComponent(component) ? component.getShadowRoot() : null
  return root ? flatten(root.childNodes, false, []) : []
}

/** Children as they are shown: a component's own template, with what was put into it at its slots. */
export function shownChildren (node) {
  const result = []
  const visit = (from) => from.forEachComposedChild((child) => {
    if (isText(child) || isTagged(child)) result.push(child)
    else visit(child)
  })
  visit(node)
  return result
}

/** The parent in the same template; null at its top. */
export function parentOf (node) {
  let parent = node.parentNode
  while (parent && !isTagged(parent) && !ShadowRoot.isShadowRoot(parent)) parent = parent.parentNode
  return parent && !ShadowRoot.isShadowRoot(parent) ? parent : null
}

/** The component whose template a node stands in. */
export const hostOf = (node) => (node.ownerShadowRoot ? node.ownerShadowRoot.getHostNode() : null)

/** The parent as it is shown. */
export function shownParent (node) {
  let parent = node.getComposedParent()
  while (parent && !isTagged(parent)) parent = ShadowRoot.isShadowRoot(parent) ? parent.getHostNode() : parent.getComposedParent()
  return parent
}

function ownValue (node, name) {
  if (!isComponent(node)) {
    const value = node.getAttribute(name)
    return value === null ? node.getAttribute(dashed(name)) : value
  }
  for (const key of [name, camel(name)]) if (Component.hasProperty(node, key)) return node.data[key]
  return null
}

/** The value of an attribute as text; null if the node has none of that name. */
export function attributeOf (node, name) {
  if (name === 'id') return node.id || null
  if (name === 'class') return node.class || null
  if (name === 'style') return node.style || null
  if (name === 'slot') return node.slot || null
  const value = name.startsWith('data-') ? node.dataset[camel(name.slice(5))] : ownValue(node, name)
  if (value === null || value === undefined || typeof value === 'function') return null
  if (typeof value !== 'object') return String(value)
  try { return JSON.stringify(value) } catch { return null }
}

/** Names of the attributes a node has, in the order WXML is usually written. */
export function attributeNames (node) {
  const names = ['id', 'class', 'style', 'slot'].filter((name) => attributeOf(node, name) !== null)
  for (const key of Object.keys(node.dataset)) names.push(`data-${dashed(key)}`)
  if (!isComponent(node)) {
    for (const { name } of node.attributes) if (!names.includes(name) && !name.startsWith('data-')) names.push(name)
  }
  return names
}
