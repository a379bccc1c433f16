// SPDX-License-Identifier: GPL-3.0-or-later
// A host for these tests: serves the built runtime and one compiled program, with storage, below http://127.0.0.1:PORT/r/t/.
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

const TYPES = { html: 'text/html', js: 'text/javascript', css: 'text/css', json: 'application/json', png: 'image/png', svg: 'image/svg+xml' }
const HEADERS = {
  'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-store',
  // As strict as the platform's.
  'Content-Security-Policy': "default-src 'none'; script-src 'self' blob:; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; connect-src 'self' data: blob:; " +
    "img-src 'self' data: blob: http: https:; media-src 'self' data: blob: http: https:; font-src 'self' data: blob: http: https:; frame-src 'self' https: http:; base-uri 'self'; form-action 'none'",
}

const body = async (request) => {
  let text = ''
  for await (const part of request) text += part
  return JSON.parse(text || '{}')
}

function refuseUndeclared (url) {
  if (url.includes('undeclared.')) throw new Error('url not in domain list')
}

function services (store) {
  return {
    'storage/get': ({ key }) => ({ found: store.has(key), value: store.has(key) ? store.get(key) : null }),
    'storage/set': ({ key, value }) => {
      const others = [...store].reduce((sum, [name, item]) => sum + (name === key ? 0 : JSON.stringify(item).length), 0)
      if (others + JSON.stringify(value).length > 10240 * 1024) throw new Error('exceed storage max size: a program\'s storage holds at most 10 MB')
      store.set(key, value)
      return {}
    },
    'storage/remove': ({ key }) => { store.delete(key); return {} },
    'storage/clear': () => { store.clear(); return {} },
    'storage/info': () => ({ keys: [...store.keys()], currentSize: 1, limitSize: 10240 }),
    'network/upload': ({ name, fileName, type, file, formData }) => ({ statusCode: 200, header: {}, cookies: [], data: JSON.stringify({ name, fileName, type, file, formData }) }),
    'network/download': () => ({ statusCode: 200, header: { 'Content-Type': 'image/png' }, cookies: [], data: { base64: 'aGVsbG8=' }, dataLength: 5 }),
    'network/request': ({ url, method, data }) => refuseUndeclared(url) || ({ statusCode: 200, header: { 'content-type': 'application/json' }, data: JSON.stringify({ url, method, data }) }),
  }
}

function answerOf (call, given, name) {
  try {
    return { ok: true, result: call(given) }
  } catch (error) {
    return { ok: false, errMsg: `${name}:fail ${error.message}` }
  }
}

/** Starts a host; `program` may be replaced while it runs. */
export async function startHost (runtimeFolder, program) {
  const host = { program, store: new Map(), asked: [] }
  const calls = services(host.store)
  const find = async (name) => {
    if (name.startsWith('runtime/')) return readFile(join(runtimeFolder, name.slice(8)))
    if (name.startsWith('app/')) return host.program.get(name.slice(4))
    if (name === 'frame.html') return '<!DOCTYPE html><body style="margin:0"></body>'
    return undefined
  }
  const server = createServer(async (request, response) => {
    const name = decodeURIComponent(new URL(request.url, 'http://h').pathname).replace(/^\/r\/t\//, '')
    if (name.startsWith('host/')) {
      const call = calls[name.slice(5)]
      const given = await body(request)
      const text = JSON.stringify(call ? answerOf(call, given, name.slice(5)) : { ok: false, errMsg: `${name.slice(5)}:fail not supported` })
      host.asked.push(name)
      response.writeHead(200, { ...HEADERS, 'Content-Type': 'application/json' }).end(text)
      return
    }
    const content = await find(name).catch(() => undefined)
    if (content === undefined) response.writeHead(404, HEADERS).end()
    else if (name === 'frame.html') response.writeHead(200, { 'Content-Type': 'text/html' }).end(content)
    else response.writeHead(200, { ...HEADERS, 'Content-Type': TYPES[name.split('.').pop()] || 'application/octet-stream' }).end(content)
  })
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  host.base = `http://127.0.0.1:${server.address().port}/r/t/`
  host.close = () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve) })
  return host
}
