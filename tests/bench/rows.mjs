// SPDX-License-Identifier: GPL-3.0-or-later
// 1,000 keyed rows: a mini program, beside plain glass-easel and a page written by hand.
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const runtime = join(here, '../../src/runtime')
const load = createRequire(join(runtime, 'package.json'))

const TEMPLATE = '<div wx:for="{{rows}}" wx:key="id" class="row"><span class="id">{{item.id}}</span><span class="label">{{item.label}}</span></div>'

async function makePeer (folder) {
  const { TmplGroup } = load('glass-easel-template-compiler')
  const { build } = await import(pathToFileURL(load.resolve('esbuild')))
  const group = new TmplGroup()
  group.addTmpl('rows', TEMPLATE)
  const template = {
    name: 'template',
    setup (plugins) {
      plugins.onResolve({ filter: /^bench:/ }, ({ path }) => ({ path, namespace: 'bench' }))
      plugins.onLoad({ filter: /.*/, namespace: 'bench' }, () => ({
        contents: `const groups = ${group.getTmplGenObjectGroups()}\nexport default { groupList: groups, content: groups.rows }`,
      }))
    },
  }
  await build({
    entryPoints: [join(here, 'rows/glass-easel.js')],
    outfile: join(folder, 'glass-easel.js'),
    bundle: true,
    format: 'iife',
    nodePaths: [join(runtime, 'node_modules')],
    plugins: [template],
    logLevel: 'error',
  })
  writeFileSync(join(folder, 'glass-easel.html'), `<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<style>.row { display: flex; padding: 4px 8px; border-bottom: 1px solid #ddd } .id { width: 80px }</style></head>
<body><script src="operations.js"></script><script src="glass-easel.js"></script></body></html>`)
}

/** Writes the program and the pages into a folder. */
export async function prepareRows (folder) {
  cpSync(join(here, 'rows/program'), join(folder, 'program'), { recursive: true })
  for (const place of [folder, join(folder, 'program')]) cpSync(join(here, 'rows/operations.js'), join(place, 'operations.js'))
  cpSync(join(here, 'rows/vanilla.html'), join(folder, 'vanilla.html'))
  writeFileSync(join(folder, 'blank.html'), '<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>Rows</body></html>')
  await makePeer(folder)
}

/** What the simulator's shell evaluates: it looks at the page's document while the logic layer sets data. */
export const programScript = (rounds) => `(async () => {
${readFileSync(join(here, 'rows/operations.js'), 'utf8')}
const page = [...document.querySelectorAll('iframe')].find((frame) => frame.contentDocument?.querySelector('.saved')).contentWindow
return measure(page, (name) => hubShell.evaluate("getCurrentPages()[0].run('" + name + "')"), ${rounds})
})()`

/** Much that is over soon: its memory is to come back. */
export const churnScript = `(async () => {
const logic = (source) => hubShell.evaluate(source)
for (let i = 0; i < 100; i++) {
  await logic("wx.navigateTo({ url: '/pages/rows/rows' })")
  await logic('wx.navigateBack()')
}
const set = (data) => logic("new Promise((resolve) => getCurrentPages()[0].setData(" + data + ", () => resolve(true)))")
await set("{ rows: Array.from({ length: 10000 }, (_, id) => ({ id, label: 'Row ' + id })) }")
await set("{ rows: [] }")
await set("{ blob: 'x'.repeat(10 * 1024 * 1024) }")
await set("{ blob: '' }")
})()`
