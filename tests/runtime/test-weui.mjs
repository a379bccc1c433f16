// SPDX-License-Identifier: GPL-3.0-or-later
// Every page of a mini program that nobody here wrote opens, shows its text and throws nothing.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { compile, runtimeFolder } from './compile.mjs'
import { startHost } from './host.mjs'
import { launchBrowser, Phone } from './phone.mjs'

const folder = process.env.SUPERHUB_TEST_WEUI || fileURLToPath(new URL('../node_modules/weui-wxss/dist', import.meta.url))
const program = compile(folder)
const { pages } = JSON.parse(program.get('app-config.json'))
let browser
let host
let phone

before(async () => {
  browser = await launchBrowser()
  host = await startHost(runtimeFolder(), program)
  phone = await Phone.open(browser, host.base)
  await phone.ready()
})
after(async () => {
  await browser.close()
  await host.close()
})

describe('weui-wxss', () => {
  it('has its 58 pages', () => assert.equal(pages.length, 58))

  for (const path of pages) {
    it(path, async () => {
      await phone.evaluate(`wx.reLaunch({ url: '/${path}' })`)
      await phone.at(path)
      await phone.until(async () => (await phone.call('view', 'content')).trim().length > 1, 'text')
      assert.deepEqual(phone.errors(), [])
      assert.deepEqual(phone.messages.filter((message) => message.type === 'console' && message.level === 'error'), [])
    })
  }

  it('opens a page from the list by taps, and goes back', async () => {
    await phone.evaluate("wx.reLaunch({ url: '/example/index' })")
    await phone.at('example/index')
    await phone.until(() => phone.call('view', 'exists', '.kind-list__item-hd'))
    await phone.call('tap', '.kind-list__item-hd')
    await phone.until(() => phone.call('view', 'exists', '.kind-list__item-bd_show'))
    await phone.call('tap', '.kind-list__item-bd_show navigator')
    await phone.at('example/button/button')
    await phone.call('navigateBack')
    await phone.at('example/index')
    assert.ok(await phone.call('view', 'exists', '.kind-list__item-bd_show'))
  })
})
