// SPDX-License-Identifier: GPL-3.0-or-later
// Opens every page of one program through the official client and says what happened there.
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { automator, superhub } from '../automator/client.mjs'
import { explain } from './known.mjs'
import { makeProject, pagesOf } from './programs.mjs'

const require = createRequire(new URL('../package.json', import.meta.url))
const UNSUPPORTED = /^(?:wx\.)?([\w.]+) is not supported in the simulator/
const PATIENCE = 60000
const run = promisify(execFile)

// Runs in the program: the page is ready when a query is answered; then what it started at once may still fail.
/* global wx */
const settle = () => new Promise((resolve) => {
  wx.createSelectorQuery().selectViewport().boundingClientRect().exec(() => wx.nextTick(() => setTimeout(resolve, 40)))
})

const within = (promise, what) => {
  let timer
  const late = new Promise((resolve, reject) => { timer = setTimeout(() => reject(new Error(`${what}: no answer after ${PATIENCE / 1000} s`)), PATIENCE) })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

/** A picture of one colour, apart from the lines of the bars: nothing is drawn. */
async function isBlank (mini, folder) {
  const { PNG } = require('pngjs')
  const file = join(folder, 'page.png')
  await mini.screenshot({ path: file })
  const { width, height, data } = PNG.sync.read(readFileSync(file))
  const from = Math.round(height * 0.125)
  const first = data.readUInt32BE(from * width * 4)
  for (let at = from * width * 4; at < Math.round(height * 0.95) * width * 4; at += 4) {
    if (data.readUInt32BE(at) !== first) return false
  }
  return true
}

class Sweep {
  constructor (program) {
    this.program = program
    this.folder = mkdtempSync(join(tmpdir(), 'superhub-corpus-'))
    this.project = join(this.folder, 'project')
    this.path = ''
    this.result = { name: program.name, title: program.title, pages: 0, components: program.components ? program.components().length : 0, failures: [], explained: [], missing: new Set(), milliseconds: 0 }
  }

  async start () {
    makeProject(this.program, this.project)
    // Not launch(): it throws away what the command says, picks a port before it is used, and pauses for five seconds.
    const { stdout } = await run(superhub(), ['auto', '--project', this.project, '--auto-port', '0', '--trust-project', '--json'])
    this.mini = await within(automator().connect({ wsEndpoint: JSON.parse(stdout).endpoint }), this.program.name)
    this.mini.on('exception', (error) => this.failed(error))
    this.mini.on('console', ({ args = [] }) => this.said(String(args[0])))
  }

  failed ({ message, stack = '' }) {
    const known = explain(this.program.name, `${message}\n${stack}`)
    if (known) this.result.explained.push({ path: this.path, message, why: known })
    else this.result.failures.push({ path: this.path, message, stack })
  }

  said (text) {
    const found = UNSUPPORTED.exec(text)
    if (found) this.result.missing.add(found[1])
  }

  /** Asks until the answer is right, or for as long as a person waits before a page counts as empty. */
  async wait (ask, right) {
    for (const end = Date.now() + 2000; ;) {
      const answer = await within(ask(), this.path)
      if (right(answer) || Date.now() > end) return answer
      await new Promise((resolve) => { setTimeout(resolve, 25) })
    }
  }

  async open (path) {
    this.path = path
    await within(this.mini.callWxMethod('reLaunch', { url: `/${path}` }), path)
    const page = await within(this.mini.currentPage(), path)
    if (page.path !== path) throw new Error(`the program went to ${page.path} instead`)
    await within(this.mini.evaluate(settle), path)
    this.result.pages += 1
    const { expect } = this.program.library?.pages[path.split('/')[1]] || {}
    const text = await this.wait(async () => {
      const body = await page.$('page')
      return body ? (await body.text()).trim() : ''
    }, (shown) => (expect ? shown.includes(expect) : shown))
    if (expect && !text.includes(expect)) this.failed({ message: `“${expect}” is missing in “${text}”` })
    else if (!text && await isBlank(this.mini, this.folder)) this.failed({ message: 'empty page' })
    return page
  }

  async run (each = () => {}) {
    await this.start()
    const began = Date.now()
    for (const path of pagesOf(this.project)) {
      try {
        await each(await this.open(path), this)
      } catch (error) {
        this.failed({ message: error.message, stack: error.stack })
      }
    }
    this.result.milliseconds = Date.now() - began
    return this.result
  }

  async end () {
    await this.mini?.close()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** @returns what happened: pages opened, failures, explained exceptions, names the simulator does not have */
export async function sweep (program, each) {
  const one = new Sweep(program)
  try {
    return await one.run(each)
  } finally {
    await one.end()
  }
}
