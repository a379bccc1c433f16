// SPDX-License-Identifier: GPL-3.0-or-later
// The public programs and libraries of the corpus, and how each becomes a project folder.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeHostProgram } from './host-program.mjs'
import iview from './hosts/iview.mjs'
import linUi from './hosts/lin-ui.mjs'
import state from './hosts/state.mjs'
import tdesign from './hosts/tdesign.mjs'
import vant from './hosts/vant.mjs'
import weui from './hosts/weui.mjs'

/** Where the packages are: an unpacked copy named by the environment, or what `npm ci` put here. */
export const modules = process.env.SUPERHUB_CORPUS || fileURLToPath(new URL('node_modules', import.meta.url))

const copy = (source) => (folder) => cpSync(join(modules, source), folder, { recursive: true })

/** The component JSON files below a folder of a package, without ".json". */
function componentsOf (folder) {
  const found = []
  const visit = (path) => {
    for (const entry of readdirSync(join(folder, path), { withFileTypes: true })) {
      const inner = path ? `${path}/${entry.name}` : entry.name
      if (entry.isDirectory()) visit(inner)
      else if (entry.name.endsWith('.json') && JSON.parse(readFileSync(join(folder, inner))).component) found.push(inner.slice(0, -'.json'.length))
    }
  }
  visit('')
  return found.sort()
}

const host = (library) => ({
  name: library.name,
  title: library.title,
  library,
  components: () => componentsOf(join(modules, library.package, library.folder)),
  make: (folder) => writeHostProgram(library, modules, folder),
})

// What the package's own build does for its demo: the component and the text beside it.
function makeMpHtml (folder) {
  copy('mp-html/tools/demo/miniprogram')(folder)
  copy('mp-html/dist/mp-weixin')(join(folder, 'components/mp-html'))
  copy('mp-html/test/content.js')(join(folder, 'content.js'))
}

// The template's own tool is Vite, which lets JSON have comments; the same sources also run with the compiler's plugins for
// TypeScript and Sass.
function makeTemplate (folder) {
  copy('@weapp-core/init/templates/default/src')(folder)
  const navbar = join(folder, 'components/Navbar/Navbar.json')
  writeFileSync(navbar, readFileSync(navbar, 'utf8').replace(/^\s*\/\/.*$/gm, ''))
  writeFileSync(join(folder, 'project.config.json'), JSON.stringify({ appid: 'touristappid', setting: { useCompilerPlugins: ['typescript', 'sass'] } }))
}

export const programs = [
  { name: 'weui-wxss', title: 'WeUI', make: copy('weui-wxss/dist') },
  { name: 'wux-weapp', title: 'Wux Weapp', make: copy('wux-weapp/example') },
  { name: 'mp-html', title: 'mp-html', make: makeMpHtml },
  { name: 'template', title: 'Weapp template (TypeScript, Sass)', make: makeTemplate },
  host(vant),
  host(tdesign),
  host(weui),
  host(linUi),
  host(iview),
  host(state),
]

/** The paths of a project's pages, those of sub-packages too. */
export function pagesOf (project) {
  const { pages, subPackages, subpackages } = JSON.parse(readFileSync(join(project, 'app.json')))
  const inside = (subPackages || subpackages || []).flatMap((part) => part.pages.map((page) => `${part.root.replace(/\/$/, '')}/${page}`))
  return [...pages, ...inside]
}

const superhub = () => (process.env.SUPERHUB_BIN_PATH || '').split(':').map((path) => join(path, 'superhub')).find((path) => existsSync(path)) || 'superhub'

/** Writes the project of a program into an empty folder, its npm packages built as by a person. */
export function makeProject (program, folder) {
  mkdirSync(folder, { recursive: true })
  program.make(folder)
  if (existsSync(join(folder, 'node_modules'))) execFileSync(superhub(), ['build-npm', '--project', folder], { stdio: ['ignore', 'ignore', 'inherit'] })
}

export const installed = () => existsSync(join(modules, 'weui-wxss'))
export const versionOf = (name) => JSON.parse(readFileSync(join(modules, name, 'package.json'))).version
