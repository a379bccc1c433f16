// SPDX-License-Identifier: MIT
// The program's scripts as modules, and the compiled templates.
import { ensurePackage, packageOf } from './packages.js'
import { program, resolvePath } from './program.js'
import { completeTemplate } from './template-fixes.js'

/** @type {Map<string, {define: Function, module: {exports: any} | null}>} */
const modules = new Map()
/** @type {Map<string, {make: Function, groups: object | null}>} */
const templates = new Map()

/** Registers a script; a definition that comes later replaces an earlier one that has not run. */
export function define (name, body) {
  const present = modules.get(name)
  if (!present || !present.module) modules.set(name, { define: body, module: null })
}

/** Registers the templates of one package ("" or the sub-package's root). */
export function defineTemplates (root, make) {
  templates.set(root, { make, groups: null })
}

/** What app.json's `resolveAlias` makes of a name: `{"@utils/*": "/utils/*"}`; null where none fits. */
function applyAlias (id) {
  const aliases = program.config && program.config.app && program.config.app.config.resolveAlias
  let best = null
  for (const [from, to] of Object.entries(aliases || {})) {
    const [head, star] = from.split('*')
    const fits = star === undefined ? id === head : id.startsWith(head)
    if (!fits || typeof to !== 'string' || (best && best.length > head.length)) continue
    const target = to.split('*')[0] + (star === undefined ? '' : id.slice(head.length))
    best = { length: head.length, path: target.startsWith('/') ? target : `/${target}` }
  }
  return best && best.path
}

function candidates (from, written) {
  const list = []
  // A module is named after the script it became.
  const add = (path) => list.push(path, `${path}.js`, `${path}/index.js`)
  const alias = applyAlias(written)
  const id = (alias || written).replace(/\.ts$/, '')
  add(resolvePath(from, id))
  if (!/^[./]/.test(id)) {
    const parts = from.split('/').slice(0, -1)
    for (let depth = parts.length; depth >= 0; depth -= 1) add([...parts.slice(0, depth), 'miniprogram_npm', id].join('/'))
    add(id)
  }
  return list
}

/** The registered name `require(id)` means in module `from`; null if there is none. */
export function resolveModule (from, id) {
  return candidates(from, id).find((name) => modules.has(name)) || null
}

function requireNow (from, id) {
  const found = typeof id === 'string' ? resolveModule(from, id) : null
  if (!found) throw new Error(`module "${id}" is not defined, require args is "${id}" (in ${from})`)
  return runModule(found)
}

/** What another sub-package holds; that is loaded first. */
async function requireAsync (from, id) {
  const path = resolvePath(from, String(id))
  if (!resolveModule(from, id) && packageOf(path)) ensurePackage(path)
  try {
    return requireNow(from, id)
  } catch (error) {
    if (!resolveModule(from, id)) throw { errMsg: `${error.message}`, mod: path }
    throw error
  }
}

/** Runs a module once and returns its exports. */
export function runModule (name) {
  const entry = modules.get(name)
  if (!entry) throw new Error(`module "${name}" is not defined`)
  if (entry.module) return entry.module.exports
  const module = { exports: {} }
  entry.module = module
  const require = (id, resolve, reject) => {
    if (typeof resolve === 'function') return void requireAsync(name, id).then(resolve, reject || (() => {}))
    return requireNow(name, id)
  }
  require.async = (id) => requireAsync(name, id)
  try {
    entry.define.call(undefined, require, module, module.exports)
  } catch (error) {
    entry.module = null
    throw error
  }
  return module.exports
}

/** Whether a script of that name was loaded. */
export const hasModule = (name) => modules.has(name)

/**
 * The compiled template of a page or component.
 *
 * @param {string} path without .wxml
 * @param {string} root the package it belongs to
 * @returns {object | null}
 */
export function getTemplate (path, root) {
  for (const name of root ? [root, ''] : ['']) {
    const entry = templates.get(name)
    if (!entry) continue
    if (!entry.groups) entry.groups = entry.make()
    const content = entry.groups[path]
    if (content) return { content: completeTemplate(content), groupList: entry.groups, fallbackListenerOnNativeNode: true }
  }
  return null
}
