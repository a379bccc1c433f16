// SPDX-License-Identifier: MIT
// Applies a batch of tree commands to the page's DOM.
import * as C from '../logic/commands.js'
import { runCall } from './calls.js'
import { animate, keepAnimated } from './animation.js'
import { isFresh } from './emit.js'

const content = (node) => node.hubContent || node

// These are attributes of the DOM node for every component, whatever it does with them besides.
const COMMON = /^(hidden|disabled|role|aria-.*|hover-.*)$/

function setAttribute (node, name, value) {
  // A movable view has an attribute of that name, too: whether it glides.
  if (name === 'animation' && node.localName !== 'wx-movable-view') {
    animate(node, value)
    return
  }
  if (name === 'hub-field') {
    // A component that is a form's field: see components/form.js.
    node.hubField = value
    node.setAttribute(name, '')
    return
  }
  const fresh = name !== 'value' || isFresh(node, value)
  if (typeof node.hubSet === 'function') {
    if (fresh) node.hubSet(name, value)
    if (!COMMON.test(name)) return
  }
  if (!fresh) return
  const attribute = name === 'aria-role' ? 'role' : name
  // An empty text is no for these two, as for every yes-or-no property.
  if (value === '' && (name === 'hidden' || name === 'disabled')) node.removeAttribute(name)
  else if (value === true) node.setAttribute(attribute, '')
  else if (value === false || value === null || value === undefined) node.removeAttribute(attribute)
  else node.setAttribute(attribute, typeof value === 'object' ? JSON.stringify(value) : String(value))
}

function assign (node, name, value) {
  if (node) node[name] = value
}

// A browser takes all children at once faster than one after the other.
function holdsAll (first, count) {
  const parent = first && first.parentNode
  return Boolean(parent) && count > 1 && first === parent.firstChild && parent.childNodes.length === count
}

function listen (node, type, flags) {
  if (!node) return
  if (!node.hubListeners) node.hubListeners = new Map()
  const key = flags & C.CAPTURE ? `capture:${type}` : type
  if (flags & C.OFF) node.hubListeners.delete(key)
  else node.hubListeners.set(key, flags & C.LEVEL)
  if (typeof node.hubListenersChanged === 'function') node.hubListenersChanged(type)
}

/** Reads a batch, operand by operand. */
class Reader {
  constructor (applier, ops) {
    this.applier = applier
    this.ops = ops
    this.at = 0
    this.calls = []
    this.released = []
  }

  take () {
    return this.ops[this.at++]
  }

  node () {
    return this.applier.nodes.get(this.ops[this.at++])
  }

  list () {
    const fragment = this.applier.document.createDocumentFragment()
    for (let count = this.take(); count > 0; count -= 1) {
      const child = this.node()
      if (child) fragment.appendChild(child)
    }
    return fragment
  }
}

// Each command reads all of its operands first, so that a node that is gone does not put the rest out of step.
const COMMANDS = {
  [C.CREATE]: (applier, r) => applier.create(r.take(), r.take()),
  [C.TEXT]: (applier, r) => applier.adopt(r.take(), applier.document.createTextNode(r.take())),
  [C.APPEND]: (applier, r) => applier.insert(r.node(), null, 0, r.list()),
  [C.INSERT]: (applier, r) => applier.insert(r.node(), r.node(), r.take(), r.list()),
  [C.REMOVE]: (applier, r) => applier.removeFrom(r.node(), r.take()),
  [C.REPLACE]: (applier, r) => applier.replace(r.node(), r.node()),
  [C.ID]: (applier, r) => assign(r.node(), 'id', r.take()),
  [C.CLASS]: (applier, r) => applier.setClass(r.node(), r.take()),
  [C.STYLE]: (applier, r) => applier.setStyle(r.node(), r.take()),
  [C.ATTR]: (applier, r) => applier.set(r.node(), r.take(), r.take()),
  [C.UNSET]: (applier, r) => applier.set(r.node(), r.take(), undefined),
  [C.CONTENT]: (applier, r) => assign(r.node(), 'nodeValue', r.take()),
  [C.LISTEN]: (applier, r) => listen(r.node(), r.take(), r.take()),
  [C.RELEASE]: (applier, r) => r.released.push(r.take()),
  [C.CALL]: (applier, r) => r.calls.push([r.take(), r.take(), r.take(), r.take()]),
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
    const reader = new Reader(this, ops)
    while (reader.at < ops.length) {
      const op = reader.take()
      const command = COMMANDS[op]
      if (!command) throw new Error(`unknown command ${op} at ${reader.at - 1}`)
      command(this, reader)
    }
    for (const [callId, method, id, args] of reader.calls) this.call(callId, method, id, args)
    for (const id of reader.released) this.nodes.delete(id)
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

  replace (fresh, old) {
    if (fresh && old && old.parentNode) old.parentNode.replaceChild(fresh, old)
  }

  setStyle (target, text) {
    if (!target) return
    target.style.cssText = text
    if (target.hubAnimated) keepAnimated(target)
  }

  setClass (target, names) {
    if (!target) return
    // hover-class names stay on while the finger is down
    target.className = target.hubHover ? `${names} ${target.hubHover}` : names
    target.hubClass = names
  }

  insert (parent, before, count, children) {
    if (before && before.parentNode) {
      if (holdsAll(before, count)) {
        before.parentNode.replaceChildren(children)
        return
      }
      before.parentNode.insertBefore(children, before)
      this.removeFrom(before, count)
    } else if (parent) {
      content(parent).appendChild(children)
    }
  }

  removeFrom (before, count) {
    if (holdsAll(before, count)) {
      before.parentNode.replaceChildren()
      return
    }
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
    if (!callId) return
    if (result instanceof Promise) result.then((value) => this.reply(callId, value), () => this.reply(callId, null))
    else this.reply(callId, result)
  }
}
