// SPDX-License-Identifier: MIT
// wx.canIUse: the truth about this runtime, from what is registered and what is declared.
import { PROPERTIES } from 'hub:attributes'
import { COMMON, DETAILS } from '../../components/attributes.js'
import { apiOf, membersOf, typeOf } from './names.js'
import { withoutOf, works } from './registry.js'

/** Looks for `method` or `method.GET` among names such as "method=GET|POST". */
function among (list, without, [member, value]) {
  if (member === undefined) return true
  const found = list.find((item) => item === member || item.startsWith(`${member}=`))
  if (!found || without.includes(member)) return false
  if (value === undefined || !found.includes('=')) return true
  return found.split('=')[1].split('|').includes(value) && !without.includes(`${member}.${value}`)
}

function canUseApi (name, [part, ...rest]) {
  if (!works(name)) return false
  if (part === undefined) return true
  const { object, success, callback } = membersOf(name)
  const { returns } = apiOf(name) || {}
  const type = returns && typeOf(returns)
  const without = withoutOf(name)
  if (part === 'object') return among([...object, 'success', 'fail', 'complete'], without, rest)
  if (part === 'success') return among([...success, 'errMsg'], without, rest)
  if (part === 'callback') return among(callback, without, rest)
  if (part === 'return') return Boolean(type) && among([...type.values, ...type.methods], without, rest)
  // "showToast.image": the short form some programs write.
  return rest.length === 0 && !without.includes(part) && Boolean(among(object, without, [part]) || (type && type.methods.includes(part)))
}

let components = null

/** The attributes of a component: those with more to say first, then all that its element declares. */
function attributesOf (name) {
  if (!components) components = new Map(PROPERTIES.split(';').map((row) => row.split(':')))
  if (!components.has(name) && !Object.hasOwn(DETAILS, name)) return null
  return `${DETAILS[name] || ''} ${components.get(name) || ''} ${COMMON}`.split(' ')
}

// "CameraContext.onCameraFrame": an object's method, true when what gives the object is there.
function canUseMethod (name, [method]) {
  const type = typeOf(name)
  if (!type || !works(`create${name}`) && !works(`get${name}`)) return false
  return method === undefined || type.methods.includes(method)
}

/** @param {string} schema such as "request", "request.object.method.PATCH", "button.open-type.share" */
export function canIUse (schema) {
  if (typeof schema !== 'string' || !schema) return false
  const [name, ...rest] = schema.split('.')
  const attributes = attributesOf(name)
  if (attributes) return among(attributes, [], rest)
  return /^[A-Z]/.test(name) ? canUseMethod(name, rest) : canUseApi(name.replace(/^wx$/, ''), rest)
}
