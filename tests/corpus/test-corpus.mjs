// SPDX-License-Identifier: GPL-3.0-or-later
// Every page of the public corpus opens, shows something and throws nothing that is not explained.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { after, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { programs } from './programs.mjs'
import { sweep } from './sweep.mjs'
import { document, table } from './table.mjs'

const file = fileURLToPath(new URL('../../docs/corpus.md', import.meta.url))
const only = (process.env.SUPERHUB_CORPUS_ONLY || '').split(',').filter(Boolean)
const chosen = programs.filter(({ name }) => !only.length || only.includes(name))
const found = new Map()
const inOrder = () => chosen.filter(({ name }) => found.has(name)).map(({ name }) => found.get(name))

delete process.env.DISPLAY
delete process.env.WAYLAND_DISPLAY

// Two at a time: one compiles or starts while the other draws.
describe('the public corpus', { concurrency: 2 }, () => {
  for (const program of chosen) {
    it(`${program.title}: every page`, async () => {
      const result = await sweep(program)
      found.set(program.name, result)
      assert.deepEqual(result.failures.map(({ path, message, stack }) => `${path}: ${message}\n${(stack || '').split('\n').slice(0, 6).join('\n')}`), [])
    })
  }

})

// After the sweep of all, for it compares their sum.
describe('the table of the corpus', () => {
  it('is as docs/corpus.md says', { skip: only.length > 0 }, () => {
    const text = document(inOrder())
    if (process.env.SUPERHUB_CORPUS_WRITE) writeFileSync(file, text)
    assert.equal(text, readFileSync(file, 'utf8'), 'docs/corpus.md is out of date; write it anew with SUPERHUB_CORPUS_WRITE=1 build-aux/test --fast --suite corpus')
  })
})

after(() => console.log(`\n${table(inOrder(), true)}`))
