// SPDX-License-Identifier: MIT
// Pictures over the program.
import { register } from './index.js'
import { resolveUrl } from './urls.js'
import { openViewer } from '../shell/viewer.js'

register('previewImage', ({ urls, current }, { shell }) => {
  if (!Array.isArray(urls) || !urls.length) throw new Error('fail parameter error: urls should be a non-empty array')
  const start = typeof current === 'number' ? current : Math.max(0, urls.indexOf(current))
  openViewer(urls.map((url) => resolveUrl(url, shell)), start)
})

register('previewMedia', ({ sources, current = 0 }, { shell }) => {
  if (!Array.isArray(sources) || !sources.length) throw new Error('fail parameter error: sources should be a non-empty array')
  openViewer(sources.map((source) => resolveUrl(source.poster ?? source.url, shell)), current)
})
