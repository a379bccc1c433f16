// SPDX-License-Identifier: MIT
// What templates of real programs do that the framework's template engine leaves out.
import * as glassEasel from 'glass-easel'
import { camel } from '../attribute-names.js'

const nothing = () => {}
const patched = new WeakSet()
// Attributes of every node, so also of a component's host, unless it has a property of that name.
const COMMON = /^(hidden|animation|role|aria-.*)$/

function setOnHost (element, name, value) {
  if (!COMMON.test(name) || !glassEasel.Component.isComponent(element) || glassEasel.Component.hasProperty(element, camel(name))) return false
  const backend = element.getBackendElement()
  if (backend) backend.setAttribute(name, value)
  return true
}

function patch (wrapper) {
  patched.add(wrapper)
  const { r: set, v: bind } = wrapper
  // `catchtap` without a handler catches all the same; the framework would add no listener for an empty name.
  wrapper.v = (element, name, handler, final, ...rest) => bind(element, name, final && !handler ? nothing : handler, final, ...rest)
  wrapper.r = (element, name, value, ...rest) => {
    if (!setOnHost(element, name, value)) set(element, name, value, ...rest)
  }
}

/** A template's generator with the engine's gaps filled. */
export function completeTemplate (content) {
  return (name) => {
    const generate = content(name)
    return generate && ((wrapper, ...rest) => {
      if (!patched.has(wrapper)) patch(wrapper)
      return generate(wrapper, ...rest)
    })
  }
}
