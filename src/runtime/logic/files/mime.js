// SPDX-License-Identifier: MIT
// What a file is, by its first bytes or by its name.

const TYPES = {
  png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp', svg: 'image/svg+xml', bmp: 'image/bmp', ico: 'image/x-icon',
  avif: 'image/avif', mp3: 'audio/mpeg', m4a: 'audio/mp4', aac: 'audio/aac', wav: 'audio/wav', ogg: 'audio/ogg', flac: 'audio/flac',
  mp4: 'video/mp4', mov: 'video/quicktime', webm: 'video/webm', ttf: 'font/ttf', otf: 'font/otf', woff: 'font/woff', woff2: 'font/woff2',
  json: 'application/json', txt: 'text/plain', html: 'text/html', css: 'text/css', js: 'text/javascript', xml: 'text/xml', pdf: 'application/pdf', zip: 'application/zip',
}

/** The media type of an extension, "application/octet-stream" if it is not known. */
export const typeOfExtension = (extension) => TYPES[String(extension).toLowerCase()] || 'application/octet-stream'

/** The extension for a media type, '' if it is not known. */
export function extensionOfType (type) {
  const plain = String(type || '').split(';')[0].trim().toLowerCase()
  return Object.keys(TYPES).find((extension) => TYPES[extension] === plain) || ''
}

const starts = (bytes, signature, at = 0) => signature.every((byte, i) => byte === null || bytes[at + i] === byte)

/** The kind of picture by its first bytes: "png", "jpeg", "gif", "webp", "bmp", or "". */
export function pictureKind (bytes) {
  if (starts(bytes, [0x89, 0x50, 0x4e, 0x47])) return 'png'
  if (starts(bytes, [0xff, 0xd8, 0xff])) return 'jpeg'
  if (starts(bytes, [0x47, 0x49, 0x46, 0x38])) return 'gif'
  if (starts(bytes, [0x52, 0x49, 0x46, 0x46]) && starts(bytes, [0x57, 0x45, 0x42, 0x50], 8)) return 'webp'
  return starts(bytes, [0x42, 0x4d]) ? 'bmp' : ''
}
