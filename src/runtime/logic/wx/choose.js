// SPDX-License-Identifier: MIT
// Files a person gives a program: wx.chooseImage and its relatives. In the simulator the desktop's own file dialog asks, wherever
// a phone would offer its album, its camera or a chat; on a phone the browser does.
import { invoke } from '../control.js'
import { fromBase64 } from '../files/encodings.js'
import { extensionOfType } from '../files/mime.js'
import { extensionOf, formatPath } from '../files/paths.js'
import { describePicture } from '../files/picture.js'
import { hostHasFiles, loadableUrl, readBytes, writeTempFile } from '../files/store.js'
import { callHost } from '../host.js'
import { top } from '../router.js'
import { asyncApi } from './base.js'

const page = () => (top() ? top().id : 0)

const fromHost = ({ path, ...file }) => ({ ...file, path: formatPath('tmp', path.replace(/^tmp\//, '')) })

function fromShell ({ url, ...file }) {
  return { ...file, path: writeTempFile(fromBase64(url), extensionOf(file.name) || extensionOfType(file.type)) }
}

/**
 * Lets the person choose.
 *
 * @param {'image'|'video'|'media'|'file'} kind
 * @returns {Promise<{path: string, name: string, type: string, size: number, time: number}[]>} at least one
 */
export async function chooseFiles (kind, count, extensions) {
  if (hostHasFiles()) return (await callHost('choose/files', { kind, count, extensions })).files.map(fromHost)
  return (await invoke('pickFiles', { kind, count, extensions }, page())).map(fromShell)
}

const clamp = (count, fallback, most) => Math.min(most, Math.max(1, Math.floor(Number(count)) || fallback))

async function chooseImage ({ count }) {
  const chosen = await chooseFiles('image', clamp(count, 9, 20))
  return { tempFilePaths: chosen.map(({ path }) => path), tempFiles: chosen.map(({ path, size }) => ({ path, size })) }
}

const NO_FACTS = { width: 0, height: 0, duration: 0 }

/** Width, height and length of a film, and a picture of its beginning: the view's engine knows. */
export const filmFacts = (path) => invoke('filmFacts', { src: loadableUrl(path) }, page()).catch(() => NO_FACTS)

async function describeFilm ({ path, size }) {
  const { width, height, duration, poster } = await filmFacts(path)
  const thumbTempFilePath = poster ? writeTempFile(fromBase64(poster), 'jpg') : ''
  return { tempFilePath: path, size, width, height, duration, thumbTempFilePath, fileType: 'video' }
}

function describeImage ({ path, size }) {
  const { width, height } = describePicture(readBytes(path)) || NO_FACTS
  return { tempFilePath: path, size, width, height, fileType: 'image' }
}

async function chooseMedia ({ count, mediaType = ['image', 'video'] }) {
  const types = [mediaType].flat()
  const both = types.includes('mix') || (types.includes('image') && types.includes('video'))
  const chosen = await chooseFiles(both ? 'media' : types.includes('video') ? 'video' : 'image', clamp(count, 9, 20))
  const tempFiles = await Promise.all(chosen.map((file) => (file.type.startsWith('video/') ? describeFilm(file) : describeImage(file))))
  const kinds = new Set(tempFiles.map(({ fileType }) => fileType))
  return { tempFiles, type: kinds.size > 1 ? 'mix' : tempFiles[0].fileType }
}

async function chooseVideo () {
  const [file] = await chooseFiles('video', 1)
  const { tempFilePath, thumbTempFilePath, duration, size, width, height } = await describeFilm(file)
  return { tempFilePath, thumbTempFilePath, duration, size, width, height }
}

async function chooseMessageFile ({ count, type = 'all', extension }) {
  const kind = type === 'image' || type === 'video' ? type : 'file'
  const chosen = await chooseFiles(kind, clamp(count, 100, 100), Array.isArray(extension) ? extension.map(String) : [])
  const kindOf = (file) => (file.type.startsWith('image/') ? 'image' : file.type.startsWith('video/') ? 'video' : 'file')
  return { tempFiles: chosen.map((file) => ({ path: file.path, name: file.name, size: file.size, time: file.time, type: kindOf(file) })) }
}

export const choosing = {
  chooseImage: asyncApi('chooseImage', chooseImage),
  chooseMedia: asyncApi('chooseMedia', chooseMedia),
  chooseVideo: asyncApi('chooseVideo', chooseVideo),
  chooseMessageFile: asyncApi('chooseMessageFile', chooseMessageFile),
}
