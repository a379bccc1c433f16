// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the runtime's tests, or says what is missing and skips them.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const browser = process.env.CHROMIUM || '/usr/bin/chromium'
const driver = new URL('../node_modules/playwright-core', import.meta.url)
const missing = !existsSync(driver) ? 'tests/node_modules (run build-aux/test, or "npm ci" in tests)' : !existsSync(browser) ? browser : ''
if (missing) {
  console.log(`1..0 # SKIP without ${missing}`)
  process.exit(77)
}
const files = process.argv.slice(2).map((name) => fileURLToPath(new URL(name, import.meta.url)))
const { status } = spawnSync(process.execPath, ['--test', '--test-reporter=spec', ...files], { stdio: 'inherit' })
process.exit(status === null ? 1 : status)
