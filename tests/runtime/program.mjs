// SPDX-License-Identifier: GPL-3.0-or-later
// Small programs written inside a test: one object for each page and component.

const text = (value) => (typeof value === 'string' ? value : JSON.stringify(value))

/**
 * The files of a program.
 *
 * @param {{pages: Record<string, Parts>, components?: Record<string, Parts>, app?: object, appScript?: string, style?: string,
 * files?: Record<string, string>}} program each of `Parts` has `js`, `wxml`, `wxss`, `wxs` and `json`, all optional
 * @returns {Map<string, string>}
 */
export function programFiles ({ pages, components = {}, app = {}, appScript = 'App({ log: [] })', style = '', files = {} }) {
  const result = new Map()
  const own = Object.keys(pages).filter((path) => !(app.subPackages || app.subpackages || []).some((part) => path.startsWith(`${part.root}/`)))
  result.set('app.json', text({ pages: own, ...app }))
  result.set('app.js', appScript)
  result.set('app.wxss', style)
  for (const [path, parts] of [...Object.entries(pages), ...Object.entries(components)]) {
    const json = components[path] === parts ? { component: true, ...parts.json } : parts.json || {}
    result.set(`${path}.json`, text(json))
    result.set(`${path}.js`, parts.js || (components[path] === parts ? 'Component({})' : 'Page({})'))
    result.set(`${path}.wxml`, parts.wxml || '')
    if (parts.wxss) result.set(`${path}.wxss`, parts.wxss)
    if (parts.wxs) result.set(`${path}.wxs`, parts.wxs)
  }
  for (const [path, content] of Object.entries(files)) result.set(path, text(content))
  return result
}
