// SPDX-License-Identifier: GPL-3.0-or-later
// wx.createWorker: a thread of the program's own, as on a phone in a frame of opaque origin.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { stage } from './stage.mjs'

const here = stage({
  app: { workers: 'workers' },
  pages: { 'pages/w/w': { js: 'Page({})', wxml: '<view>w</view>' } },
  files: {
    'workers/sum/index.js': `const { add } = require('../tools')
      console.log('worker speaks')
      worker.onMessage((message) => {
        if (message.fail) throw new Error('failed in the worker')
        worker.postMessage({ sum: message.list.reduce(add, 0), wx: typeof wx, page: typeof Page, fetch: typeof fetch, bytes: message.bytes && message.bytes.byteLength })
      })`,
    'workers/tools.js': 'exports.add = (a, b) => a + b',
  },
})
const { run } = here

describe('a worker', () => {
  it('computes and answers', async () => {
    const answer = await run("new Promise((resolve) => { const w = getApp().w = wx.createWorker('workers/sum/index.js'); w.onMessage(resolve); w.postMessage({ list: [1, 2, 3], bytes: new ArrayBuffer(9) }) })")
    assert.deepEqual(answer, { sum: 6, wx: 'undefined', page: 'undefined', fetch: 'undefined', bytes: 9 })
    const spoken = await here.phone.wait((message) => message.type === 'console' && message.text === 'worker speaks')
    assert.deepEqual([spoken.file, spoken.line], ['workers/sum/index.js', 2])
  })

  it('tells where it failed', async () => {
    await run("getApp().w.postMessage({ fail: true })")
    const error = await here.phone.wait((message) => message.type === 'error')
    assert.deepEqual([error.message, error.file, error.line], ['failed in the worker', 'workers/sum/index.js', 4])
  })

  it('is one at a time, and ends', async () => {
    const fail = (source) => run(`(() => { try { ${source} } catch (error) { return error.message } })()`)
    assert.match(await fail("wx.createWorker('workers/sum/index.js')"), /^createWorker:fail there is a worker already/)
    await run('getApp().w.terminate()')
    assert.match(await fail("wx.createWorker('pages/w/w.js')"), /^createWorker:fail "pages\/w\/w\.js" is not below/)
    assert.equal(await run("new Promise((resolve) => { const w = wx.createWorker('/workers/sum/index.js'); w.onMessage((m) => resolve(m.sum)); w.postMessage({ list: [5] }) })"), 5)
    assert.equal(await run("wx.canIUse('createWorker')"), true)
  })
})
