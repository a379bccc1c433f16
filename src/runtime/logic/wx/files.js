// SPDX-License-Identifier: MIT
// wx.getFileSystemManager(), and the older functions over the same files.
import { readCompressedFile, readZipEntry, unzip } from '../files/archives.js'
import * as descriptors from '../files/descriptors.js'
import { digest } from '../files/digest.js'
import * as operations from '../files/operations.js'
import { FileError } from '../files/errors.js'
import { statPath, readBytes } from '../files/store.js'
import { asyncApi, syncApi } from './base.js'

export { loadableUrl, writeTempFile } from '../files/store.js'
export { USER_DATA_PATH } from '../files/paths.js'

// How the arguments of the …Sync functions are called, in their order.
const ORDERED = {
  access: ['path'],
  appendFile: ['filePath', 'data', 'encoding'],
  copyFile: ['srcPath', 'destPath'],
  mkdir: ['dirPath', 'recursive'],
  readFile: ['filePath', 'encoding', 'position', 'length'],
  readdir: ['dirPath'],
  rename: ['oldPath', 'newPath'],
  rmdir: ['dirPath', 'recursive'],
  saveFile: ['tempFilePath', 'filePath'],
  stat: ['path', 'recursive'],
  unlink: ['filePath'],
  writeFile: ['filePath', 'data', 'encoding'],
}

// What the …Sync functions return of the result.
const RETURNED = { readFile: 'data', readdir: 'files', saveFile: 'savedFilePath', stat: 'stats', open: 'fd', fstat: 'stats' }

const BY_OPTIONS = {
  truncate: operations.truncate, open: descriptors.openFile, close: descriptors.closeFile, fstat: descriptors.fstat, ftruncate: descriptors.ftruncate,
  read: descriptors.readOpen, write: descriptors.writeOpen,
}

async function getFileInfo ({ filePath, digestAlgorithm = 'md5' }) {
  const found = statPath(filePath)
  if (!found || found.type === 'folder') throw new FileError('ENOENT', `file not exist, ${filePath}`)
  return { size: found.size, digest: await digest(readBytes(filePath), digestAlgorithm) }
}

const older = {
  getFileInfo: asyncApi('getFileInfo', getFileInfo),
  saveFile: asyncApi('saveFile', operations.saveFile),
  getSavedFileList: asyncApi('getSavedFileList', operations.getSavedFileList),
  getSavedFileInfo: asyncApi('getSavedFileInfo', operations.getSavedFileInfo),
  removeSavedFile: asyncApi('removeSavedFile', operations.removeSavedFile),
}

function createManager () {
  const manager = { ...older }
  const returning = (name, run) => syncApi(`${name}Sync`, (options) => {
    const result = run(options)
    return RETURNED[name] ? result[RETURNED[name]] : result
  })
  for (const [name, names] of Object.entries(ORDERED)) {
    const run = operations[name]
    const sync = returning(name, run)
    manager[name] = asyncApi(name, run)
    manager[`${name}Sync`] = (...values) => sync(Object.fromEntries(names.map((key, i) => [key, values[i]])))
  }
  for (const [name, run] of Object.entries(BY_OPTIONS)) {
    const sync = returning(name, run)
    manager[name] = asyncApi(name, run)
    manager[`${name}Sync`] = (options) => sync(options && typeof options === 'object' ? options : {})
  }
  for (const [name, run] of Object.entries({ unzip, readZipEntry, readCompressedFile })) manager[name] = asyncApi(name, run)
  // Unpacking takes its time in a browser; only the asynchronous form can wait for it.
  manager.readCompressedFileSync = syncApi('readCompressedFileSync', () => { throw new Error('fail not supported in simulator: use readCompressedFile') })
  return manager
}

let manager = null

export const files = {
  getFileSystemManager () {
    if (!manager) manager = createManager()
    return manager
  },
  ...older,
}
