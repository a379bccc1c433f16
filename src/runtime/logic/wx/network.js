// SPDX-License-Identifier: MIT
// wx.request, wx.uploadFile, wx.downloadFile.
import { invoke } from '../control.js'
import { bufferOf, fromBase64, toBase64 } from '../files/encodings.js'
import { trying, FileError } from '../files/errors.js'
import { extensionOfType, typeOfExtension } from '../files/mime.js'
import { extensionOf, formatPath, parsePath } from '../files/paths.js'
import { hostHasFiles, readBytes, statPath, store, writeTempFile } from '../files/store.js'
import { checkUrl, common, failing, formFields, prepareRequest, timeoutOf } from '../network/body.js'
import { taskApi } from '../network/task.js'
import { asyncApi } from './base.js'
import { eventPairs } from './events.js'
import { sockets } from './socket.js'

const bytesIn = (data) => bufferOf(fromBase64(data.base64))

function described ({ statusCode, header, cookies, profile }) {
  return { statusCode, header: header || {}, cookies: cookies || [], ...(profile ? { profile } : {}) }
}

function readAnswer (result, { dataType = 'json', responseType }) {
  let { data } = result
  if (data && typeof data === 'object' && typeof data.base64 === 'string') data = bytesIn(data)
  if (dataType === 'json' && responseType !== 'arraybuffer' && typeof data === 'string') {
    try { data = JSON.parse(data) } catch { /* stays text, as on a phone */ }
  }
  return { data, ...described(result) }
}

const request = taskApi('request', {
  listeners: ['headersReceived', 'chunkReceived'],
  prepare: (args) => ({ service: 'network/request', body: prepareRequest(args) }),
  watched: (exchange) => ({ headers: exchange.has('headersReceived') }),
  heard (event, exchange) {
    if (event.type === 'headers') exchange.emit('headersReceived', described(event))
    else if (event.type === 'chunk') exchange.emit('chunkReceived', { data: bufferOf(fromBase64(event.data)) })
  },
  read: readAnswer,
})

const watchesBoth = (exchange) => ({ headers: exchange.has('headersReceived'), progress: exchange.has('progressUpdate') })

const percent = (done, total) => (total > 0 ? Math.min(100, Math.round(done / total * 100)) : 0)

/** The file to send: its key, where the host keeps files (what lies in the package is copied first), else its bytes. */
function fileToSend (filePath) {
  const place = parsePath(filePath)
  const found = statPath(filePath)
  if (!found || found.type === 'folder') throw failing('file not found', 1300002)
  if (!hostHasFiles()) return { file: { base64: toBase64(readBytes(filePath)) }, type: typeOfExtension(extensionOf(filePath)) }
  return { path: place.area === 'package' ? parsePath(writeTempFile(readBytes(filePath), extensionOf(filePath))).key : place.key }
}

const uploadFile = taskApi('uploadFile', {
  listeners: ['headersReceived', 'progressUpdate'],
  prepare (args) {
    const url = checkUrl(args.url)
    if (!args.name) throw failing('parameter error: parameter.name should be String instead of Undefined', 1001)
    return {
      service: 'network/upload',
      body: {
        url, ...common(args), ...fileToSend(args.filePath), fileName: String(args.filePath).split('/').pop(), name: String(args.name),
        formData: formFields(args.formData), timeout: timeoutOf(args.timeout, 'uploadFile'),
      },
    }
  },
  watched: watchesBoth,
  heard (event, exchange) {
    if (event.type === 'headers') exchange.emit('headersReceived', described(event))
    else exchange.emit('progressUpdate', { progress: percent(event.done, event.total), totalBytesSent: event.done, totalBytesExpectedToSend: event.total })
  },
  read: (result) => ({ data: result.data, ...described(result) }),
})

function downloadKey (filePath) {
  const { area, name, key } = parsePath(filePath)
  if (area !== 'usr' || !name) throw new FileError('EACCES')
  return key
}

/** Where the host keeps no files the bytes come with the answer. */
function keepDownload (result, url, filePath) {
  const bytes = fromBase64(result.data.base64)
  const type = Object.keys(result.header).find((name) => name.toLowerCase() === 'content-type')
  const extension = extensionOfType(type ? result.header[type] : '') || extensionOf(url.replace(/[?#].*$/, ''))
  if (filePath) store().write(downloadKey(filePath), bytes)
  const place = filePath ? { filePath } : { tempFilePath: writeTempFile(bytes, extension) }
  return { ...place, dataLength: bytes.length, ...described(result) }
}

const downloadFile = taskApi('downloadFile', {
  listeners: ['headersReceived', 'progressUpdate'],
  prepare (args) {
    const url = checkUrl(args.url)
    const path = args.filePath ? trying(`, open "${args.filePath}"`, () => downloadKey(args.filePath)) : undefined
    return { service: 'network/download', body: { url, ...common(args), path, timeout: timeoutOf(args.timeout, 'downloadFile') } }
  },
  watched: watchesBoth,
  heard (event, exchange) {
    if (event.type === 'headers') exchange.emit('headersReceived', described(event))
    else exchange.emit('progressUpdate', { progress: percent(event.done, event.total), totalBytesWritten: event.done, totalBytesExpectedToWrite: Math.max(0, event.total) })
  },
  read (result, { url, filePath }) {
    if (!hostHasFiles()) return keepDownload(result, url, filePath)
    const place = filePath ? { filePath } : { tempFilePath: formatPath('tmp', result.path.replace(/^tmp\//, '')) }
    return { ...place, dataLength: result.dataLength, ...described(result) }
  },
})

export const network = {
  request,
  uploadFile,
  downloadFile,
  ...sockets,
  getNetworkType: asyncApi('getNetworkType', () => invoke('getNetworkType', {}, 0)),
  ...eventPairs(['NetworkStatusChange', 'NetworkWeakChange']),
}
