// SPDX-License-Identifier: GPL-3.0-or-later
// The public programs and libraries of the corpus, and how each becomes a project folder.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeHostProgram } from './host-program.mjs'
import vant from './hosts/vant.mjs'
import tdesign from './hosts/tdesign.mjs'
import weui from './hosts/weui.mjs'

/** Where the packages are: an unpacked copy named by the environment, or what `npm ci` put here. */
export const modules = process.env.SUPERHUB_CORPUS || fileURLToPath(new URL('node_modules', import.meta.url))

const copy = (source) => (folder) => cpSync(join(modules, source), folder, { recursive: true })
const host = (library) => ({ name: library.name, title: library.title, library, make: (folder) => writeHostProgram(library, modules, folder) })

export const programs = [
  { name: 'weui-wxss', title: 'WeUI', make: copy('weui-wxss/dist') },
  { name: 'wux-weapp', title: 'Wux Weapp', make: copy('wux-weapp/example') },
  host(vant),
  host(tdesign),
  host(weui),
]

const superhub = () => (process.env.SUPERHUB_BIN_PATH || '').split(':').map((path) => join(path, 'superhub')).find((path) => existsSync(path)) || 'superhub'

/** Writes the project of a program into an empty folder, its npm packages built as by a person. */
export function makeProject (program, folder) {
  mkdirSync(folder, { recursive: true })
  program.make(folder)
  if (existsSync(join(folder, 'node_modules'))) execFileSync(superhub(), ['build-npm', '--project', folder], { stdio: ['ignore', 'ignore', 'inherit'] })
}

export const installed = () => existsSync(join(modules, 'weui-wxss'))
export const versionOf = (name) => JSON.parse(readFileSync(join(modules, name, 'package.json'))).version
