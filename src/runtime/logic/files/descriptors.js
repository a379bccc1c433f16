// SPDX-License-Identifier: MIT
// Open files: FileSystemManager.open, read, write, fstat, ftruncate, close.
import { bytesOf, encodeData } from './encodings.js'
import { FileError, trying } from './errors.js'
import { Stats } from './operations.js'
import { parsePath } from './paths.js'
import { readBytes, statPath, store } from './store.js'

const MOST = 100
const FLAG = /^(r|r\+|a|ax|a\+|ax\+|as|as\+|w|wx|w\+|wx\+)$/

const open = new Map()
let count = 0

function create (place, flag, found) {
  if (place.area !== 'usr' || !place.name) throw new FileError('EACCES', 'permission denied when open using flag')
  if (found && flag.includes('x')) throw new FileError('EEXIST')
  if (found && found.type === 'folder') throw new FileError('EISDIR')
  if (!found || flag.startsWith('w')) store().write(place.key, new Uint8Array(0))
}

export function openFile ({ filePath, flag = 'r' }) {
  return trying(`, open ${filePath}`, () => {
    if (!FLAG.test(flag)) throw new FileError('EINVAL', 'invalid flag')
    if (open.size >= MOST) throw new FileError('EINVAL', 'exceed max concurrent fd limit')
    const place = parsePath(filePath)
    const found = statPath(filePath)
    if (flag[0] === 'r' && !found) throw new FileError('ENOENT')
    if (flag === 'r+' && (place.area !== 'usr' || !place.name)) throw new FileError('EACCES')
    if (flag[0] !== 'r') create(place, flag, found)
    count += 1
    const fd = String(count)
    open.set(fd, { path: filePath, key: place.key, at: 0, reads: flag[0] === 'r' || flag.includes('+'), writes: flag !== 'r', appends: flag[0] === 'a' })
    return { fd }
  })
}

function descriptor (fd) {
  const found = open.get(String(fd))
  if (!found) throw new FileError('EBADF')
  return found
}

export function closeFile ({ fd }) {
  descriptor(fd)
  open.delete(String(fd))
}

export function fstat ({ fd }) {
  return { stats: new Stats(statPath(descriptor(fd).path)) }
}

export function ftruncate ({ fd, length = 0 }) {
  const file = descriptor(fd)
  if (!file.writes) throw new FileError('EACCES')
  store().truncate(file.key, Number(length))
}

export function readOpen ({ fd, arrayBuffer, offset = 0, length, position }) {
  const file = descriptor(fd)
  const target = bytesOf(arrayBuffer)
  if (!file.reads) throw new FileError('EACCES')
  if (!target) throw new FileError('EINVAL', 'array buffer does not exist')
  if (!(offset >= 0 && offset <= target.length)) throw new FileError('EINVAL', 'value of offset is out of range')
  const wanted = length === undefined ? target.length - offset : Number(length)
  if (!(wanted >= 0 && wanted <= target.length - offset)) throw new FileError('EINVAL', 'value of length is out of range')
  const follows = position === undefined || position === null
  const start = follows ? file.at : Number(position)
  const { size } = statPath(file.path)
  const bytes = start < size && wanted ? readBytes(file.path, start, Math.min(wanted, size - start)) : new Uint8Array(0)
  target.set(bytes, offset)
  if (follows) file.at += bytes.length
  return { bytesRead: bytes.length, arrayBuffer }
}

export function writeOpen ({ fd, data, offset = 0, length, encoding, position }) {
  const file = descriptor(fd)
  if (!file.writes) throw new FileError('EACCES')
  const all = encodeData(data, encoding)
  const bytes = bytesOf(data) ? all.subarray(offset, length === undefined ? undefined : offset + Number(length)) : all
  const follows = position === undefined || position === null
  if (file.appends) store().write(file.key, bytes, 'end')
  else store().write(file.key, bytes, follows ? file.at : Number(position))
  if (follows) file.at += bytes.length
  return { bytesWritten: bytes.length }
}
