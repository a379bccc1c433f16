// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the sweep of the public corpus. What it needs is fetched by build-aux/test; without a network it is skipped, but not in CI.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { missing } from '../automator/client.mjs'
import { installed } from './programs.mjs'

const lacking = missing() || (installed() ? '' : 'the packages of tests/corpus (run build-aux/test, or "npm ci" there; SUPERHUB_CORPUS may name an unpacked copy)')
if (lacking) {
  console.log(`1..0 # SKIP without ${lacking}`)
  process.exit(process.env.CI ? 1 : 77)
}
const files = process.argv.slice(2).map((name) => fileURLToPath(new URL(name, import.meta.url)))
const { status } = spawnSync(process.execPath, ['--test', '--test-reporter=spec', ...files], { stdio: 'inherit' })
process.exit(status === null ? 1 : status)
