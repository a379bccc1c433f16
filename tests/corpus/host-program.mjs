// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a mini program around a component library: one page for each entry of its table in hosts/.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

// A blue square, 80 by 80: what the pages show where a program would show its photographs.
const ICON = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAFAAAABQCAIAAAABc2X6AAAAaUlEQVR42u3PgRAAAAgEsEfIHyKyIPKo3U1gqZ5XIiwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLHzJAq3LnGigvrXUAAAAAElFTkSuQmCC', 'base64')
const APP_STYLE = 'page { background: #f7f8fa; }\n.block { background: #fff; padding: 20px; }\n.c { background: #9cf; }\n.side { width: 65px; height: 44px; line-height: 44px; text-align: center; background: #ee0a24; color: #fff; }\n'

const camel = (text) => text.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())

/** The tags of the library in a template, as `usingComponents`. */
function components (library, wxml) {
  const names = new Set([...wxml.matchAll(new RegExp(`<${library.tag}([\\w-]+)`, 'g'))].map(([, name]) => name))
  return Object.fromEntries([...names].map((name) => [library.tag + name, `${library.inside ? '/components/' : ''}${library.package}/${library.path(name)}`]))
}

function pageFiles (library, name, page) {
  const config = { navigationBarTitleText: name, usingComponents: components(library, page.wxml), ...page.config }
  if (page.js) {
    return { 'index.json': JSON.stringify(config, null, 2), 'index.wxml': page.wxml, 'index.js': page.js }
  }
  const members = [`data: ${JSON.stringify(page.data || {})}`, 'hide() { this.setData({ show: false }) }', page.script].filter(Boolean)
  return {
    'index.json': JSON.stringify(config, null, 2),
    'index.wxml': `${page.wxml.replace(/></g, '>\n<')}\n`,
    'index.wxss': page.style || '',
    'index.js': `${page.require || ''}Page({\n  ${members.join(',\n  ')}\n})\n`,
  }
}

function write (folder, files) {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
}

/**
 * @param {object} library a table of hosts/
 * @param {string} modules the node_modules folder that holds the library
 * @param {string} folder where the program goes
 */
export function writeHostProgram (library, modules, folder) {
  const names = Object.keys(library.pages)
  if (library.inside) cpSync(join(modules, library.package, library.folder), join(folder, 'components', library.package), { recursive: true })
  for (const name of [...library.inside ? [] : [library.package], ...library.also || []]) {
    cpSync(join(modules, name), join(folder, 'node_modules', name), { recursive: true, dereference: true })
  }
  for (const name of names) write(join(folder, 'pages', name), pageFiles(library, name, library.pages[name]))
  write(folder, {
    'app.js': 'App({})\n',
    'app.json': JSON.stringify({ pages: names.map((name) => `pages/${name}/index`), window: { navigationBarTitleText: library.title }, ...library.app }, null, 2),
    'app.wxss': `${library.appStyle || ''}\n${APP_STYLE}`,
    'icon.png': ICON,
    'package.json': JSON.stringify({ name: camel(library.name), version: '1.0.0', dependencies: Object.fromEntries([library.package, ...library.also || []].map((name) => [name, '*'])) }),
    'project.config.json': JSON.stringify({ appid: 'touristappid', projectname: library.title, compileType: 'miniprogram', libVersion: '3.0.0', setting: { packNpmManually: false } }),
  })
}

/** The names of the library's components that its pages show, or say why they do not. */
export function shownComponents (library) {
  const shown = new Set()
  for (const [name, page] of Object.entries(library.pages)) {
    for (const path of [library.path(name), ...(page.shows || []).map((other) => (other.includes('/') ? other : library.path(other))), ...Object.keys(page.unshown || {})]) shown.add(path)
  }
  return shown
}
