// SPDX-License-Identifier: MIT
// A player's source. The players of WebKitGTK read no scheme of an application's own, so files of the program are read here first.

const PLAYABLE = /^(https?|data|blob):/i

let count = 0

async function readAsBlob(url) {
  const response = await fetch(url)
  if (!response.ok) return url
  return URL.createObjectURL(await response.blob())
}

/**
 * Sets the source, sooner or later; a later call wins.
 * @param {HTMLMediaElement} media
 * @param {string} src absolute, or relative to the document's base; "" for none
 */
export function setMediaSource(media, src) {
  if (media.hubBlob) URL.revokeObjectURL(media.hubBlob)
  media.hubBlob = ''
  count += 1
  media.hubSourceTurn = count
  const turn = count
  media.hubSourceReady = null
  media.hubNamed = src
  if (!src) {
    if (media.hasAttribute('src')) {
      media.removeAttribute('src')
      media.load()
    }
    return
  }
  const url = new URL(src, document.baseURI).href
  if (PLAYABLE.test(url)) {
    media.src = url
    return
  }
  media.hubSourceReady = readAsBlob(url).catch(() => url).then((read) => {
    if (media.hubSourceTurn !== turn) {
      if (read.startsWith('blob:')) URL.revokeObjectURL(read)
      return
    }
    if (read.startsWith('blob:')) media.hubBlob = read
    media.src = read
  })
}

/** Plays when the source is there. @returns {Promise<void>} rejects as play() does */
export async function playMedia(media) {
  media.hubWanted = true
  if (media.hubSourceReady) await media.hubSourceReady
  if (media.hubWanted) await media.play()
}

export function pauseMedia(media) {
  media.hubWanted = false
  media.pause()
}
