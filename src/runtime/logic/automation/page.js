// SPDX-License-Identifier: MIT
// The client's requests about one page.
import { describe, pageOf } from './registry.js'
import { select } from './selectors.js'
import { plain, valueAt } from './values.js'
import { ask } from './view.js'
import { selectByPath } from './xpath.js'

export function single (page, scope, found, selector) {
  if (!found.length) throw new Error(`no such element: ${selector}`)
  return describe(found[0], page)
}

export const several = (page, found) => ({ elements: found.map((element) => describe(element, page)) })

/** Sets data on a page or component; resolves when it is on the screen. */
export function setData (instance, data) {
  if (data === null || typeof data !== 'object') throw new Error('setData: the argument must be an object')
  return new Promise((resolve) => { instance.setData(data, () => resolve({})) })
}

export async function callMethod (instance, { method, args = [] }) {
  if (typeof instance[method] !== 'function') throw new Error(`${method} is not a method of ${instance.is || 'this page'}`)
  return { result: plain(await instance[method](...args)) }
}

export const page = {
  'Page.getElement': (params) => {
    const record = pageOf(params)
    return single(record, record.component, select(record, record.component, params.selector, true), params.selector)
  },
  'Page.getElements': (params) => {
    const record = pageOf(params)
    return several(record, select(record, record.component, params.selector, false))
  },
  'Page.getElementByXpath': (params) => {
    const record = pageOf(params)
    return single(record, record.component, selectByPath(record, params.selector), params.selector)
  },
  'Page.getElementsByXpath': (params) => {
    const record = pageOf(params)
    return several(record, selectByPath(record, params.selector))
  },
  'Page.getData': (params) => ({ data: plain(valueAt(pageOf(params).instance.data, params.path)) }),
  'Page.setData': (params) => setData(pageOf(params).instance, params.data),
  'Page.callMethod': (params) => callMethod(pageOf(params).instance, params),
  'Page.getWindowProperties': async (params) => ({ properties: await ask(pageOf(params), null, 'windowProperties', params.names) }),
}
