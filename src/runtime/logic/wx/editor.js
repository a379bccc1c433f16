// SPDX-License-Identifier: MIT
// The EditorContext that a selector query's context() gives.
import { loadableUrl } from '../files/store.js'
import { placeOf } from '../find-element.js'
import { registerContextFactory } from '../node-registry.js'
import { program, resolvePath } from '../program.js'
import { asyncApi } from './base.js'
import { asyncContext, callComponent } from './media-context.js'

const METHODS = ['insertDivider', 'insertText', 'setContents', 'getContents', 'clear', 'removeFormat', 'undo', 'redo', 'blur', 'getSelectionText', 'insertCustomBlock']

function shownSource (src, path) {
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(src)) return loadableUrl(src)
  return `${program.base}app/${resolvePath(path, src)}`
}

registerContextFactory('editor', (element) => {
  const place = placeOf(element)
  const context = asyncContext(() => place, METHODS)
  context.insertImage = asyncApi('insertImage', (args) => callComponent(place, 'insertImage', [{ ...args, shown: shownSource(String(args.src || ''), place.path) }]))
  // Neither of them takes callbacks.
  context.format = (name, value) => {
    callComponent(place, 'format', [{ name, value }]).catch((error) => console.warn(`EditorContext.format: ${error.message.replace(/^fail /, '')}`))
  }
  context.scrollIntoView = () => { callComponent(place, 'scrollIntoView', []).catch(() => {}) }
  return context
})
