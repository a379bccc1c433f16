// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the automation's tests, or says what is missing and skips them.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { missing } from './client.mjs'

if (missing()) {
  console.log(`1..0 # SKIP without ${missing()}`)
  process.exit(77)
}
const files = process.argv.slice(2).map((name) => fileURLToPath(new URL(name, import.meta.url)))
const { status } = spawnSync(process.execPath, ['--test', '--test-reporter=spec', ...files], { stdio: 'inherit' })
process.exit(status === null ? 1 : status)
