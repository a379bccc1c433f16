// SPDX-License-Identifier: MIT
// FileSystemManager.unzip, readZipEntry, readCompressedFile.
import { bufferOf, decodeText } from './encodings.js'
import { FileError, trying } from './errors.js'
import { parentOf, parsePath } from './paths.js'
import { readBytes, store } from './store.js'
import { expand, listZip, unpack } from './zip.js'

const LARGEST = 200 * 1024 * 1024

// A name that would leave the folder is refused with the whole archive: it was made to do harm.
function safeKey (folder, name) {
  const parts = name.replace(/\\/g, '/').split('/').filter((part) => part !== '' && part !== '.')
  if (parts.includes('..') || /^[/\\]|^[a-z]:/i.test(name)) throw new FileError('EACCES')
  return [folder, ...parts].join('/')
}

function makeFolders (key) {
  if (store().stat(key)) return
  makeFolders(parentOf(key))
  store().mkdir(key)
}

export async function unzip ({ zipFilePath, targetPath }) {
  const what = `, unzip ${zipFilePath} -> "${targetPath}"`
  const [bytes, folder, entries] = trying(what, () => {
    const place = parsePath(targetPath)
    if (place.area !== 'usr') throw new FileError('EACCES')
    const all = readBytes(zipFilePath)
    const list = listZip(all).map((entry) => ({ ...entry, key: safeKey(place.key, entry.name) }))
    return [all, place.key, list]
  })
  trying(what, () => makeFolders(folder))
  for (const entry of entries) {
    if (entry.name.endsWith('/')) {
      trying(what, () => makeFolders(entry.key))
      continue
    }
    const content = await unpack(bytes, entry)
    trying(what, () => {
      makeFolders(parentOf(entry.key))
      store().write(entry.key, content)
    })
  }
  return {}
}

const asked = (bytes, { encoding, position = 0, length }) => {
  const part = bytes.slice(position, length === undefined ? undefined : position + length)
  return encoding ? decodeText(part, encoding) : bufferOf(part)
}

async function readOne (bytes, entry, wish) {
  if (!entry) return { errMsg: `readZipEntry:fail no such file or directory, open ${wish.path}` }
  try {
    return { data: asked(await unpack(bytes, entry), wish), errMsg: 'readZipEntry:ok' }
  } catch (error) {
    return { errMsg: `readZipEntry:${error.message}` }
  }
}

export async function readZipEntry ({ filePath, entries, encoding }) {
  const bytes = trying(`, open ${filePath}`, () => readBytes(filePath))
  const all = listZip(bytes)
  const wishes = entries === 'all' ? all.filter(({ name }) => !name.endsWith('/')).map(({ name }) => ({ path: name, encoding })) : [entries].flat()
  const result = {}
  for (const wish of wishes) result[wish.path] = await readOne(bytes, all.find(({ name }) => name === wish.path), wish)
  return { entries: result }
}

export async function readCompressedFile ({ filePath, compressionAlgorithm = 'br' }) {
  if (compressionAlgorithm !== 'br') throw new FileError('EINVAL', `invalid compressionAlgorithm "${compressionAlgorithm}"`)
  const bytes = trying(`, open ${filePath}`, () => readBytes(filePath))
  try {
    return { data: bufferOf(await expand(bytes, 'brotli', LARGEST)) }
  } catch (error) {
    throw error instanceof FileError ? error : new FileError('EINVAL', 'brotli decompress fail')
  }
}
