// SPDX-License-Identifier: MIT
// What FileSystemManager does, each as a synchronous function over its arguments; what fails is thrown as on a phone.
import { bufferOf, decodeText, encodeData } from './encodings.js'
import { FileError, trying } from './errors.js'
import { extensionOf, formatPath, freshName, parentOf, parsePath } from './paths.js'
import { readBytes, statPath, store } from './store.js'

const FILE_MODE = 0o100644
const FOLDER_MODE = 0o40755

export class Stats {
  constructor ({ type, size, mtime, atime }) {
    this.mode = type === 'folder' ? FOLDER_MODE : FILE_MODE
    this.size = size
    this.lastAccessedTime = atime
    this.lastModifiedTime = mtime
  }

  isDirectory () { return (this.mode & 0o170000) === 0o40000 }

  isFile () { return (this.mode & 0o170000) === 0o100000 }
}

/** A path the program may change: below its own folder, or, with `saved`, one of its saved files. */
function writable (path, { saved = false } = {}) {
  const place = parsePath(path)
  if (place.area === 'usr' ? !place.name : !(saved && place.area === 'store' && place.name)) throw new FileError('EACCES')
  return place.key
}

function need (path) {
  const found = statPath(path)
  if (!found) throw new FileError('ENOENT')
  return found
}

function needFile (path) {
  const found = need(path)
  if (found.type === 'folder') throw new FileError('EISDIR')
  return found
}

export function access ({ path }) {
  trying(` ${path}`, () => need(path))
}

export function readFile ({ filePath, encoding, position, length }) {
  return trying(`, open ${filePath}`, () => {
    let start
    if (position !== undefined || length !== undefined) {
      const { size } = needFile(filePath)
      start = position === undefined ? 0 : Number(position)
      if (!(start >= 0 && start < Math.max(1, size))) throw new FileError('EINVAL', 'value of position is out of range')
      if (length !== undefined && !(Number(length) > 0 && Number(length) <= size - start)) throw new FileError('EINVAL', 'value of length is out of range')
    }
    const bytes = readBytes(filePath, start, length === undefined ? undefined : Number(length))
    return { data: encoding === undefined || encoding === null || encoding === '' ? bufferOf(bytes) : decodeText(bytes, encoding) }
  })
}

export function writeFile ({ filePath, data, encoding }) {
  trying(`, open ${filePath}`, () => store().write(writable(filePath), encodeData(data, encoding)))
}

export function appendFile ({ filePath, data, encoding }) {
  trying(`, open ${filePath}`, () => {
    const key = writable(filePath)
    needFile(filePath)
    store().write(key, encodeData(data, encoding), 'end')
  })
}

export function truncate ({ filePath, length = 0 }) {
  trying(`, open ${filePath}`, () => {
    const key = writable(filePath)
    needFile(filePath)
    if (!(Number(length) >= 0)) throw new FileError('EINVAL', 'value of length is out of range')
    store().truncate(key, Number(length))
  })
}

export function copyFile ({ srcPath, destPath }) {
  trying(`, copyFile ${srcPath} -> ${destPath}`, () => {
    const to = writable(destPath)
    const from = parsePath(srcPath)
    needFile(srcPath)
    if (from.area === 'package') store().write(to, readBytes(srcPath))
    else store().copy(from.key, to)
  })
}

export function rename ({ oldPath, newPath }) {
  trying(`, rename ${oldPath} -> ${newPath}`, () => store().rename(writable(oldPath), writable(newPath)))
}

export function unlink ({ filePath }) {
  trying(`, unlink ${filePath}`, () => {
    const key = writable(filePath, { saved: true })
    if (need(filePath).type === 'folder') throw new FileError('EPERM')
    store().remove(key)
  })
}

export function mkdir ({ dirPath, recursive = false }) {
  trying(` ${dirPath}`, () => {
    const key = writable(dirPath)
    const missing = []
    for (let at = key; !store().stat(at); at = parentOf(at)) missing.unshift(at)
    if (!missing.length) {
      if (recursive && store().stat(key).type === 'folder') return
      throw new FileError('EEXIST')
    }
    if (missing.length > 1 && !recursive) throw new FileError('ENOENT')
    missing.forEach((at) => store().mkdir(at))
  })
}

export function readdir ({ dirPath }) {
  return trying(` ${dirPath}`, () => {
    const { area, key } = parsePath(dirPath)
    if (area === 'package' || (area === 'tmp' && key === 'tmp')) throw new FileError('EACCES')
    return { files: store().list(key) }
  })
}

function removeTree (key) {
  if (store().stat(key).type === 'folder') for (const name of store().list(key)) removeTree(`${key}/${name}`)
  store().remove(key)
}

export function rmdir ({ dirPath, recursive = false }) {
  trying(` ${dirPath}`, () => {
    const key = writable(dirPath)
    if (need(dirPath).type !== 'folder') throw new FileError('ENOTDIR')
    if (recursive) removeTree(key)
    else store().remove(key)
  })
}

function statTree (key, below, list) {
  const found = store().stat(key)
  list.push({ path: below || '/', stats: new Stats(found) })
  if (found.type === 'folder') for (const name of store().list(key)) statTree(`${key}/${name}`, `${below}/${name}`, list)
  return list
}

export function stat ({ path, recursive = false }) {
  return trying(` ${path}`, () => {
    const found = need(path)
    return { stats: recursive && found.type === 'folder' ? statTree(parsePath(path).key, '', []) : new Stats(found) }
  })
}

export function saveFile ({ tempFilePath, filePath }) {
  const from = trying('', () => parsePath(tempFilePath))
  if (!['tmp', 'usr'].includes(from.area) || !statPath(tempFilePath)) throw new FileError('ENOENT', 'tempFilePath file not exist')
  if (!filePath) {
    const name = freshName(extensionOf(from.name))
    return moved(from, `store/${name}`, formatPath('store', name))
  }
  return trying(` "${filePath}"`, () => moved(from, writable(filePath, { saved: true }), filePath))
}

// As on a phone the temporary file is gone afterwards.
function moved (from, key, path) {
  store().copy(from.key, key)
  if (from.area === 'tmp') store().remove(from.key)
  return { savedFilePath: path }
}

export function getSavedFileList () {
  return {
    fileList: store().list('store').map((name) => {
      const { size, mtime } = store().stat(`store/${name}`)
      return { filePath: formatPath('store', name), size, createTime: mtime }
    }),
  }
}

function savedFile (filePath) {
  const { area, name, key } = parsePath(filePath)
  const found = area === 'store' && name ? store().stat(key) : null
  if (!found) throw new FileError('ENOENT', 'file not exist')
  return { key, found }
}

export function getSavedFileInfo ({ filePath }) {
  const { found } = savedFile(filePath)
  return { size: found.size, createTime: found.mtime }
}

export function removeSavedFile ({ filePath }) {
  store().remove(savedFile(filePath).key)
}
