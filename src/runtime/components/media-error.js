// SPDX-License-Identifier: MIT
// Why a sound or a film does not play, in words.

const NAMES = { 1: 'MEDIA_ERR_ABORTED', 2: 'MEDIA_ERR_NETWORK', 3: 'MEDIA_ERR_DECODE', 4: 'MEDIA_ERR_SRC_NOT_SUPPORTED' }
// What InnerAudioContext calls them.
const CODES = { 1: 10001, 2: 10002, 3: 10004, 4: 10003 }

const TYPES = {
  mp3: 'audio/mpeg', m4a: 'audio/mp4', aac: 'audio/aac', wav: 'audio/wav', ogg: 'audio/ogg', flac: 'audio/flac', mp4: 'video/mp4; codecs="avc1.42E01E, mp4a.40.2"',
  mov: 'video/mp4; codecs="avc1.42E01E"', m4v: 'video/mp4; codecs="avc1.42E01E"', webm: 'video/webm; codecs="vp8"', m3u8: 'application/vnd.apple.mpegurl',
}

function lacking(media) {
  const name = media.hubNamed || media.currentSrc || media.src || ''
  const type = name.startsWith('data:') ? name.slice(5).split(/[,;]/)[0] : TYPES[name.split(/[?#]/)[0].split('.').pop().toLowerCase()]
  return type && !media.canPlayType(type) ? type.split(';')[0] : ''
}

/** @param {HTMLMediaElement} media @returns {{errCode: number, errMsg: string}} */
export function mediaProblem(media) {
  const code = media.error?.code ?? 4
  const type = lacking(media)
  const why = type ? `there is no decoder for ${type}; on Linux, install the GStreamer plugins (good, libav)` : media.error?.message
  return { errCode: CODES[code] ?? -1, errMsg: `${NAMES[code] ?? 'MEDIA_ERR'}${why ? `: ${why}` : ''}` }
}
