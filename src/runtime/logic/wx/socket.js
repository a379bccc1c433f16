// SPDX-License-Identifier: MIT
// wx.connectSocket and its task; the older functions work on the socket that was opened last.
import { bufferOf, bytesOf, fromBase64, toBase64 } from '../files/encodings.js'
import { callHost } from '../host.js'
import { checkUrl, common, timeoutOf } from '../network/body.js'
import { nextId, unwatch, watch } from '../network/events.js'
import { explain } from '../network/task.js'
import { asyncApi, Listeners } from './base.js'

const STATES = { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 }

const global = { open: new Listeners(), message: new Listeners(), error: new Listeners(), close: new Listeners() }
let latest = null

const NO_SOCKET = 'fail no socket is open: call wx.connectSocket first'

class SocketTask {
  constructor () {
    Object.assign(this, STATES)
    this.readyState = STATES.CONNECTING
    const listeners = { open: new Listeners(), message: new Listeners(), error: new Listeners(), close: new Listeners() }
    this.onOpen = listeners.open.on
    this.onMessage = listeners.message.on
    this.onError = listeners.error.on
    this.onClose = listeners.close.on
    this.emit = (name, detail) => {
      listeners[name].emit(detail)
      if (latest === this) global[name].emit(detail)
    }
    for (const name of ['emit', 'onOpen', 'onMessage', 'onError', 'onClose']) Object.defineProperty(this, name, { enumerable: false })
    Object.defineProperty(this, 'id', { value: nextId() })
  }

  hear (event) {
    if (event.type === 'open') {
      this.readyState = STATES.OPEN
      this.emit('open', { header: event.header || {}, profile: event.profile || {} })
    } else if (event.type === 'message') {
      this.emit('message', { data: event.base64 === undefined ? event.data : bufferOf(fromBase64(event.base64)) })
    } else if (event.type === 'error') {
      this.emit('error', { errMsg: event.errMsg })
    } else if (event.type === 'close') {
      this.ended({ code: event.code, reason: event.reason })
    }
  }

  ended (detail) {
    if (this.readyState === STATES.CLOSED) return
    this.readyState = STATES.CLOSED
    unwatch(this.id)
    this.emit('close', detail)
  }
}

SocketTask.prototype.send = function (options) { return send.call(this, options) }
SocketTask.prototype.close = function (options) { return close.call(this, options) }

function send (options) {
  return asyncApi('sendSocketMessage', ({ data }) => {
    if (this.readyState !== STATES.OPEN) throw new Error('fail SocketTask.readyState is not OPEN')
    const bytes = bytesOf(data)
    if (!bytes && typeof data !== 'string') throw new Error('fail parameter error: data should be String or ArrayBuffer')
    return callHost('socket/send', { id: this.id, ...(bytes ? { base64: toBase64(bytes) } : { data }) }).then(() => ({}))
  })(options)
}

function close (options) {
  return asyncApi('closeSocket', ({ code = 1000, reason = '' }) => {
    if (this.readyState === STATES.CLOSED || this.readyState === STATES.CLOSING) throw new Error('fail SocketTask.readyState is not OPEN')
    const before = this.readyState
    this.readyState = STATES.CLOSING
    return callHost('socket/close', { id: this.id, code, reason: String(reason) }).then(() => ({}), (error) => {
      if (this.readyState === STATES.CLOSING) this.readyState = before
      throw error
    })
  })(options)
}

function open (task, args) {
  const url = checkUrl(args.url, /^wss?:\/\/[^/]/i)
  const body = { id: task.id, url, ...common(args), timeout: timeoutOf(args.timeout, 'connectSocket'), protocols: args.protocols ? [args.protocols].flat().map(String) : [] }
  // In a moment, so that nothing happens before the caller has its task.
  return Promise.resolve().then(() => {
    watch(task.id, (event) => task.hear(event))
    return callHost('socket/open', body)
  }).then(() => ({ socketTaskId: task.id }), (error) => {
    unwatch(task.id)
    explain(error, 'socket', url)
    throw error
  })
}

function connectSocket (options) {
  const task = new SocketTask()
  const former = latest
  latest = task
  const outcome = asyncApi('connectSocket', (args) => open(task, args).catch((error) => {
    task.readyState = STATES.CLOSED
    if (latest === task) latest = former
    throw error
  }))
  const given = options && typeof options === 'object' ? options : {}
  outcome({
    ...given,
    fail (error) {
      task.emit('error', { errMsg: error.errMsg })
      if (typeof given.fail === 'function') given.fail(error)
      else if (!given.complete) console.warn(error.errMsg)
    },
  })
  return task
}

const onLatest = (name, method) => (options) => {
  if (!latest || latest.readyState === STATES.CLOSED) return asyncApi(name, () => { throw new Error(NO_SOCKET) })(options)
  return latest[method](options)
}

/** UDP and TCP sockets exist, so that programs start, and say at their first use that they do not work here. */
function deafSocket (name, methods) {
  const errors = new Listeners()
  const socket = { onError: errors.on, offError: errors.off }
  for (const event of ['Message', 'Listening', 'Close', 'Connect', 'BindWifi']) Object.assign(socket, { [`on${event}`] () {}, [`off${event}`] () {} })
  for (const method of methods) {
    socket[method] = () => {
      const errMsg = `${name}.${method}:fail not supported in simulator`
      console.warn(errMsg)
      Promise.resolve().then(() => errors.emit({ errMsg, errCode: -1 }))
      return 0
    }
  }
  socket.close = () => {}
  return socket
}

export const sockets = {
  connectSocket,
  sendSocketMessage: onLatest('sendSocketMessage', 'send'),
  closeSocket: onLatest('closeSocket', 'close'),
  onSocketOpen: global.open.on,
  offSocketOpen: global.open.off,
  onSocketMessage: global.message.on,
  offSocketMessage: global.message.off,
  onSocketError: global.error.on,
  offSocketError: global.error.off,
  onSocketClose: global.close.on,
  offSocketClose: global.close.off,
  createUDPSocket: () => deafSocket('UDPSocket', ['bind', 'send', 'connect', 'write', 'setTTL']),
  createTCPSocket: () => deafSocket('TCPSocket', ['connect', 'write', 'bindWifi']),
}
