// SPDX-License-Identifier: GPL-3.0-or-later
// How long a compilation takes, beside the official template and style sheet compilers on the same files: those do
// a part of the work only.
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { median } from './report.mjs'

const time = (action) => {
  const start = process.hrtime.bigint()
  action()
  return Number(process.hrtime.bigint() - start) / 1e6
}

const filesOf = (folder, extension) => readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(extension))
  .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)))

/** One run of wcc and one of wcsc over the whole program. */
function official (peers, program) {
  const bin = join(peers, 'miniprogram-compiler/bin/linux')
  const templates = filesOf(program, '.wxml')
  const sheets = filesOf(program, '.wxss')
  const compile = (name, ...args) => {
    const written = execFileSync(join(bin, name), args, { cwd: program, stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 28 })
    if (written.length < 1000) throw new Error(`${name} wrote nothing`)
  }
  for (const name of ['wcc', 'wcsc']) chmodSync(join(bin, name), 0o755)
  return () => {
    compile('wcc', '-d', ...templates)
    compile('wcsc', '-js', ...sheets)
  }
}

/** Cold: nothing known. Then one template changed, as the IDE compiles while somebody works. */
export async function compileFigures (report, { ask, peers, weui, work, rounds }) {
  const program = join(work, 'weui')
  cpSync(weui, program, { recursive: true, dereference: true })
  const template = filesOf(program, '.wxml').sort()[0]
  const reference = official(peers, program)
  const times = { cold: [], edit: [], official: [] }
  for (let i = 0; i < rounds; i++) {
    process.env.XDG_CACHE_HOME = join(work, `cache-${i}`)
    const { cold, edit } = await ask('compile', program, template, '3')
    times.cold.push(cold)
    times.edit.push(...edit)
    times.official.push(time(reference))
  }
  report.figure('compile weui-wxss, cold', median(times.cold), 'ms', median(times.official), 'wcc + wcsc', 1)
  report.figure('compile weui-wxss, one template changed', median(times.edit), 'ms', median(times.cold), 'cold', 0.1)
}
