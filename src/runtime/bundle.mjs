// SPDX-License-Identifier: MIT
// Bundles one entry with esbuild and writes a depfile, so that ninja bundles again when any source changes.
import { build } from 'esbuild'
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { attributeFiles, attributesPlugin } from './attributes.mjs'
import { typingsFiles, typingsPlugin } from './typings.mjs'

async function bundle (entry, output, depfile) {
  const result = await build({
    entryPoints: [entry],
    outfile: output,
    bundle: true,
    format: 'iife',
    target: ['safari16', 'chrome110'],
    minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'eof',
    metafile: true,
    logLevel: 'warning',
    absWorkingDir: process.cwd(),
    plugins: [typingsPlugin, attributesPlugin],
  })
  const inputs = Object.keys(result.metafile.inputs).flatMap((path) => ({ 'made:hub:typings': typingsFiles, 'read:hub:attributes': attributeFiles() }[path] || [path]))

  // The licences of the packages in it travel with a bundle. Of the declarations only names are used.
  const packages = new Set(inputs.filter((path) => !path.endsWith('.d.ts')).map((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]).filter(Boolean))
  for (const folder of packages) {
    const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json')))
    const file = ['LICENSE', 'LICENSE.md', 'LICENSE.txt'].map((candidate) => join(folder, candidate)).find((path) => existsSync(path))
    if (!file) throw new Error(`${name} has no licence file`)
    appendFileSync(output, `/*! ${name} ${version}\n\n${readFileSync(file, 'utf8').replaceAll('*/', '* /').trim()}\n*/\n`)
  }
  const escape = (path) => path.replace(/([ #\\])/g, '\\$1')
  writeFileSync(depfile, `${escape(output)}: ${inputs.map((path) => escape(resolve(path))).join(' ')}\n`)
}

await bundle(...process.argv.slice(2))
