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
const results = []

delete process.env.DISPLAY
delete process.env.WAYLAND_DISPLAY

describe('the public corpus', () => {
  for (const program of chosen) {
    it(`${program.title}: every page`, async () => {
      const result = await sweep(program)
      results.push(result)
      assert.deepEqual(result.failures.map(({ path, message, stack }) => `${path}: ${message}\n${(stack || '').split('\n').slice(0, 6).join('\n')}`), [])
    })
  }

  it('is as docs/corpus.md says', { skip: only.length > 0 }, () => {
    const text = document(results)
    if (process.env.SUPERHUB_CORPUS_WRITE) writeFileSync(file, text)
    assert.equal(text, readFileSync(file, 'utf8'), 'docs/corpus.md is out of date: build-aux/corpus --write')
  })
})

after(() => console.log(`\n${table(results, true)}`))
