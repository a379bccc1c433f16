// SPDX-License-Identifier: MIT
// Pictures over the program, and pictures chosen from the device.
import { register } from './index.js'
import { resolveUrl } from './urls.js'
import { openViewer } from '../shell/viewer.js'

const LARGEST_PICTURE = 10 * 1024 * 1024

register('previewImage', ({ urls, current }, { shell }) => {
  if (!Array.isArray(urls) || !urls.length) throw new Error('fail parameter error: urls should be a non-empty array')
  const start = typeof current === 'number' ? current : Math.max(0, urls.indexOf(current))
  openViewer(urls.map((url) => resolveUrl(url, shell)), start)
})

register('previewMedia', ({ sources, current = 0 }, { shell }) => {
  if (!Array.isArray(sources) || !sources.length) throw new Error('fail parameter error: sources should be a non-empty array')
  openViewer(sources.map((source) => resolveUrl(source.poster ?? source.url, shell)), current)
})

// A data URL is the one form that every frame, worker and host understands.
async function choosePictures(count) {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = 'image/*'
  input.multiple = count > 1
  const files = await new Promise((resolve, reject) => {
    input.addEventListener('change', () => resolve([...input.files].slice(0, count)))
    input.addEventListener('cancel', () => reject(new Error('fail cancel')))
    input.click()
  })
  if (!files.length) throw new Error('fail cancel')
  return Promise.all(files.map(readPicture))
}

function readPicture(file) {
  if (file.size > LARGEST_PICTURE) throw new Error('fail file too large')
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve({ path: reader.result, size: file.size })
    reader.onerror = () => reject(new Error('fail file unreadable'))
    reader.readAsDataURL(file)
  })
}

register('chooseImage', async ({ count = 9 }) => {
  const tempFiles = await choosePictures(count)
  return { tempFilePaths: tempFiles.map((file) => file.path), tempFiles }
})

register('chooseMedia', async ({ count = 9 }) => {
  const files = await choosePictures(count)
  return { type: 'image', tempFiles: files.map((file) => ({ tempFilePath: file.path, size: file.size, fileType: 'image' })) }
})
