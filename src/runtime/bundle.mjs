// SPDX-License-Identifier: MIT
// Bundles one entry with esbuild and writes a depfile, so that ninja bundles again when any source changes.
import { build } from 'esbuild'
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

const [entry, output, depfile] = process.argv.slice(2)
const result = await build({
  entryPoints: [entry],
  outfile: output,
  bundle: true,
  format: 'iife',
  target: ['safari16', 'chrome110'],
  legalComments: 'eof',
  metafile: true,
  logLevel: 'warning',
  absWorkingDir: process.cwd(),
})
const inputs = Object.keys(result.metafile.inputs)
const escape = (path) => path.replace(/([ #\\])/g, '\\$1')
writeFileSync(depfile, `${escape(output)}: ${inputs.map((path) => escape(resolve(path))).join(' ')}\n`)
