// SPDX-License-Identifier: MIT
// The program's packages: the main one, and sub-packages, which are loaded when something of theirs is needed.
import { report } from './errors.js'
import { runProgramScript } from './host.js'
import { program } from './program.js'

const loaded = new Set()
const hooks = { stamp: '', main: () => {} }

/** `stamp` ("?…") tells one build's files from another's; `main` runs once, when the main package was loaded. */
export const setPackageHooks = (change) => Object.assign(hooks, change)

export const stamp = () => hooks.stamp
export const loadedPackages = () => [...loaded]

const rootOf = (item) => (item.root.endsWith('/') ? item.root : `${item.root}/`).replace(/^\//, '')

/** The sub-package a page, component or script belongs to; null in the main package. */
export const packageOf = (path) => (program.config.subPackages || []).find((item) => path.startsWith(rootOf(item))) || null

/** A sub-package by its name or root, as `preloadRule` and wx.loadSubpackage give it. */
export const packageNamed = (name) => (program.config.subPackages || [])
  .find((item) => item.name === name || rootOf(item) === `${String(name).replace(/^\/|\/$/g, '')}/`) || null

/** Loads a package's scripts and templates; false if there is no such file or it does not run. */
export function loadPackage (root) {
  if (loaded.has(root)) return true
  loaded.add(root)
  const name = `${root}app-service.js`
  try {
    runProgramScript(name, hooks.stamp)
    return true
  } catch (error) {
    const syntax = error && error.name === 'SyntaxError'
    report(syntax ? error : new Error(`${name} could not be loaded: ${error && error.message}`), 'start')
    return false
  }
}

/** The main package and App(); an independent sub-package does without until a page of the main package is opened. */
export function ensureMain () {
  if (loaded.has('')) return
  loadPackage('')
  hooks.main()
}

/** Loads what a page, component or script of that path needs. */
export function ensurePackage (path) {
  const found = packageOf(path)
  if (!found || !found.independent) ensureMain()
  if (found) loadPackage(rootOf(found))
}

/** Loads a sub-package by its name or root; throws an Error whose message starts with "fail". */
export function loadNamedPackage (name) {
  const found = packageNamed(name)
  if (!found) throw new Error(`fail subpackage "${name}" is not found`)
  ensurePackage(rootOf(found))
}

/** Loads all packages again, from a new build. */
export function reloadPackages () {
  const roots = [...loaded]
  loaded.clear()
  roots.forEach(loadPackage)
}
