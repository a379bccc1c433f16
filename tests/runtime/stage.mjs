// SPDX-License-Identifier: GPL-3.0-or-later
// A browser with one program in it, for a test file: opened before its tests, closed after them.
import { after, before } from 'node:test'
import { compile, runtimeFolder } from './compile.mjs'
import { startHost } from './host.mjs'
import { launchBrowser, Phone } from './phone.mjs'
import { programFiles } from './program.mjs'

const PAGE = '(getCurrentPages().slice(-1)[0])'

/** @returns what a test needs to visit the program's pages; see its members */
export function stage (program, options = {}) {
  const here = { visits: 0 }
  before(async () => {
    here.browser = await launchBrowser(options.browserArgs)
    here.host = await startHost(runtimeFolder(), compile(programFiles(program)))
    here.phone = await Phone.open(here.browser, here.host.base, options)
    await here.phone.ready()
  })
  after(async () => {
    await here.browser?.close()
    await here.host?.close()
  })
  return Object.assign(here, {
    /** Runs an expression in the logic layer. */
    run: (source) => here.phone.evaluate(source),
    /** An expression on the current page: `get('data.x')`. */
    get: (expression) => here.phone.evaluate(`${PAGE}.${expression}`),
    /** Changes the current page's data. */
    set: (data) => here.phone.evaluate(`${PAGE}.setData(${JSON.stringify(data)})`),
    tap: (selector) => here.phone.call('tap', selector),
    text: (selector) => here.phone.text(selector),
    hasText: (text, selector) => here.phone.hasText(text, selector),
    style: (selector, name) => here.phone.call('view', 'style', selector, name),
    exists: (selector) => here.phone.call('view', 'exists', selector),
    until: (test, what) => here.phone.until(test, what),
    /** What the program and the runtime said on the console, as text. */
    said: () => here.phone.messages.filter((message) => message.type === 'console').map((message) => message.text),
    /** Goes to a page with an empty stack; the query tells it from an earlier one of the same path. */
    async open (path, query = '') {
      here.visits += 1
      const full = `${query ? `${query}&` : ''}visit=${here.visits}`
      await here.phone.evaluate(`wx.reLaunch({ url: '/${path}?${full}' })`)
      await here.phone.until(async () => (await here.phone.call('state')).query === full, `page ${path}`)
      await here.phone.until(() => here.phone.call('view', 'content'))
      await here.phone.until(() => here.phone.pageFrames().length === 1, 'one page only')
    },
  })
}
