// SPDX-License-Identifier: MIT
// wx.cloud: there is no cloud behind the simulator. A program may set itself up; what needs the cloud fails and says what to do.
import { say } from '../console.js'
import { callBack } from './base.js'

const WORDS = 'wx.cloud is not supported in the simulator: call a server by wx.request, or mock this call'
let warned = false

function failure (name) {
  if (!warned) say('warn', WORDS)
  warned = true
  return { errCode: -1, errMsg: `cloud.${name}:fail ${WORDS}` }
}

/** Fails by callback or promise. */
const failing = (name) => (options) => {
  const error = failure(name)
  const { success, fail, complete } = options && typeof options === 'object' ? options : {}
  if (!success && !fail && !complete) return Promise.reject(error)
  Promise.resolve().then(() => {
    callBack(fail, error)
    callBack(complete, error)
  })
  return undefined
}

// A query can be built from any number of calls; whatever ends it fails.
const ENDS = ['get', 'count', 'add', 'update', 'remove', 'set', 'end', 'createCollection', 'runTransaction', 'startTransaction']

function query (name) {
  const self = new Proxy({}, {
    get (target, key) {
      if (typeof key !== 'string' || key === 'then') return undefined
      if (key === 'watch') {
        return ({ onError } = {}) => {
          callBack(onError, failure(`${name}.watch`))
          return { close () {} }
        }
      }
      return ENDS.includes(key) ? failing(`${name}.${key}`) : () => self
    },
  })
  return self
}

// Commands such as `_.gt(1).and(_.lt(5))`, and places: values that only a database would read.
const value = (type) => {
  const make = (...operands) => new Proxy({ type, operands }, {
    get: (target, key) => (key in target || typeof key !== 'string' || key === 'then' || key === 'toJSON' ? target[key] : make),
  })
  return make
}

const command = new Proxy({}, { get: (target, key) => (typeof key === 'string' ? value(key)() && value(key) : undefined) })
const Geo = new Proxy({}, { get: (target, key) => (typeof key === 'string' ? value(key) : undefined) })

function database () {
  const found = query('database')
  return new Proxy({}, {
    get (target, key) {
      if (key === 'command') return command
      if (key === 'Geo') return Geo
      if (key === 'serverDate') return (options) => ({ $date: 'server', ...options })
      if (key === 'RegExp') return (options) => ({ $regexp: options })
      return found[key]
    },
  })
}

const CALLS = ['callFunction', 'callContainer', 'uploadFile', 'downloadFile', 'getTempFileURL', 'deleteFile', 'openData', 'getOpenData']

class Cloud {
  constructor () {
    for (const name of CALLS) this[name] = failing(name)
    this.database = database
  }

  async init () {}
}

export const cloud = new Cloud()
cloud.init = () => {}
cloud.Cloud = Cloud
cloud.CloudID = class CloudID { constructor (id) { this.cloudID = id } }
cloud.CDN = (data) => data
