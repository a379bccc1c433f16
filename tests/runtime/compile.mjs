// SPDX-License-Identifier: GPL-3.0-or-later
// Compiles a program with `superhub build` and reads the result.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const find = (variable, name) => (process.env[variable] || '').split(':').map((folder) => join(folder, name)).find((path) => existsSync(path))

/** The built runtime's folder. */
export const runtimeFolder = () => find('SUPERHUB_DATA_PATH', 'runtime')

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

/**
 * @param {string | Map<string, Buffer|string>} source a folder, or its files
 * @returns {Map<string, Buffer>} the compiled program
 */
export function compile (source) {
  const work = mkdtempSync(join(tmpdir(), 'superhub-runtime-'))
  try {
    let folder = source
    if (source instanceof Map) {
      folder = join(work, 'program')
      for (const [name, content] of source) {
        mkdirSync(dirname(join(folder, name)), { recursive: true })
        writeFileSync(join(folder, name), content)
      }
    }
    execFileSync(find('SUPERHUB_BIN_PATH', 'superhub'), ['build', folder, '-o', join(work, 'out')], { stdio: ['ignore', 'ignore', 'inherit'] })
    return readFolder(join(work, 'out'))
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
