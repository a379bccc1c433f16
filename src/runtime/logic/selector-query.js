// SPDX-License-Identifier: MIT
// createSelectorQuery: finds nodes in the logic layer's tree, measures them in the view, in one call.
import * as glassEasel from 'glass-easel'
import { contextOf, nodeOf } from './node-registry.js'
import { findNodes } from './selectors.js'

class NodesRef {
  constructor (query, owner, selector, single) {
    this.query = query
    this.owner = owner
    this.selector = selector
    this.single = single
  }

  ask (fields, callback) {
    this.query.requests.push({ owner: this.owner, selector: this.selector, single: this.single, fields, callback })
    return this.query
  }

  fields (fields, callback) { return this.ask(fields || {}, callback) }

  boundingClientRect (callback) { return this.ask({ id: true, dataset: true, rect: true, size: true }, callback) }

  scrollOffset (callback) { return this.ask({ id: true, dataset: true, scrollOffset: true }, callback) }

  context (callback) { return this.ask({ context: true }, callback) }

  node (callback) { return this.ask({ node: true }, callback) }
}

/** What the logic layer itself knows of a node. */
function known (element, fields) {
  const result = {}
  if (fields.id) result.id = element.id
  if (fields.dataset) result.dataset = element.dataset
  if (fields.mark) result.mark = element.collectMarks()
  if (fields.context) result.context = contextOf(element)
  if (fields.node) result.node = nodeOf(element)
  if (fields.properties && glassEasel.Component.isComponent(element)) {
    for (const name of fields.properties) {
      if (glassEasel.Component.hasProperty(element, name)) result[name] = element.data[name]
    }
  }
  return result
}

function wanted (fields) {
  return {
    rect: fields.rect, size: fields.size, scrollOffset: fields.scrollOffset,
    properties: fields.properties, computedStyle: fields.computedStyle,
  }
}

export class SelectorQuery {
  /** @param {object | (() => object | null)} owner whose tree is searched; a function is asked when the query runs */
  constructor (owner) {
    this.owner = owner
    this.requests = []
  }

  in (owner) {
    if (owner && owner._$) this.owner = owner
    return this
  }

  select (selector) { return new NodesRef(this, this.owner, selector, true) }

  selectAll (selector) { return new NodesRef(this, this.owner, selector, false) }

  selectViewport () { return new NodesRef(this, this.owner, null, true) }

  async measure (request) {
    const { selector, single, fields } = request
    const owner = typeof request.owner === 'function' ? request.owner() : request.owner
    if (!owner || !owner._$) return single ? null : []
    const context = owner._$.getBackendContext()
    // Gone with its page: on a phone nobody is there to answer.
    if (!context) return new Promise(() => {})
    // The view looks after everything this turn of the program changed: an observer may ask before attached() gave the classes.
    await context.whenOnScreen()
    if (selector === null) {
      return new Promise((resolve) => {
        context.call('viewport', 1, null, (box) => resolve({ ...pick(box || {}, fields), ...(fields.id ? { id: '' } : {}), ...(fields.dataset ? { dataset: {} } : {}) }))
      })
    }
    const root = owner._$.getShadowRoot()
    const found = findNodes(root, selector, single)
    if (!found.length) return single ? null : []
    const asked = found.map((element) => [element.getBackendElement() ? element.getBackendElement().id : 0, wanted(fields)])
    return new Promise((resolve) => {
      context.call('fieldsAll', 1, asked, async (measured) => {
        const list = found.map((element, index) => ({ ...((measured && measured[index]) || {}), ...known(element, fields) }))
        if (fields.node) await Promise.all(list.map(async (item) => { item.node = await item.node }))
        resolve(single ? list[0] : list)
      })
    })
  }

  exec (callback) {
    const requests = this.requests
    Promise.all(requests.map((request) => this.measure(request))).then((results) => {
      requests.forEach((request, index) => {
        if (typeof request.callback === 'function') {
          glassEasel.safeCallback('selector query', request.callback, null, [results[index]])
        }
      })
      if (typeof callback === 'function') glassEasel.safeCallback('selector query', callback, null, [results])
    })
    return this
  }
}

function pick (box, fields) {
  const result = {}
  if (fields.rect) Object.assign(result, { left: box.left, top: box.top, right: box.right, bottom: box.bottom })
  if (fields.size) Object.assign(result, { width: box.width, height: box.height })
  if (fields.scrollOffset) {
    Object.assign(result, { scrollLeft: box.scrollLeft, scrollTop: box.scrollTop, scrollWidth: box.scrollWidth, scrollHeight: box.scrollHeight })
  }
  return result
}
