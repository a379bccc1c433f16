// SPDX-License-Identifier: MIT
// Writes docs/wx-coverage.md: what stands behind each name of wx, as the runtime itself has it registered.
//
//     node coverage.mjs           writes the table
//     node coverage.mjs --check   fails if the table is not what it would write
import { build } from 'esbuild'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { attributesPlugin } from './attributes.mjs'
import { readFamilies, readTypings, typingsPlugin, typingsVersion } from './typings.mjs'

const TABLE = fileURLToPath(new URL('../../docs/wx-coverage.md', import.meta.url))

/** Loads the registry outside of a worker. */
async function readRegistry () {
  const { outputFiles: [{ text }] } = await build({
    stdin: { contents: "import './logic/wx/index.js'\nexport { coverage } from './logic/wx/registry.js'", resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    bundle: true, format: 'esm', write: false, plugins: [typingsPlugin, attributesPlugin], logLevel: 'warning',
  })
  for (const name of ['postMessage', 'addEventListener', 'importScripts']) globalThis[name] = globalThis[name] || (() => {})
  const { coverage } = await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`)
  return coverage()
}

// The folders of WeChat's documentation, as headings.
const HEADINGS = {
  ad: 'Advertisements', ai: 'AI', base: 'Base', canvas: 'Canvas', chattool: 'Chat tools', data_analysis: 'Data analysis', 'data-analysis': 'Data analysis', device: 'Device', ext: 'Third-party platform', file: 'Files',
  location: 'Location', media: 'Media', navigate: 'Other programs', network: 'Network', 'open-api': 'Open interfaces', payment: 'Payment', route: 'Routing', share: 'Sharing', skyline: 'Skyline', storage: 'Storage',
  ui: 'Interface', worker: 'Worker', wxml: 'Nodes', xr: 'XR', window: 'Window',
}

const list = (rows) => rows.map(({ name }) => `\`${name}\``).join(', ')

const PARTS = [['implemented', 'Implemented'], ['simulated', 'Simulated'], ['missing', 'Fails in words']]

function sections (rows, families) {
  const groups = new Map()
  for (const row of rows) {
    const folder = families[row.name] || ''
    const heading = HEADINGS[folder.split('/')[0]] || (folder ? folder.split('/')[0] : 'Old and undocumented')
    groups.set(heading, [...(groups.get(heading) || []), row])
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1))
}

function table (rows, families) {
  const count = (some, status) => some.filter((row) => row.status === status).length
  const groups = sections(rows, families)
  const summary = [...groups, ['**All**', rows]]
    .map(([heading, some]) => `| ${heading} | ${PARTS.map(([status]) => count(some, status)).join(' | ')} |`)
  const details = groups.map(([heading, some]) => {
    const parts = PARTS.map(([status, label]) => [label, some.filter((row) => row.status === status)]).filter(([, names]) => names.length)
    return `## ${heading}\n\n${parts.map(([label, names]) => `- ${label}: ${list(names)}`).join('\n')}\n`
  })
  return `<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<!-- Written by src/runtime/coverage.mjs; do not edit. -->
# What of wx.* the simulator has

Every function that miniprogram-api-typings ${typingsVersion()} declares, and the old ones that programs still call, is there. **Implemented**: does what a phone
does. **Simulated**: answers in a phone's form, in place of something a desk does not have; a dialog or the console says so. **Fails in
words**: \`NAME:fail not supported in simulator\`, or the error a phone gives without that hardware; \`wx.canIUse()\` says no. Listeners are
accepted and never called. What needs the simulator's own services (files chosen, the network without CORS, …) may fail on a phone's preview.

| Family | Implemented | Simulated | Fails in words |
| --- | ---: | ---: | ---: |
${summary.join('\n')}

${details.join('\n')}`
}

const declared = new Set(Object.keys(readTypings().apis))
const rows = (await readRegistry()).sort((a, b) => (a.name < b.name ? -1 : 1))
const gone = [...declared].filter((name) => !rows.some((row) => row.name === name))
if (gone.length) throw new Error(`not in wx: ${gone.join(', ')}`)
const text = table(rows, readFamilies())
if (process.argv.includes('--check')) {
  let present = ''
  try { present = readFileSync(TABLE, 'utf8') } catch { /* told below */ }
  if (present !== text) {
    console.error('docs/wx-coverage.md is not up to date: run "npm run coverage" in src/runtime')
    process.exit(1)
  }
} else {
  writeFileSync(TABLE, text)
}
