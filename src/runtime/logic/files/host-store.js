// SPDX-License-Identifier: MIT
// Files that the host keeps on its disk: verbs by `host/file/VERB`, bytes by `host/files/KEY`.
import { callHostSync } from '../host.js'
import { natives } from '../natives.js'
import { program } from '../program.js'
import { FileError } from './errors.js'

const failure = (text) => {
  const code = /\bE[A-Z]+\b/.exec(text)
  return code ? new FileError(code[0]) : new FileError('EIO', String(text).replace(/^fail /, ''))
}

function ask (verb, body) {
  try {
    return callHostSync(`file/${verb}`, body)
  } catch (error) {
    throw failure(error.message)
  }
}

// The host refuses a body that is larger; files of a program may be.
const PIECE = 8 * 1024 * 1024

/** The URL of a file, for the view, the shell and requests. */
export const hostUrl = (key) => `${program.base}host/files/${key.split('/').map(encodeURIComponent).join('/')}`

function send (method, url, body) {
  const request = new natives.XMLHttpRequest()
  request.open(method, url, false)
  request.responseType = 'arraybuffer'
  try { request.send(body) } catch { throw new FileError('EIO', 'the host cannot be reached') }
  return request
}

/** As MemoryStore. */
export class HostStore {
  stat (key) {
    const found = ask('stat', { path: key })
    return found.type ? found : null
  }

  list (key) { return ask('list', { path: key }).names }

  mkdir (key) { ask('mkdir', { path: key }) }

  remove (key) { ask('remove', { path: key }) }

  rename (from, to) { ask('rename', { path: from, to }) }

  copy (from, to) { ask('copy', { path: from, to }) }

  truncate (key, length) { ask('truncate', { path: key, length }) }

  read (key, position = 0, length = Infinity) {
    if (length === 0) return new Uint8Array(0)
    const part = position || length !== Infinity ? `?at=${position}${length === Infinity ? '' : `&length=${length}`}` : ''
    const request = send('GET', hostUrl(key) + part, null)
    if (request.status !== 200) throw new FileError(this.stat(key) ? 'EISDIR' : 'ENOENT')
    return new Uint8Array(request.response || new ArrayBuffer(0))
  }

  write (key, bytes, position) {
    this.writePiece(key, bytes.subarray(0, PIECE), position)
    for (let at = PIECE; at < bytes.length; at += PIECE) {
      this.writePiece(key, bytes.subarray(at, at + PIECE), typeof position === 'number' ? position + at : 'end')
    }
  }

  writePiece (key, bytes, position) {
    const request = send('POST', hostUrl(key) + (position === undefined ? '' : `?at=${position}`), bytes)
    const answer = JSON.parse(new TextDecoder().decode(request.response) || '{"errMsg":"fail"}')
    if (!answer.ok) throw failure(answer.errMsg)
  }
}
