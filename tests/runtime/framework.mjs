// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the tests that come with the component framework's package against the framework and the template compiler we ship.
import { createRequire } from 'node:module'
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'

const runtime = createRequire(new URL('../../src/runtime/package.json', import.meta.url))
const { build } = runtime('esbuild')
const framework = dirname(runtime.resolve('glass-easel/package.json'))
const shipped = join(framework, 'dist/glass_easel.all.es.js')

/** The package's test files; those of its TypeScript types need a compiler and concern nobody here. */
export const testFiles = () => readdirSync(join(framework, 'tests'), { recursive: true })
  .map(String).filter((name) => /\.test\.[jt]s$/.test(name) && !name.startsWith('types')).sort()

// The tests import the framework's sources; what we ship is its bundle.
const useShipped = {
  name: 'use-shipped',
  setup (made) {
    made.onResolve({ filter: /^\.\.\/\.\.\/src(\/|$)/ }, () => ({ path: shipped }))
    made.onResolve({ filter: /^glass-easel-template-compiler$/ }, () => ({ path: runtime.resolve('glass-easel-template-compiler'), external: true }))
  },
}

/** Bundles the test files into one script, with a describe() for each file. */
export async function bundleTests (output) {
  const lines = testFiles().map((name) => `describe(${JSON.stringify(name)}, () => { require(${JSON.stringify(`./tests/${name}`)}) })`)
  await build({
    stdin: { contents: lines.join('\n'), resolveDir: framework, loader: 'js' },
    outfile: output, bundle: true, format: 'cjs', platform: 'node', target: 'node18', logLevel: 'error', plugins: [useShipped],
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
  })
}

/** Bundles our backend, the view's applier and the framework they stand on, for a program without a browser. */
export async function bundleBackend (output) {
  const source = new URL('../../src/runtime/', import.meta.url).pathname
  await build({
    stdin: {
      contents: `export * as glassEasel from 'glass-easel'; export { PageContext } from './logic/backend.js'; export { Applier } from './view/applier.js'
        export { TmplGroup } from 'glass-easel-template-compiler'`,
      resolveDir: source, loader: 'js',
    },
    outfile: output, bundle: true, format: 'cjs', platform: 'node', target: 'node18', logLevel: 'error', mainFields: ['module', 'main'],
    alias: { 'glass-easel': shipped }, plugins: [useShipped],
  })
  return output
}
