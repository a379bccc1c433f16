// SPDX-License-Identifier: GPL-3.0-or-later
// A small program for the tests of wx.*, and what they ask of it.
import { compile, runtimeFolder } from './compile.mjs'
import { startHost } from './host.mjs'
import { launchBrowser, Phone } from './phone.mjs'

const PAGE = { wxml: '<view class="box">{{text}}</view>', js: 'Page({data: {text: "hello"}})' }

const device = { name: 'Test', platform: 'ios', width: 375, height: 667, statusBarHeight: 20, safeBottom: 0, pixelRatio: 2 }

/** The sources of a program with these pages: `{index: {wxml, js, json}}`. */
export function sourcesOf (pages, { app = {}, script = 'App({})', files = {} } = {}) {
  const sources = new Map([['app.js', script], ['app.wxss', ''], ...Object.entries(files)])
  for (const [name, { wxml = PAGE.wxml, js = PAGE.js, json = {} }] of Object.entries(pages)) {
    sources.set(`pages/${name}/${name}.wxml`, wxml)
    sources.set(`pages/${name}/${name}.js`, js)
    sources.set(`pages/${name}/${name}.json`, JSON.stringify(json))
  }
  sources.set('app.json', JSON.stringify({ pages: Object.keys(pages).map((name) => `pages/${name}/${name}`), ...app }))
  return sources
}

/** A running program, with its browser and host. */
export class Running {
  /** @param {Map<string, string>} [sources] */
  static async start (sources = sourcesOf({ index: {} }), options = {}) {
    const running = new Running()
    try {
      await running.open(sources, options)
    } catch (error) {
      await running.stop()
      throw error
    }
    return running
  }

  async open (sources, options) {
    this.browser = await launchBrowser()
    this.host = await startHost(runtimeFolder(), compile(sources))
    this.phone = await Phone.open(this.browser, this.host.base, { device, ...options })
    this.shell = this.phone.page.frameLocator('iframe').first()
    await this.phone.ready()
  }

  /** Runs statements in the logic layer. */
  run (source) { return this.phone.evaluate(source) }

  /** Calls an API by promise; the result, or what it rejected with. */
  ask (name, args) {
    return this.run(`return await wx.${name}(${args === undefined ? '' : JSON.stringify(args)}).catch((error) => error)`)
  }

  /** Starts a call that a person will answer; `answer()` has the outcome. */
  async begin (name, args = {}) {
    await this.run(`delete globalThis.answerOfTest; wx.${name}(Object.assign(${JSON.stringify(args)}, {complete: (answer) => { globalThis.answerOfTest = answer }})); return 0`)
  }

  answer () { return this.phone.until(() => this.run('return globalThis.answerOfTest'), 'an answer') }

  button (name) { return this.shell.getByRole('button', { name, exact: true }) }

  dialog (name) { return this.shell.getByRole('dialog', name ? { name } : {}) }

  /** No dialog is open any more. */
  quiet () { return this.phone.until(async () => (await this.dialog().count()) === 0, 'no dialog') }

  /** What the program, or the runtime for it, wrote to the console. */
  consoleTexts (level) { return this.phone.messages.filter((message) => message.type === 'console' && (!level || message.level === level)).map((message) => message.text) }

  async stop () {
    await this.browser?.close()
    await this.host?.close()
  }
}
