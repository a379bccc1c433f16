// SPDX-License-Identifier: GPL-3.0-or-later
// What the end-to-end tests stand on: the installed programs, a platform of their own, phones, and TAP.
import { spawn, spawnSync, execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

import { chromium } from 'playwright-core'

const DEADLINE = 60_000

const installed = process.env.SUPERHUB_TEST_INSTALL
  ?? path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../../_install')

export function program(name) {
  return path.join(installed, 'bin', name)
}

/** Runs named steps one after the other and prints TAP. A step that fails ends the run: the next stand on it. */
export async function runSteps(steps, cleanUp) {
  console.log(`1..${steps.length}`)
  let failed = 0
  for (const [index, [name, step]] of steps.entries()) {
    if (failed) {
      console.log(`not ok ${index + 1} - ${name}\n# not tried: an earlier step failed`)
      continue
    }
    try {
      await step()
      console.log(`ok ${index + 1} - ${name}`)
    } catch (error) {
      failed = 1
      console.log(`not ok ${index + 1} - ${name}`)
      console.log(String(error.stack ?? error).replace(/^/gm, '# '))
    }
  }
  await cleanUp()
  process.exit(failed)
}

/** A folder with a space and Chinese characters in its name: nothing may mind. */
export function temporaryFolder() {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'superhub 端到端 '))
}

/** A platform for a team: no local account, a free port, its own data folder. */
export class Platform {
  constructor(folder) {
    this.dataDir = path.join(folder, 'platform data')
    this.portFile = path.join(folder, 'port')
    this.log = ''
  }

  async start() {
    fs.rmSync(this.portFile, { force: true })
    const watcher = fs.watch(path.dirname(this.portFile))
    try {
      await new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`superhubd wrote no port file:\n${this.log}`)), DEADLINE)
        const look = () => {
          if (fs.existsSync(this.portFile) && fs.readFileSync(this.portFile, 'utf8').trim()) {
            clearTimeout(timer)
            resolve()
          }
        }
        watcher.on('change', look)
        this.child = spawn(program('superhubd'), [
          '--data-dir', this.dataDir, '--listen', `127.0.0.1:${this.port ?? 0}`, '--port-file', this.portFile])
        this.child.stderr.on('data', (text) => { this.log += text })
        this.ended = new Promise((done) => this.child.on('exit', (code, signal) => done({ code, signal })))
        this.ended.then(({ code }) => {
          clearTimeout(timer)
          reject(new Error(`superhubd ended with ${code}:\n${this.log}`))
        })
        look()
      })
    } finally {
      watcher.close()
    }
    // The second start is at the first one's address, as a restarted platform is.
    this.port = fs.readFileSync(this.portFile, 'utf8').trim()
    this.url = `http://127.0.0.1:${this.port}`
  }

  async stop(signal = 'SIGTERM') {
    if (!this.child || this.child.exitCode !== null) return { code: this.child?.exitCode }
    this.child.kill(signal)
    return this.ended
  }

  /** What only the operator of a platform may do, on its own machine. */
  operate(...args) {
    return execFileSync(program('superhubd'), ['--data-dir', this.dataDir, ...args], { encoding: 'utf8' })
  }
}

/** A person with a home folder, and so a credential store, of their own. */
export class Person {
  constructor(folder, platform, id) {
    this.id = id
    this.password = `correct horse ${id}`
    this.platform = platform
    const home = path.join(folder, `home of ${id}`)
    fs.mkdirSync(home, { recursive: true })
    this.env = {
      ...process.env, HOME: home, XDG_CONFIG_HOME: `${home}/.config`, XDG_DATA_HOME: `${home}/.local/share`,
      XDG_CACHE_HOME: `${home}/.cache`, SUPERHUB_CREDENTIALS: 'file', LC_ALL: 'C.UTF-8',
    }
    // The programs run as people run them, from the installation and with no test's settings.
    for (const name of Object.keys(this.env))
      if (/^(G_DEBUG|GTK_A11Y|MALLOC_PERTURB_|SUPERHUB_.*_PATH)$/.test(name)) delete this.env[name]
  }

  /** Runs `superhub … --json`; returns its status and its one JSON document. */
  try(args, input = '') {
    const run = spawnSync(program('superhub'), [...args, '--json', '--server', this.platform.url],
      { env: this.env, input, encoding: 'utf8', timeout: DEADLINE, maxBuffer: 64 << 20 })
    let json = null
    try {
      json = run.stdout.trim() ? JSON.parse(run.stdout) : null
    } catch {
      throw new Error(`superhub ${args.join(' ')} printed no JSON: ${run.stdout}\n${run.stderr}`)
    }
    return { status: run.status, json, stderr: run.stderr }
  }

  superhub(args, input = '') {
    const run = this.try(args, input)
    if (run.status !== 0)
      throw new Error(`superhub ${args.join(' ')}: status ${run.status}\n${JSON.stringify(run.json)}\n${run.stderr}`)
    return run.json
  }

  /** As superhub(), for a refusal: checks status and code, and that there is a sentence. */
  refused(args, status, code, input = '') {
    const run = this.try(args, input)
    if (run.status !== status || run.json?.error?.code !== code || !(run.json.error.message?.length > 10))
      throw new Error(`superhub ${args.join(' ')}: wanted ${status} ${code}, got ${run.status} ${JSON.stringify(run.json)}\n${run.stderr}`)
    return run.json.error
  }
}

/** A phone-sized Chromium with cookies of its own. */
export class Phone {
  static async open() {
    const phone = new Phone()
    phone.browser = await chromium.launch({
      executablePath: process.env.SUPERHUB_TEST_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
        '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    })
    return phone
  }

  /** A fresh person's browser: no cookies. */
  async page() {
    const context = await this.browser.newContext({
      viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, locale: 'en-GB' })
    context.setDefaultTimeout(DEADLINE / 2)
    const page = await context.newPage()
    page.failures = []
    page.on('pageerror', (error) => page.failures.push(String(error)))
    return page
  }

  async signIn(page, url, person) {
    await page.goto(url)
    await page.fill('input[name=superhub_id]', person.id)
    await page.fill('input[name=password]', person.password)
    await page.click('button[type=submit]')
  }

  async close() {
    await this.browser.close()
  }
}

/** Waits until some frame of the page, however deep, shows the text; returns that frame. */
export async function frameWithText(page, text, timeout = DEADLINE / 2) {
  const end = Date.now() + timeout
  for (;;) {
    for (const frame of page.frames()) {
      const found = await frame.getByText(text).first().isVisible().catch(() => false)
      if (found) return frame
    }
    if (Date.now() > end) {
      const seen = []
      for (const frame of page.frames())
        seen.push(`${frame.url()}: ${(await frame.locator('body').innerText().catch((e) => String(e))).slice(0, 300)}`)
      throw new Error(`no frame shows “${text}”:\n${seen.join('\n')}\n${page.failures.join('\n')}`)
    }
    await page.waitForTimeout(50)
  }
}

export function decodeQr(file) {
  return execFileSync('zbarimg', ['--quiet', '--raw', file], { encoding: 'utf8' }).trim()
}
