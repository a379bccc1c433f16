// SPDX-License-Identifier: MIT
// A part of the page as WXML: the tree as it is shown, one node a line, short texts in the line of their tag.
import { attributeNames, attributeOf, isText, shownChildren, tagOf } from './tree.js'

const escapeText = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
const escapeValue = (text) => escapeText(text).replace(/"/g, '&quot;')

function openTag (node, page) {
  const parts = [tagOf(node, page)]
  for (const name of attributeNames(node)) {
    const value = attributeOf(node, name)
    if (value !== null) parts.push(`${name}="${escapeValue(value)}"`)
  }
  return `<${parts.join(' ')}>`
}

function lines (node, page, indent, result) {
  if (isText(node)) {
    const text = node.textContent.trim()
    if (text) result.push(indent + escapeText(text))
    return
  }
  const children = shownChildren(node).filter((child) => !isText(child) || child.textContent.trim())
  const end = `</${tagOf(node, page)}>`
  if (!children.length) {
    result.push(`${indent}${openTag(node, page)}${end}`)
  } else if (children.every(isText)) {
    // Spaces inside a text are the program's: they stay.
    result.push(`${indent}${openTag(node, page)}${escapeText(children.map((child) => child.textContent).join(''))}${end}`)
  } else {
    result.push(indent + openTag(node, page))
    for (const child of children) lines(child, page, `${indent}  `, result)
    result.push(indent + end)
  }
}

/** @param {"inner"|"outer"} kind */
export function wxmlOf (node, page, kind) {
  const result = []
  if (kind === 'outer') {
    lines(node, page, '', result)
  } else {
    const children = shownChildren(node)
    if (children.every(isText)) return escapeText(children.map((child) => child.textContent).join(''))
    for (const child of children) lines(child, page, '', result)
  }
  return result.join('\n')
}
