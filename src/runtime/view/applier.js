// SPDX-License-Identifier: MIT
// Applies a batch of tree commands to the page's DOM.
import * as C from '../logic/commands.js'
import { runCall } from './calls.js'
import { animate } from './animation.js'
import { isFresh } from './emit.js'

const content = (node) => node.hubContent || node

// These are attributes of the DOM node for every component, whatever it does with them besides.
const COMMON = /^(hidden|disabled|role|aria-.*|hover-.*)$/

function setAttribute (node, name, value) {
  if (name === 'animation') {
    animate(node, value)
    return
  }
  const fresh = name !== 'value' || isFresh(node)
  if (typeof node.hubSet === 'function') {
    if (fresh) node.hubSet(name, value)
    if (!COMMON.test(name)) return
  }
  if (!fresh) return
  if (value === true) node.setAttribute(name, '')
  else if (value === false || value === null || value === undefined) node.removeAttribute(name)
  else node.setAttribute(name, typeof value === 'object' ? JSON.stringify(value) : String(value))
}

function listen (node, type, flags) {
  if (!node.hubListeners) node.hubListeners = new Map()
  const key = flags & C.CAPTURE ? `capture:${type}` : type
  if (flags & C.OFF) node.hubListeners.delete(key)
  else node.hubListeners.set(key, flags & C.LEVEL)
  if (typeof node.hubListenersChanged === 'function') node.hubListenersChanged(type)
}

export class Applier {
  /**
   * @param {Document} document
   * @param {(callId: number, result: unknown) => void} reply answers a CALL
   * @param {(error: unknown, what: string) => void} report tells of a command that could not be applied
   */
  constructor (document, reply, report) {
    this.document = document
    this.reply = reply
    this.report = report
    /** @type {Map<number, Node>} */
    this.nodes = new Map()
    this.adopt(C.ROOT, document.body)
  }

  adopt (id, node) {
    node.hubId = id
    this.nodes.set(id, node)
    return node
  }

  /** @param {unknown[]} ops */
  apply (ops) {
    const calls = []
    const released = []
    let at = 0
    const take = () => ops[at++]
    const node = () => this.nodes.get(ops[at++])
    const list = () => {
      const count = ops[at++]
      const fragment = this.document.createDocumentFragment()
      for (let i = 0; i < count; i += 1) {
        const child = this.nodes.get(ops[at++])
        if (child) fragment.appendChild(child)
      }
      return fragment
    }
    while (at < ops.length) {
      const op = take()
      switch (op) {
        case C.CREATE: { const id = take(); this.create(id, take()); break }
        case C.TEXT: { const id = take(); this.adopt(id, this.document.createTextNode(take())); break }
        case C.APPEND: { const parent = node(); const children = list(); if (parent) content(parent).appendChild(children); break }
        case C.INSERT: { const parent = node(); const before = node(); const count = take(); this.insert(parent, before, count, list()); break }
        case C.REMOVE: { const before = node(); this.removeFrom(before, take()); break }
        case C.REPLACE: { const fresh = node(); const old = node(); if (old && old.parentNode && fresh) old.parentNode.replaceChild(fresh, old); break }
        case C.ID: { const target = node(); const value = take(); if (target) target.id = value; break }
        case C.CLASS: { const target = node(); const names = take(); if (target) this.setClass(target, names); break }
        case C.STYLE: { const target = node(); const text = take(); if (target) target.style.cssText = text; break }
        case C.ATTR: { const target = node(); const name = take(); this.set(target, name, take()); break }
        case C.UNSET: { const target = node(); this.set(target, take(), undefined); break }
        case C.CONTENT: { const target = node(); const text = take(); if (target) target.nodeValue = text; break }
        case C.LISTEN: { const target = node(); const type = take(); const flags = take(); if (target) listen(target, type, flags); break }
        case C.RELEASE: released.push(take()); break
        case C.CALL: calls.push([take(), take(), take(), take()]); break
        default: throw new Error(`unknown command ${op} at ${at - 1}`)
      }
    }
    for (const [callId, method, id, args] of calls) this.call(callId, method, id, args)
    for (const id of released) this.nodes.delete(id)
  }

  create (id, tag) {
    let element
    try {
      element = this.document.createElement(tag)
    } catch (error) {
      this.report(error, `<${tag}>`)
      element = this.document.createElement('wx-view')
    }
    this.adopt(id, element)
  }

  set (target, name, value) {
    if (!target) return
    try {
      setAttribute(target, name, value)
    } catch (error) {
      this.report(error, `${target.localName} ${name}`)
    }
  }

  setClass (target, names) {
    // hover-class names stay on while the finger is down
    target.className = target.hubHover ? `${names} ${target.hubHover}` : names
    target.hubClass = names
  }

  insert (parent, before, count, children) {
    if (before && before.parentNode) {
      before.parentNode.insertBefore(children, before)
      this.removeFrom(before, count)
    } else if (parent) {
      content(parent).appendChild(children)
    }
  }

  removeFrom (before, count) {
    let node = before
    for (let i = 0; i < count && node; i += 1) {
      const next = node.nextSibling
      node.remove()
      node = next
    }
  }

  call (callId, method, id, args) {
    let result = null
    try {
      result = runCall(method, this.nodes.get(id), args, this)
    } catch (error) {
      this.report(error, method)
    }
    if (callId) this.reply(callId, result)
  }
}
