// SPDX-License-Identifier: MIT
import { callHost } from '../host.js'
import { program } from '../program.js'
import { asyncApi } from './base.js'

const BODYLESS = new Set(['GET', 'HEAD'])

const form = (data) => Object.entries(data).map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(typeof value === 'object' ? JSON.stringify(value) : value)}`).join('&')

function header (headers, name) {
  const key = Object.keys(headers).find((candidate) => candidate.toLowerCase() === name)
  return key ? String(headers[key]) : ''
}

function asBytes (data) {
  if (data instanceof ArrayBuffer) return new Uint8Array(data)
  return ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : null
}

// The host speaks JSON, so bytes travel as base64.
function encode (bytes) {
  let text = ''
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
  return btoa(text)
}

const decode = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer

/** The request as the host gets it: the URL with its query, the body as text. */
function prepare ({ url, data, header: given, method, timeout, responseType, dataType }) {
  if (typeof url !== 'string' || !/^https?:\/\//i.test(url)) throw new Error(`fail invalid url "${url}"`)
  const headers = { ...(given || {}) }
  const verb = String(method || 'GET').toUpperCase()
  let target = url
  let body = null
  if (BODYLESS.has(verb)) {
    const query = data && typeof data === 'object' ? form(data) : data ? String(data) : ''
    if (query) target += (url.includes('?') ? '&' : '?') + query
  } else if (data !== undefined && data !== null) {
    if (!header(headers, 'content-type')) headers['content-type'] = 'application/json'
    const bytes = asBytes(data)
    if (bytes) body = { base64: encode(bytes) }
    else if (typeof data === 'string') body = data
    else body = /x-www-form-urlencoded/.test(header(headers, 'content-type')) ? form(data) : JSON.stringify(data)
  }
  const limit = timeout || (program.config.networkTimeout && program.config.networkTimeout.request) || 60000
  return { url: target, method: verb, header: headers, data: body, timeout: limit, responseType: responseType || 'text', dataType: dataType || 'json' }
}

function read (answer, dataType, responseType) {
  let data = answer.data
  if (data && typeof data === 'object' && typeof data.base64 === 'string') data = decode(data.base64)
  if (dataType === 'json' && responseType !== 'arraybuffer' && typeof data === 'string') {
    try { data = JSON.parse(data) } catch { /* stays text, as on a phone */ }
  }
  return { data, statusCode: answer.statusCode, header: answer.header || {}, cookies: [] }
}

/** wx.request: returns a task that can be aborted, with the promise's methods. */
export function request (options) {
  let abort = () => {}
  const api = asyncApi('request', (args) => {
    const { dataType, ...sent } = prepare(args)
    return callHost('network/request', sent, (stop) => { abort = stop }).then((answer) => read(answer, dataType, sent.responseType))
  })
  const promise = api(options)
  const task = { abort: () => abort(), onHeadersReceived () {}, offHeadersReceived () {}, onChunkReceived () {}, offChunkReceived () {} }
  if (promise) {
    task.then = promise.then.bind(promise)
    task.catch = promise.catch.bind(promise)
    task.finally = promise.finally.bind(promise)
  }
  return task
}

export const network = {
  request,
  getNetworkType: asyncApi('getNetworkType', () => ({ networkType: 'wifi', isConnected: true, signalStrength: 100 })),
}
