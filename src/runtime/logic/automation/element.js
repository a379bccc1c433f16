// SPDX-License-Identifier: MIT
// The client's requests about one element.
import * as glassEasel from 'glass-easel'
import { camel } from '../../attribute-names.js'
import { dispatch } from '../events.js'
import { callMethod, setData, several, single } from './page.js'
import { elementOf, pageOf } from './registry.js'
import { select } from './selectors.js'
import { attributeOf, isComponent, isHost, tagOf } from './tree.js'
import { plain, valueAt } from './values.js'
import { ask } from './view.js'
import { wxmlOf } from './wxml.js'
import { wx } from '../wx/index.js'

const TOUCHES = new Set(['touchstart', 'touchmove', 'touchend', 'touchcancel'])

/** Wraps a request: it gets the page and the element it is about. */
const on = (run) => (params) => {
  const page = pageOf(params)
  return run(page, elementOf(params, page), params)
}

function instanceOf (page, element) {
  if (!isComponent(element)) throw new Error(`<${tagOf(element, page)}> is not a custom component`)
  return element.getMethodCaller()
}

/** Names the client may ask the values of: declared properties, or what a built-in component knows. */
async function publicNames (page, element) {
  if (isHost(element, page)) return Object.fromEntries(glassEasel.Component.listProperties(element).map((name) => [name, true]))
  const names = await ask(page, element, 'propertyNames')
  for (const { name } of isComponent(element) ? [] : element.attributes) names.push(name)
  return Object.fromEntries(names.flatMap((name) => [[name, true], [camel(name), true]]))
}

async function propertyOf (page, element, name) {
  if (name === '__propPublic') return publicNames(page, element)
  if (isHost(element, page)) return plain(element.data[glassEasel.Component.hasProperty(element, name) ? name : camel(name)])
  const value = await ask(page, element, 'property', name)
  if (value !== null && value !== undefined) return value
  const given = isComponent(element) ? null : element.getAttribute(name)
  return given === null || given === undefined ? null : plain(given)
}

function triggerEvent (element, name, detail, touches) {
  dispatch(element, {
    name, detail: detail === undefined || detail === null ? {} : detail, bubbles: false, timeStamp: Math.round(performance.now()), offsets: {}, ...touches,
  })
  return {}
}

// The type declarations of the client and its guide disagree about the second name.
const touchesOf = ({ touches, changedTouches, changeTouches }) => ({ touches, changedTouches: changedTouches || changeTouches })

const touch = (type) => on(async (page, element, params) => {
  await ask(page, element, 'touch', type, touchesOf(params))
  return {}
})

function dispatchEvent (page, element, params) {
  const { eventName, detail } = params
  if (TOUCHES.has(eventName)) return ask(page, element, 'touch', eventName, touchesOf(params)).then(() => ({}))
  const { touches, changedTouches } = touchesOf(params)
  return triggerEvent(element, eventName, detail, touches || changedTouches ? { touches: touches || [], changedTouches: changedTouches || [] } : {})
}

async function callContextMethod (page, element, { method, args = [] }) {
  const owner = element.ownerShadowRoot && element.ownerShadowRoot.getHostNode()
  if (!element.id) throw new Error('the video needs an id')
  const context = wx.createVideoContext(element.id, owner ? owner.getMethodCaller() : undefined)
  if (!context || typeof context[method] !== 'function') throw new Error(`a video has no ${method}()`)
  return { result: plain(await context[method](...args)) }
}

export const element = {
  'Element.getElement': on((page, scope, { selector }) => single(page, scope, select(page, scope, selector, true), selector)),
  'Element.getElements': on((page, scope, { selector }) => several(page, select(page, scope, selector, false))),
  'Element.getDOMProperties': on(async (page, node, { names }) => ({ properties: await ask(page, node, 'domProperties', names) })),
  'Element.getAttributes': on((page, node, { names }) => ({ attributes: names.map((name) => attributeOf(node, name)) })),
  'Element.getStyles': on(async (page, node, { names }) => ({ styles: await ask(page, node, 'styles', names) })),
  'Element.getProperties': on(async (page, node, { names }) => {
    const properties = []
    for (const name of names) properties.push(await propertyOf(page, node, name))
    return { properties }
  }),
  'Element.getOffset': on((page, node) => ask(page, node, 'offset')),
  'Element.getWXML': on((page, node, { type }) => ({ wxml: wxmlOf(node, page, type) })),
  'Element.tap': on(async (page, node) => {
    await ask(page, node, 'tap')
    return {}
  }),
  'Element.touchstart': touch('touchstart'),
  'Element.touchmove': touch('touchmove'),
  'Element.touchend': touch('touchend'),
  'Element.triggerEvent': on((page, node, { type, detail }) => triggerEvent(node, type, detail, {})),
  'Element.dispatchEvent': on(dispatchEvent),
  'Element.callFunction': on(async (page, node, { functionName, args = [] }) => {
    const [tag, action] = String(functionName).split('.')
    if (tag !== tagOf(node, page)) throw new Error(`${functionName} is for <${tag}>, this is <${tagOf(node, page)}>`)
    return { result: await ask(page, node, 'control', functionName, action, args) }
  }),
  'Element.getData': on((page, node, { path }) => ({ data: plain(valueAt(instanceOf(page, node).data, path)) })),
  'Element.setData': on((page, node, { data }) => setData(instanceOf(page, node), data)),
  'Element.callMethod': on((page, node, params) => callMethod(instanceOf(page, node), params)),
  'Element.callContextMethod': on(callContextMethod),
}
