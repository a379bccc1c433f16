// SPDX-License-Identifier: MIT
// The host's services, by a synchronous or an asynchronous request.
import { natives } from './natives.js'
import { program } from './program.js'

// Not application/json: in a frame of opaque origin that would cost a preflight request.
const TYPE = 'text/plain;charset=UTF-8'

function open (name, body, async) {
  const request = new natives.XMLHttpRequest()
  request.open('POST', `${program.base}host/${name}`, async)
  request.setRequestHeader('Content-Type', TYPE)
  return [request, JSON.stringify(body === undefined ? {} : body)]
}

function read (request, name) {
  let answer = null
  try { answer = JSON.parse(request.responseText) } catch { /* told below */ }
  if (!answer) throw new Error(`fail the host did not answer (${name}, ${request.status || 'no connection'})`)
  if (!answer.ok) throw new Error(String(answer.errMsg || 'fail').replace(/^[\w./]+:/, ''))
  return answer.result
}

/** Calls a service and waits. Throws an Error whose message starts with "fail". */
export function callHostSync (name, body) {
  const [request, text] = open(name, body, false)
  try { request.send(text) } catch { throw new Error(`fail the host cannot be reached (${name})`) }
  return read(request, name)
}

/** Calls a service; resolves with its result. `started` gets a function that aborts. */
export function callHost (name, body, started) {
  return new Promise((resolve, reject) => {
    const [request, text] = open(name, body, true)
    request.onload = () => { try { resolve(read(request, name)) } catch (error) { reject(error) } }
    request.onerror = () => reject(new Error(`fail the host cannot be reached (${name})`))
    request.onabort = () => reject(new Error('fail abort'))
    request.send(text)
    if (started) started(() => request.abort())
  })
}

const fileUrl = (path) => `${program.base}app/${path.split('/').map(encodeURIComponent).join('/')}`

const textOf = (request) => (request.status === 200 || (request.status === 0 && request.responseText) ? request.responseText : null)

/** Reads a file of the compiled program; null if there is none. `stamp` ("?…") tells one build from another. */
export function readProgramFile (path, stamp) {
  const request = new natives.XMLHttpRequest()
  request.open('GET', fileUrl(path) + (stamp || ''), false)
  try { request.send() } catch { return null }
  return textOf(request)
}

/** The same without waiting for it. */
export const readProgramFileLater = (path) => new Promise((resolve) => {
  const request = new natives.XMLHttpRequest()
  request.onloadend = () => resolve(textOf(request))
  request.open('GET', fileUrl(path), true)
  request.send()
})

/** The same as bytes. */
export function readProgramBytes (path) {
  const request = new natives.XMLHttpRequest()
  request.open('GET', fileUrl(path), false)
  request.responseType = 'arraybuffer'
  try { request.send() } catch { return null }
  return request.status === 200 && request.response ? new Uint8Array(request.response) : null
}

/**
 * Runs a script of the program. Throws what importScripts throws.
 *
 * In an opaque origin every URL is foreign, and a browser hides the errors of foreign scripts; a blob is not foreign.
 */
export function runProgramScript (path, stamp) {
  if (!natives.opaque) {
    natives.importScripts(fileUrl(path) + (stamp || ''))
    return
  }
  const text = readProgramFile(path, stamp)
  if (text === null) throw new Error(`${path} is missing`)
  const url = natives.URL.createObjectURL(new natives.Blob([text, `\n//# sourceURL=${fileUrl(path)}`], { type: 'text/javascript' }))
  try {
    natives.importScripts(url)
  } finally {
    natives.URL.revokeObjectURL(url)
  }
}
