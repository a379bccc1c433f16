// SPDX-License-Identifier: MIT
// What a program wants to send, as the host takes it.
import { bytesOf, toBase64 } from '../files/encodings.js'
import { program } from '../program.js'

const BODYLESS = new Set(['GET', 'HEAD'])
const METHODS = new Set(['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'CONNECT', 'PATCH'])

const plain = (value) => (value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value))

const form = (data) => Object.entries(data).map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(plain(value))}`).join('&')

/** A header's value whatever the case of its name; '' if it is not given. */
export function headerOf (headers, name) {
  const key = Object.keys(headers).find((candidate) => candidate.toLowerCase() === name)
  return key ? String(headers[key]) : ''
}

/** An error that says its number, too. */
export const failing = (text, errno) => Object.assign(new Error(`fail ${text}`), { extra: { errno } })

/** Checks a URL's scheme. */
export function checkUrl (url, pattern = /^https?:\/\/[^/]/i) {
  if (typeof url !== 'string' || !pattern.test(url)) throw failing(`invalid url "${url}"`, 600009)
  return url.replace(/#.*$/, '')
}

/** How long to wait: what the call says, else what app.json says, else a minute. */
export function timeoutOf (timeout, kind) {
  const common = program.config.networkTimeout || {}
  return Number(timeout) || Number(common[kind]) || 60000
}

/** What every request says of itself. */
export const common = ({ header }) => ({ header: header && typeof header === 'object' ? { ...header } : {}, appId: program.config.appId || '' })

function encodeBody (data, headers) {
  if (data === undefined || data === null) return null
  if (!headerOf(headers, 'content-type')) headers['content-type'] = 'application/json'
  const bytes = bytesOf(data)
  if (bytes) return { base64: toBase64(bytes) }
  if (typeof data !== 'object') return String(data)
  return /x-www-form-urlencoded/i.test(headerOf(headers, 'content-type')) ? form(data) : JSON.stringify(data)
}

function withQuery (url, data) {
  const query = data !== null && typeof data === 'object' ? form(data) : data ? String(data) : ''
  return query ? url + (url.includes('?') ? '&' : '?') + query : url
}

/** wx.request's arguments as the host takes them. */
export function prepareRequest (options) {
  const method = String(options.method || 'GET').toUpperCase()
  if (!METHODS.has(method)) throw failing(`parameter error: method "${options.method}" is not known`, 1001)
  const url = checkUrl(options.url)
  const { header, appId } = common(options)
  const bodyless = BODYLESS.has(method)
  return {
    url: bodyless ? withQuery(url, options.data) : url,
    method,
    data: bodyless ? null : encodeBody(options.data, header),
    header,
    appId,
    timeout: timeoutOf(options.timeout, 'request'),
    responseType: options.responseType === 'arraybuffer' ? 'arraybuffer' : 'text',
    redirect: options.redirect === 'manual' ? 'manual' : 'follow',
    chunked: Boolean(options.enableChunked),
  }
}

/** The fields of an upload's form: text. */
export const formFields = (data) => Object.fromEntries(Object.entries(data || {}).map(([name, value]) => [name, plain(value)]))
