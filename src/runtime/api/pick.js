// SPDX-License-Identifier: MIT
// Files chosen in a browser, where there is no host to ask, and what the engine knows of pictures and films.
import { register } from './index.js'
import { resolveUrl } from './urls.js'
import { setMediaSource } from '../components/media-source.js'

const LARGEST_FILE = 20 * 1024 * 1024
const FACTS_LIMIT = 10000
const POSTER_WIDTH = 480

const ACCEPTED = { image: 'image/*', video: 'video/*', media: 'image/*,video/*' }

// A data URL is the one form that every frame, worker and host understands.
function readFile(file) {
  if (file.size > LARGEST_FILE) throw new Error('fail file too large')
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve({ url: reader.result, name: file.name, type: file.type, size: file.size, time: Math.floor(file.lastModified / 1000) })
    reader.onerror = () => reject(new Error('fail file unreadable'))
    reader.readAsDataURL(file)
  })
}

/** @returns {Promise<{url: string, name: string, type: string, size: number, time: number}[]>} at least one */
export async function pickFiles({ kind, count = 1, extensions = [] }) {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = ACCEPTED[kind] ?? extensions.map((extension) => '.' + extension.replace(/^\./, '')).join(',')
  input.multiple = count > 1
  const files = await new Promise((resolve, reject) => {
    input.addEventListener('change', () => resolve([...input.files].slice(0, count)))
    input.addEventListener('cancel', () => reject(new Error('fail cancel')))
    input.click()
  })
  if (!files.length) throw new Error('fail cancel')
  return Promise.all(files.map(readFile))
}

register('pickFiles', pickFiles)

register('pictureSize', ({ src }) => new Promise((resolve, reject) => {
  const picture = new Image()
  picture.onload = () => resolve({ width: picture.naturalWidth, height: picture.naturalHeight })
  picture.onerror = () => reject(new Error('fail download image fail'))
  picture.src = src
}))

function drawPoster(film) {
  const width = Math.min(POSTER_WIDTH, film.videoWidth)
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = Math.round(film.videoHeight * width / film.videoWidth)
  canvas.getContext('2d').drawImage(film, 0, 0, canvas.width, canvas.height)
  return canvas.toDataURL('image/jpeg', 0.8)
}

register('filmFacts', ({ src }, { shell }) => new Promise((resolve, reject) => {
  const film = document.createElement('video')
  const end = (answer) => {
    clearTimeout(timer)
    setMediaSource(film, '')
    answer()
  }
  const timer = setTimeout(() => end(() => reject(new Error('fail the film cannot be read'))), FACTS_LIMIT)
  film.muted = true
  film.preload = 'auto'
  // Taking the source away again is an error, too: the first outcome counts.
  film.onerror = () => end(() => reject(new Error('fail the film cannot be read')))
  film.onloadeddata = () => {
    const facts = { width: film.videoWidth, height: film.videoHeight, duration: Number.isFinite(film.duration) ? film.duration : 0 }
    try { facts.poster = drawPoster(film) } catch { /* no picture of it, then */ }
    end(() => resolve(facts))
  }
  setMediaSource(film, resolveUrl(src, shell))
}))
