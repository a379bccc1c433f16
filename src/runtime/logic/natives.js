// SPDX-License-Identifier: MIT
// What the runtime keeps for itself before a program's code may run. A mini program has no network, storage or
// messages of its own: everything goes through wx.

const scope = globalThis

export const natives = {
  opaque: scope.origin === 'null',
  post: scope.postMessage.bind(scope),
  listen: scope.addEventListener.bind(scope),
  importScripts: scope.importScripts.bind(scope),
  XMLHttpRequest: scope.XMLHttpRequest,
  MessageChannel: scope.MessageChannel,
  URL: scope.URL,
  Blob: scope.Blob,
  DecompressionStream: scope.DecompressionStream,
  console: scope.console,
  setTimeout: scope.setTimeout.bind(scope),
  clearTimeout: scope.clearTimeout.bind(scope),
  setInterval: scope.setInterval.bind(scope),
  OffscreenCanvas: scope.OffscreenCanvas,
  ImageData: scope.ImageData,
  Path2D: scope.Path2D,
  createImageBitmap: scope.createImageBitmap && scope.createImageBitmap.bind(scope),
  requestAnimationFrame: scope.requestAnimationFrame && scope.requestAnimationFrame.bind(scope),
  cancelAnimationFrame: scope.cancelAnimationFrame && scope.cancelAnimationFrame.bind(scope),
}

const TAKEN = [
  'XMLHttpRequest', 'fetch', 'importScripts', 'postMessage', 'indexedDB', 'caches', 'WebSocket', 'WebSocketStream', 'Worker',
  'SharedWorker', 'BroadcastChannel', 'EventSource', 'close', 'onmessage', 'MessageChannel', 'WebTransport', 'navigator', 'location',
  'webkitIndexedDB', 'FileReaderSync', 'cookieStore', 'addEventListener', 'removeEventListener', 'onerror', 'onunhandledrejection',
]

/** Takes away every global a program must not reach. */
export function strip () {
  for (const name of TAKEN) {
    for (let holder = scope; holder && holder !== Object.prototype; holder = Object.getPrototypeOf(holder)) {
      try { delete holder[name] } catch { /* shadowed below */ }
    }
    if (name in scope) {
      try { Object.defineProperty(scope, name, { value: undefined, configurable: true, writable: true }) } catch { /* the CSP still holds */ }
    }
  }
}
