// SPDX-License-Identifier: MIT
// The bytes behind any name of a picture or a font: a file of the program, a temporary file, a data URL, a web address.
import { encodeData, fromBase64 } from '../files/encodings.js'
import { isVirtual } from '../files/paths.js'
import { readBytes } from '../files/store.js'
import { callHost } from '../host.js'
import { natives } from '../natives.js'
import { program, resolvePath } from '../program.js'

const TYPES = { png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp', svg: 'image/svg+xml', bmp: 'image/bmp' }
const TIMEOUT = 60000

/** The media type that a file name says; "" if it says none. */
export const typeOfName = (name) => TYPES[String(name).split(/[?#]/)[0].split('.').pop().toLowerCase()] || ''

function fromDataUrl (url) {
  const comma = url.indexOf(',')
  const [type, ...flags] = url.slice(5, comma).split(';')
  const body = url.slice(comma + 1)
  const bytes = flags.includes('base64') ? fromBase64(decodeURIComponent(body)) : encodeData(decodeURIComponent(body))
  return { bytes, type: type || 'text/plain' }
}

function get (url) {
  return new Promise((resolve) => {
    const request = new natives.XMLHttpRequest()
    request.open('GET', url)
    request.responseType = 'arraybuffer'
    request.onload = () => resolve(request.status === 200 || (request.status === 0 && request.response) ? new Uint8Array(request.response) : null)
    request.onerror = () => resolve(null)
    request.send()
  })
}

async function fromNetwork (url) {
  const answer = await callHost('network/request', { url, method: 'GET', header: {}, data: null, timeout: TIMEOUT, responseType: 'arraybuffer' })
  if (answer.statusCode >= 400) throw new Error(`fail ${url} answered ${answer.statusCode}`)
  const type = Object.entries(answer.header || {}).find(([name]) => name.toLowerCase() === 'content-type')
  const { data } = answer
  const bytes = data && typeof data.base64 === 'string' ? fromBase64(data.base64) : encodeData(String(data))
  return { bytes, type: (type && String(type[1]).split(';')[0].trim()) || typeOfName(url) }
}

async function fromProgram (name, from) {
  // "images/a.png" is meant from the root by some programs, and from the page by others.
  const names = [...new Set(name.startsWith('.') ? [resolvePath(from, name)] : [resolvePath('', name), resolvePath(from, name)])]
  for (const path of names) {
    const bytes = await get(`${program.base}app/${path.split('/').map(encodeURIComponent).join('/')}`)
    if (bytes) return { bytes, type: typeOfName(path) }
  }
  throw new Error(`fail file not found: ${name}`)
}

/**
 * @param {string} source
 * @param {string} from path of the page or component whose code names it
 * @returns {Promise<{bytes: Uint8Array, type: string}>}
 */
export async function bytesOf (source, from) {
  const name = String(source).trim()
  if (name.startsWith('data:')) return fromDataUrl(name)
  if (isVirtual(name)) return { bytes: readBytes(name), type: typeOfName(name) }
  if (name.startsWith(program.base)) return { bytes: await get(name), type: typeOfName(name) }
  if (/^blob:/.test(name)) return { bytes: await get(name), type: '' }
  if (/^(https?:)?\/\//i.test(name)) return fromNetwork(name.startsWith('//') ? `https:${name}` : name)
  return fromProgram(name, from)
}
