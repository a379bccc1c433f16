// SPDX-License-Identifier: GPL-3.0-or-later
// The unmodified official client, and the program it drives.
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const require = createRequire(new URL('../package.json', import.meta.url))

/** What is missing for these tests, or "". */
export function missing () {
  try {
    require.resolve('miniprogram-automator')
  } catch {
    return 'miniprogram-automator (run build-aux/test, or "npm ci" in tests)'
  }
  return existsSync('/usr/bin/Xvfb') ? '' : 'Xvfb'
}

export const automator = () => require('miniprogram-automator')
export const WebSocket = () => require('ws')

/** The command line of the build under test. */
export function superhub () {
  for (const folder of (process.env.SUPERHUB_BIN_PATH || '').split(':')) {
    if (folder && existsSync(join(folder, 'superhub'))) return join(folder, 'superhub')
  }
  throw new Error('SUPERHUB_BIN_PATH names no folder with superhub')
}

export const program = (name = 'program') => fileURLToPath(new URL(name, import.meta.url))

/** A port nobody listens on. */
export function freePort () {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

/** Asks until the answer is right. */
export async function until (ask, what = String(ask)) {
  const end = Date.now() + 15000
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (Date.now() > end) throw new Error(`never came true: ${what}`)
    await new Promise((resolve) => { setTimeout(resolve, 25) })
  }
}
