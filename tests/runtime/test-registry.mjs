// SPDX-License-Identifier: GPL-3.0-or-later
// The object wx itself: every name is there, what is missing fails in words, and programs may do with it what they do on phones.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { readTypings } from '../../src/runtime/typings.mjs'
import { Running } from './wx-program.mjs'

let program
before(async () => { program = await Running.start() })
after(() => program?.stop())

const run = (source) => program.run(source)

describe('names', () => {
  it('every declared function is there, and only names that exist', async () => {
    const names = Object.entries(readTypings().apis).filter(([, api]) => api.kind !== 'value').map(([name]) => name)
    assert.ok(names.length > 450, `${names.length} names were read`)
    assert.deepEqual(await run(`return ${JSON.stringify(names)}.filter((name) => typeof wx[name] !== 'function')`), [])
    assert.deepEqual(await run("return [typeof wx.doesNotExist, 'doesNotExist' in wx, 'request' in wx, typeof wx.createContext, Object.keys(wx).includes('login')]"),
      ['undefined', false, true, 'function', true])
  })

  it('what is missing fails by promise and by callback, throws where it is synchronous, and goes on', async () => {
    assert.deepEqual(await run('return await wx.joinVoIPChat().catch((error) => error)'), { errMsg: 'joinVoIPChat:fail not supported in simulator' })
    assert.deepEqual(await run(`return await new Promise((resolve) => {
      const heard = []
      const returned = wx.joinVoIPChat({ fail: (error) => heard.push(error.errMsg), complete: (error) => resolve([...heard, error.errMsg, typeof returned]) })
    })`), ['joinVoIPChat:fail not supported in simulator', 'joinVoIPChat:fail not supported in simulator', 'undefined'])
    assert.match(await run('try { return wx.requestAppleSubscribeSign() } catch (error) { return error.message }'), /^requestAppleSubscribeSign:fail not supported in simulator$/)
    await run('wx.joinVoIPChat(); return 0')
    await program.phone.until(() => program.consoleTexts('error').some((text) => text.includes('joinVoIPChat:fail')), 'a line in the console')
    assert.deepEqual(program.phone.errors(), [])
  })

  it('listeners of what never comes are accepted, with one warning', async () => {
    await run('wx.onHCEMessage(() => {}); wx.onHCEMessage(() => {}); wx.offHCEMessage(); return 0')
    assert.equal(program.consoleTexts('warn').filter((text) => text.includes('wx.onHCEMessage')).length, 1)
  })

  it('objects of what is missing have their methods', async () => {
    assert.deepEqual(await run(`const session = wx.createVKSession({})
      session.on('updateAnchors', () => {})
      return [typeof session.start, await session.start().catch((error) => error.errMsg)]`).catch((error) => error.message),
    ['function', 'VKSession.start:fail not supported in simulator'])
  })
})

describe('what programs do with wx', () => {
  it('functions can be replaced, defined and wrapped', async () => {
    assert.deepEqual(await run(`const before = wx.joinVoIPChat
      wx.joinVoIPChat = () => 'mine'
      const assigned = wx.joinVoIPChat()
      wx.joinVoIPChat = before
      Object.defineProperty(wx, 'lin', { value: { a: 1 }, configurable: true })
      Object.defineProperty(wx, 'vibrateLong', { get: () => () => 'defined', configurable: true })
      const promisify = (api) => (options) => new Promise((resolve, reject) => api({ ...options, success: resolve, fail: reject }))
      const info = await promisify(wx.getSystemInfo)({})
      return [assigned, wx.lin.a, wx.vibrateLong(), info.errMsg]`), ['mine', 1, 'defined', 'getSystemInfo:ok'])
  })

  it('all functions can be copied into another object and still work', async () => {
    assert.equal(await run("const api = {}; for (const name in wx) api[name] = wx[name]; return (await api.getSystemInfo()).errMsg"), 'getSystemInfo:ok')
  })
})

describe('canIUse', () => {
  const cases = {
    request: true, 'request.object.method': true, 'request.object.method.PUT': true, 'request.object.method.PATCH': false, 'request.object.nonsense': false,
    joinVoIPChat: false, nonsense: false, 'getSystemInfoSync.return.safeArea': true, 'getSystemInfo.success.screenWidth': true,
    'getSystemInfo.success.nonsense': false, button: true, 'button.open-type': true, 'button.open-type.share': true, 'button.open-type.contact': true,
    'button.open-type.nonsense': false, 'live-pusher': false, 'view.hover-class': true, 'text.user-select': true, 'view.nonsense': false, '': false,
  }
  for (const [schema, truth] of Object.entries(cases)) {
    it(`${schema || 'nothing'}: ${truth}`, async () => assert.equal(await run(`return wx.canIUse(${JSON.stringify(schema)})`), truth))
  }
})
