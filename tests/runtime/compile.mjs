// SPDX-License-Identifier: GPL-3.0-or-later
// A small compiler for these tests only: what they need of contract 1, from a folder or from an object of files.
import { createRequire } from 'node:module'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'

const require = createRequire(new URL('../../src/runtime/package.json', import.meta.url))
const { TmplGroup } = require('glass-easel-template-compiler')

const EXTRA = 'Q.A=__hubWxs.change;Q.B=__hubWxs.change;Q.C=__hubWxs.event;var getRegExp=__hubWxs.getRegExp,getDate=__hubWxs.getDate,console=__hubWxs.console;'
const HIDDEN = 'require, module, exports, window, document, self, location, navigator, localStorage, XMLHttpRequest, fetch'

/** @returns {Map<string, Buffer|string>} every file below a folder */
export function readFolder (folder) {
  const files = new Map()
  const visit = (path) => {
    for (const name of readdirSync(join(folder, path))) {
      const inner = path ? `${path}/${name}` : name
      if (statSync(join(folder, inner)).isDirectory()) visit(inner)
      else files.set(inner, readFileSync(join(folder, inner)))
    }
  }
  visit('')
  return files
}

const resolve = (from, path) => (path.startsWith('/') ? path.slice(1) : posix.join(posix.dirname(from), path)).replace(/\.(wxml|wxss|wxs|js)$/, '')

function style (files, path, scope, seen = new Set()) {
  if (!files.has(path) || seen.has(path)) return ''
  seen.add(path)
  let text = String(files.get(path)).replace(/\/\*[\s\S]*?\*\//g, '')
  text = text.replace(/@import\s+["']([^"']+)["'];?/g, (all, target) => style(files, `${resolve(path, target)}.wxss`, scope, seen))
  text = text.replace(/(-?\d*\.?\d+)rpx/g, (all, n) => `${Number(n) / 7.5}vw`)
  return text.replace(/([^{}]+)\{/g, (all, selector) => {
    if (selector.trim().startsWith('@') || /^\s*(from|to|[\d.]+%)/.test(selector)) return all
    let result = selector.replace(/(^|[\s,>+~(])([a-z][\w-]*)(?![\w-]*[(])/g, (part, before, tag) => (tag === 'page' ? `${before}body` : `${before}wx-${tag}`))
    if (scope) result = result.replace(/\.([a-zA-Z_][\w-]*)/g, `.${scope}--$1`).replace(/:host/g, `[wx-host="${scope}"]`)
    return `${result}{`
  })
}

const json = (files, name) => (files.has(name) ? JSON.parse(String(files.get(name))) : {})

function collect (files, app) {
  const pages = [...app.pages]
  const components = {}
  const visit = (path, kind) => {
    if (components[path]) return
    const own = json(files, `${path}.json`)
    const scope = kind === 'component' ? `c${Object.keys(components).length}` : ''
    const using = {}
    components[path] = {
      kind, package: '', script: files.has(`${path}.js`) ? `${path}.js` : null, template: path,
      styleSheet: files.has(`${path}.wxss`) ? `${path}.css` : null, styleScope: scope, styleIsolation: own.styleIsolation || 'isolated',
      usingComponents: using, placeholder: {}, generics: own.componentGenerics || {}, config: own,
    }
    for (const [tag, target] of Object.entries({ ...app.usingComponents, ...own.usingComponents })) {
      using[tag] = resolve(path, target)
      visit(using[tag], 'component')
    }
  }
  pages.forEach((page) => visit(page, 'page'))
  return { pages, components }
}

/**
 * @param {Map<string, Buffer|string>} files a program's sources
 * @returns {Map<string, Buffer|string>} the compiled program
 */
export function compile (files) {
  const app = json(files, 'app.json')
  const { pages, components } = collect(files, app)
  const output = new Map()
  const rows = []
  let script = ''
  let line = 1
  for (const [name, content] of files) {
    if (!name.endsWith('.js')) continue
    const body = String(content)
    rows.push([line, name])
    script += `__hubDefine(${JSON.stringify(name)}, function (${HIDDEN}) { ${body}\n});\n`
    line += body.split('\n').length + 1
  }
  const group = new TmplGroup()
  group.setExtraRuntimeScript(EXTRA)
  for (const [name, content] of files) {
    const bare = name.replace(/\.\w+$/, '')
    if (name.endsWith('.wxml')) group.addTmpl(bare, String(content).replace(/(\s)(capture-bind|capture-catch|mut-bind|bind|catch)([a-zA-Z][\w-]*)(?==)/g, '$1$2:$3'))
    else if (name.endsWith('.wxs')) for (const path of [bare, name]) group.addScript(path, String(content))
    else if (!/\.(js|wxss)$/.test(name)) output.set(name, content)
  }
  script += `__hubTemplates("", function () { return ${group.getTmplGenObjectGroups()} });\n`
  output.set('app-service.js', script)
  for (const [path, component] of Object.entries(components)) {
    if (component.styleSheet) output.set(component.styleSheet, style(files, `${path}.wxss`, component.styleScope))
  }
  if (files.has('app.wxss')) output.set('app.css', style(files, 'app.wxss', ''))
  output.set('app-config.json', JSON.stringify({
    format: 1, appId: '', name: 'Test', entryPagePath: app.entryPagePath || pages[0], pages, subPackages: [], window: app.window || {},
    tabBar: app.tabBar || null, networkTimeout: {}, style: app.style || '', debug: false,
    app: { script: files.has('app.js') ? 'app.js' : null, styleSheet: files.has('app.wxss') ? 'app.css' : null, config: app },
    components, lineMap: { 'app-service.js': rows },
  }))
  return output
}
