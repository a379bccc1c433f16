// SPDX-License-Identifier: MIT
// The names of the API, from the declarations (`hub:typings` is made by the build), and those that old programs use.
import { APIS, MEMBERS, TYPES } from 'hub:typings'

// Not declared any more, or never; real programs call them.
const OLD = {
  createContext: 'o', drawCanvas: 's', saveFile: 'a', getSavedFileList: 'a', getSavedFileInfo: 'a', removeSavedFile: 'a', getFileInfo: 'a',
  offAccelerometerChange: 'l', onDeviceOrientationChange: 'l', offDeviceOrientationChange: 'l', offSocketOpen: 'l', offSocketClose: 'l', offSocketMessage: 'l', offSocketError: 'l',
  createMediaQueryObserver: 'o', openBusinessView: 'a', chooseShareGroup: 'a',
}
const KINDS = { a: 'async', s: 'sync', l: 'listener', o: 'object', v: 'value' }

let apis = null
let members = null
let types = null

function load () {
  if (apis) return
  apis = new Map()
  for (const row of APIS.split(';')) {
    const [name, kind, returns] = row.split(':')
    apis.set(name, { kind: KINDS[kind], returns: returns || '' })
  }
  for (const [name, kind] of Object.entries(OLD)) if (!apis.has(name)) apis.set(name, { kind: KINDS[kind], returns: '' })
}

const split = (text) => (text ? text.split(',') : [])

/** Every name of the API. */
export function apiNames () {
  load()
  return [...apis.keys()]
}

/** @returns {{kind: 'async'|'sync'|'listener'|'object'|'value', returns: string} | undefined} */
export function apiOf (name) {
  load()
  return apis.get(name)
}

/** Whether a name is an object of its own, such as wx.env. */
export function isValue (name) {
  load()
  return apis.get(name).kind === 'value'
}

/** What is declared of a function's options, results and listener: names, `method=GET|POST` where the values are known. */
export function membersOf (name) {
  if (!members) {
    members = new Map(MEMBERS.split(';').map((row) => {
      const [key, object, success, callback] = row.split(':')
      return [key, { object: split(object), success: split(success), callback: split(callback) }]
    }))
  }
  return members.get(name) || { object: [], success: [], callback: [] }
}

/** The methods and values of an object that a function returns. */
export function typeOf (name) {
  if (!types) {
    types = new Map(TYPES.split(';').map((row) => {
      const [key, methods, values] = row.split(':')
      return [key, { methods: split(methods), values: split(values) }]
    }))
  }
  return types.get(name)
}
