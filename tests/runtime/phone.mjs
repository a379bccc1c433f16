// SPDX-License-Identifier: GPL-3.0-or-later
// Opens a program in headless Chromium, inside a sandboxed frame of opaque origin as on a phone, and talks to hubShell.
import { chromium } from 'playwright-core'

const PATIENCE = 15000

export const launchBrowser = (args = []) => chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', ...args],
})

export class Phone {
  /** Opens the program; `launch` as in the shell's options. */
  static async open (browser, base, { launch = {}, sandbox = true, device = null, touch = false } = {}) {
    const phone = new Phone()
    phone.page = await browser.newPage({ viewport: { width: 375, height: 667 }, hasTouch: touch })
    phone.messages = []
    phone.waiters = []
    await phone.page.exposeFunction('hubHear', (message) => phone.hear(typeof message === 'string' ? JSON.parse(message) : message))
    await phone.page.goto(`${base}frame.html`)
    const options = encodeURIComponent(JSON.stringify({ launch, embedded: Boolean(device), device: device || undefined, theme: 'light', language: 'en' }))
    await phone.page.evaluate(([url, sandboxed]) => {
      window.answers = new Map()
      addEventListener('message', ({ data }) => {
        const message = typeof data === 'string' ? JSON.parse(data) : data
        if (message.type === 'hostReply') window.answers.get(message.id)(message)
        else window.hubHear(message)
      })
      const frame = document.createElement('iframe')
      if (sandboxed) frame.setAttribute('sandbox', 'allow-scripts')
      frame.style.cssText = 'border:0;width:100vw;height:100vh;display:block'
      frame.src = url
      document.body.append(frame)
      window.frame = frame
    }, [`${base}runtime/shell.html#${options}`, sandbox])
    return phone
  }

  hear (message) {
    this.messages.push(message)
    this.waiters = this.waiters.filter((waiter) => !waiter(message))
  }

  /** The first message, past or to come, that `test` accepts. */
  wait (test, what = 'a message') {
    const found = this.messages.find(test)
    if (found) return Promise.resolve(found)
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no ${what}; heard ${JSON.stringify(this.messages.filter((m) => m.type !== 'alive')).slice(0, 3000)}`)), PATIENCE)
      this.waiters.push((message) => {
        if (!test(message)) return false
        clearTimeout(timer)
        resolve(message)
        return true
      })
    })
  }

  /** The running program shows its first page; a message of the one before it does not count. */
  async ready () {
    await this.wait((message) => message.type === 'ready', 'ready')
    await this.until(async () => (await this.call('state')).ready, 'the first page')
  }

  /** Waits until the current page is `path`. */
  at (path) { return this.until(async () => (await this.call('state')).page === path, `page ${path}`) }

  errors () { return this.messages.filter((message) => message.type === 'error') }

  /** hubShell.NAME(...args) */
  async call (name, ...args) {
    const answer = await this.page.evaluate(([call, list]) => new Promise((resolve) => {
      const id = window.answers.size + 1
      window.answers.set(id, resolve)
      window.frame.contentWindow.postMessage({ type: 'host', id, call, args: list }, '*')
    }), [name, args])
    if (answer.errMsg) throw new Error(answer.errMsg)
    return answer.result
  }

  evaluate (source) { return this.call('evaluate', source) }

  /** Polls until `test` gives true; a page changes when it changes. */
  async until (test, what = 'the condition') {
    const end = Date.now() + PATIENCE
    for (;;) {
      const value = await Promise.resolve().then(test).catch(() => false)
      if (value) return value
      if (Date.now() > end) throw new Error(`waited in vain for ${what}; errors: ${JSON.stringify(this.errors())}`)
      await new Promise((resolve) => { setTimeout(resolve, 20) })
    }
  }

  text (selector = '') { return this.call('text', selector) }

  async hasText (text, selector = '') {
    let seen
    await this.until(async () => (seen = await this.text(selector)).includes(text), `the text "${text}"`)
      .catch((error) => { throw new Error(`${error.message}; seen: ${JSON.stringify(seen)}`) })
  }

  /** The frames of the pages in the stack, and of those still going away. */
  pageFrames () { return this.page.frames().filter((frame) => frame.url().includes('page.html')) }

  /** Where the current page's frame begins, below the bars. */
  async pageTop () {
    for (const frame of this.pageFrames()) {
      const box = await (await frame.frameElement()).boundingBox()
      if (box && box.width > 0) return box.y
    }
    throw new Error('no page is shown')
  }

  /** A real touch event: "touchStart", "touchMove" or "touchEnd", with all fingers on the glass. */
  async touch (type, touchPoints) {
    if (!this.devtools) this.devtools = await this.page.context().newCDPSession(this.page)
    await this.devtools.send('Input.dispatchTouchEvent', { type, touchPoints })
  }

  close () { return this.page.close() }
}
