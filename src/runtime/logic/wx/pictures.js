// SPDX-License-Identifier: MIT
// What is known of pictures and films, smaller copies of them, and saving them to the person's own.
import { invoke } from '../control.js'
import { FileError } from '../files/errors.js'
import { extensionOf, formatPath, parsePath } from '../files/paths.js'
import { describePicture } from '../files/picture.js'
import { hostHasFiles, readBytes, statPath, store, writeTempFile } from '../files/store.js'
import { callHost } from '../host.js'
import { natives } from '../natives.js'
import { program } from '../program.js'
import { checkUrl } from '../network/body.js'
import { top } from '../router.js'
import { asyncApi } from './base.js'
import { filmFacts } from './choose.js'
import { needPermission } from './settings.js'

const NETWORK = /^https?:\/\/(?!(tmp|usr|store)[/_])/i

const page = () => (top() ? top().id : 0)

async function fetched (src) {
  const { path, statusCode } = await callHost('network/download', { url: checkUrl(src), header: {}, appId: program.config.appId || '' })
  if (statusCode >= 400) throw new Error(`fail download image fail. reason: ${statusCode}`)
  return formatPath('tmp', path.replace(/^tmp\//, ''))
}

async function getImageInfo ({ src }) {
  if (NETWORK.test(src) && !hostHasFiles()) {
    const { width, height } = await invoke('pictureSize', { src }, page())
    return { width, height, path: src, type: 'unknown', orientation: 'up' }
  }
  const path = NETWORK.test(src) ? await fetched(src) : src
  let found
  try {
    found = /^data:/.test(src) ? null : describePicture(readBytes(path))
  } catch (error) {
    throw error instanceof FileError ? new Error(`fail file not found, ${src}`) : error
  }
  if (!found) throw new Error('fail the file is not a picture')
  const { width, height, type, orientation } = found
  return { width, height, type: type === 'svg' ? 'unknown' : type, orientation, path: path.replace(/^\.?\//, '') }
}

function needFile (path) {
  const found = typeof path === 'string' ? statPath(path) : null
  if (!found || found.type === 'folder') throw new Error(`fail file not found, ${path}`)
  return found
}

// A side the program names, in proportion where it names one alone.
function targetSize (bitmap, { compressedWidth, compressHeight, compressedHeight }) {
  const wide = Number(compressedWidth) || 0
  const high = Number(compressedHeight || compressHeight) || 0
  if (!wide && !high) return [bitmap.width, bitmap.height]
  return [wide || bitmap.width * high / bitmap.height, high || bitmap.height * wide / bitmap.width].map((side) => Math.max(1, Math.round(side)))
}

async function compressImage ({ src, quality = 80, ...wishes }) {
  needFile(src)
  if (!natives.OffscreenCanvas || !natives.createImageBitmap) throw new Error('fail not supported here')
  const bitmap = await natives.createImageBitmap(new natives.Blob([readBytes(src)]))
  const [width, height] = targetSize(bitmap, wishes)
  const canvas = new natives.OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, width, height)
  context.drawImage(bitmap, 0, 0, width, height)
  bitmap.close()
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: Math.min(100, Math.max(0, Number(quality))) / 100 })
  return { tempFilePath: writeTempFile(await blob.arrayBuffer(), 'jpg') }
}

async function getVideoInfo ({ src }) {
  const { size } = needFile(src)
  const { width, height, duration } = await filmFacts(src)
  return { orientation: 'up', type: extensionOf(src) || 'mp4', duration, size: Math.round(size / 1024), width, height, fps: 0, bitrate: duration ? Math.round(size * 8 / 1000 / duration) : 0 }
}

/** Compressing a film needs tools a browser has not: the copy is as large as the original. */
function compressVideo ({ src }) {
  const { size } = needFile(src)
  return { tempFilePath: writeTempFile(readBytes(src), extensionOf(src)), size: String(Math.round(size / 1024)) }
}

async function save (kind, filePath) {
  needFile(filePath)
  if (!hostHasFiles()) throw new Error('fail not supported here: press the picture long to save it')
  await needPermission('scope.writePhotosAlbum')
  const place = parsePath(filePath)
  const bytes = place.area === 'package' ? readBytes(filePath) : null
  const path = bytes ? parsePath(writeTempFile(bytes, extensionOf(filePath))).key : place.key
  const known = extensionOf(filePath)
  const found = kind === 'image' && !known ? describePicture(bytes || store().read(place.key, 0, 65536)) : null
  await callHost('album/save', { path, kind, extension: known || (found ? found.type : kind === 'image' ? 'png' : 'mp4') })
  return {}
}

async function openDocument ({ filePath, fileType }) {
  needFile(filePath)
  if (!hostHasFiles()) throw new Error('fail not supported here')
  const place = parsePath(filePath)
  const extension = String(fileType || extensionOf(filePath))
  // The viewer goes by the name.
  const path = extensionOf(filePath) === extension && place.area !== 'package' ? place.key : parsePath(writeTempFile(readBytes(filePath), extension)).key
  await callHost('document/open', { path })
  return {}
}

const text = { src: 'String' }

export const pictures = {
  getImageInfo: asyncApi('getImageInfo', getImageInfo, text),
  compressImage: asyncApi('compressImage', compressImage, text),
  getVideoInfo: asyncApi('getVideoInfo', getVideoInfo, text),
  compressVideo: asyncApi('compressVideo', compressVideo, text),
  saveImageToPhotosAlbum: asyncApi('saveImageToPhotosAlbum', ({ filePath }) => save('image', filePath), { filePath: 'String' }),
  saveVideoToPhotosAlbum: asyncApi('saveVideoToPhotosAlbum', ({ filePath }) => save('video', filePath), { filePath: 'String' }),
}

export const documents = { openDocument: asyncApi('openDocument', openDocument, { filePath: 'String' }) }
