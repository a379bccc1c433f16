// SPDX-License-Identifier: GPL-3.0-or-later
// wx.*: what a program hears and what a person sees, family by family.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Running, sourcesOf } from './wx-program.mjs'

const long = { wxml: '<view style="height: 3000px"><view id="far" style="margin-top: 2000px">far</view></view><input id="field" focus="{{true}}" value="abcdef"/>' }
const app = {
  tabBar: { list: [{ pagePath: 'pages/index/index', text: 'One' }, { pagePath: 'pages/two/two', text: 'Two' }] },
  permission: { 'scope.userLocation': { desc: 'find shops near you' } },
}
const sharing = `Page({
  data: { text: 'hello' },
  onShareAppMessage ({ from }) { return { title: 'early', promise: Promise.resolve({ title: 'from ' + from, path: '/pages/index/index?shared=1' }) } },
  onShareTimeline () { return { title: 'a moment', query: 'moment=1' } }
})`
let program
before(async () => { program = await Running.start(sourcesOf({ index: { js: sharing }, two: {}, long }, { app })) })
after(() => program?.stop())

const run = (source) => program.run(source)
const ask = (name, args) => program.ask(name, args)
const errMsg = async (name, args) => (await ask(name, args)).errMsg
const thrown = (source) => run(`try { ${source}; return 'nothing' } catch (error) { return error.message }`)

describe('arguments', () => {
  const cases = [
    ['showToast', {}, 'showToast:fail parameter error: parameter.title should be String instead of Undefined;'],
    ['showToast', undefined, 'showToast:fail parameter error: parameter should be Object instead of Undefined;'],
    ['showToast', { title: 7 }, 'showToast:fail parameter error: parameter.title should be String instead of Number;'],
    ['showActionSheet', { itemList: ['a', 1] }, 'showActionSheet:fail parameter error: parameter.itemList[1] should be String instead of Number;'],
    ['showActionSheet', { itemList: [] }, 'showActionSheet:fail parameter error: parameter.itemList should have at least 1 item;'],
    ['showActionSheet', { itemList: ['1', '2', '3', '4', '5', '6', '7'] }, 'showActionSheet:fail parameter error: itemList should not be large than 6'],
    ['setNavigationBarTitle', { title: null }, 'setNavigationBarTitle:fail parameter error: parameter.title should be String instead of Null;'],
    ['setNavigationBarColor', { frontColor: 'red', backgroundColor: '#000000' }, 'setNavigationBarColor:fail invalid frontColor "red"'],
    ['showModal', { content: 'x', confirmText: '确定并且继续' }, 'showModal:fail confirmText length should not larger than 4 Chinese characters'],
    ['getStorage', {}, 'getStorage:fail parameter error: parameter.key should be String instead of Undefined;'],
    ['authorize', { scope: 'scope.nonsense' }, 'authorize:fail invalid scope'],
    ['navigateTo', {}, 'navigateTo:fail parameter error: parameter.url should be String instead of Undefined;'],
    ['login', undefined, 'login:ok'],
  ]
  for (const [name, args, expected] of cases) {
    it(`${name}(${args === undefined ? '' : JSON.stringify(args)})`, async () => assert.equal(await errMsg(name, args), expected))
  }
})

describe('storage', () => {
  it('types come back as they were', async () => {
    assert.deepEqual(await run(`const put = { date: new Date(5), nothing: undefined, not: NaN, list: [1, { a: null }], text: '', zero: 0, no: false, pattern: /a+/gi }
      for (const key in put) wx.setStorageSync(key, put[key])
      const got = {}
      for (const key in put) got[key] = wx.getStorageSync(key)
      return [got.date instanceof Date && got.date.getTime(), got.nothing === undefined, Number.isNaN(got.not), got.list, got.text, got.zero, got.no, String(got.pattern), wx.getStorageSync('none')]`),
    [5, true, true, [1, { a: null }], '', 0, false, '/a+/gi', ''])
  })

  it('a key that is none is a line in the console, and the program goes on', async () => {
    assert.deepEqual(await run("return [wx.getStorageSync(undefined), wx.getStorageSync(''), typeof wx.setStorageSync(5, 1)]"), ['', '', 'undefined'])
    await program.phone.until(() => program.consoleTexts('error').includes('setStorageSync:fail parameter error: parameter should be String instead of Number;'), 'the line')
  })

  it('a value of more than 1 MB is refused, and nothing is lost', async () => {
    await run("wx.setStorageSync('big', 'kept'); return 0")
    assert.equal(await thrown("wx.setStorageSync('big', '漢'.repeat(400 * 1024))"), 'setStorageSync:fail entry size limit reached')
    assert.equal(await run("return await wx.setStorage({ key: 'big', data: 'x'.repeat(1100 * 1024) }).catch((error) => error.errMsg)"), 'setStorage:fail entry size limit reached')
    assert.equal(await run("return wx.getStorageSync('big')"), 'kept')
  })

  it('all together hold 10 MB, and the one too many is refused', async () => {
    assert.deepEqual(await run(`const text = 'x'.repeat(1000 * 1024)
      for (let i = 0; i < 10; i += 1) wx.setStorageSync('large' + i, text)
      const errors = [await wx.setStorage({ key: 'more', data: text }).catch((error) => error.errMsg)]
      try { wx.setStorageSync('more', text) } catch (error) { errors.push(error.message) }
      const found = wx.getStorageSync('large9').length
      for (let i = 0; i < 10; i += 1) wx.removeStorageSync('large' + i)
      return [...errors, found]`), ['setStorage:fail exceed storage max size 10Mb', 'setStorageSync:fail exceed storage max size 10Mb', 1000 * 1024])
  })

  it('batches, missing keys, encrypted values', async () => {
    assert.deepEqual(await run(`wx.batchSetStorageSync([{ key: 'a', value: 1 }, { key: 'b', value: [2] }])
      await wx.setStorage({ key: 'secret', data: { s: 1 }, encrypt: true })
      return [wx.batchGetStorageSync(['a', 'b', 'none']), (await wx.getStorage({ key: 'secret', encrypt: true })).data,
        (await wx.getStorage({ key: 'secret' }).catch((error) => error)).errMsg, wx.getStorageSync('secret'),
        (await wx.getStorage({ key: 'none' }).catch((error) => error)).errMsg]`),
    [[1, [2], ''], { s: 1 }, 'getStorage:fail data not found', '', 'getStorage:fail data not found'])
  })
})

describe('feedback', () => {
  it('hideLoading takes a toast away, too, unless it is told not to', async () => {
    await ask('showToast', { title: 'Kept', duration: 60000 })
    await ask('hideLoading', { noConflict: true })
    await program.shell.getByText('Kept').waitFor()
    await ask('hideLoading', {})
    await program.shell.getByText('Kept').waitFor({ state: 'detached' })
    await ask('showLoading', { title: 'Working' })
    await ask('hideToast', {})
    await program.shell.getByText('Working').waitFor({ state: 'detached' })
  })

  it('Enter confirms a modal, Escape cancels it', async () => {
    await program.begin('showModal', { title: 'Sure?', content: 'Really' })
    await program.dialog('Sure?').press('Enter')
    assert.equal((await program.answer()).confirm, true)
    await program.quiet()
    await program.begin('showModal', { title: 'Sure?', content: 'Really' })
    await program.dialog('Sure?').press('Escape')
    assert.deepEqual((({ confirm, cancel }) => [confirm, cancel])(await program.answer()), [false, true])
    await program.quiet()
  })
})

describe('bars', () => {
  it('the tab bar is changed only from its pages', async () => {
    assert.equal(await errMsg('setTabBarBadge', { index: 1, text: '3' }), 'setTabBarBadge:ok')
    await program.button('Two, 3').waitFor()
    assert.equal(await errMsg('setTabBarBadge', { index: 5, text: '3' }), 'setTabBarBadge:fail tabbar item not found')
    await ask('navigateTo', { url: '/pages/long/long' })
    await program.phone.at('pages/long/long')
    assert.equal(await errMsg('hideTabBar'), 'hideTabBar:fail not TabBar page')
  })

  it('the page scrolls to a place, and to a node', async () => {
    await program.phone.hasText('far')
    await ask('pageScrollTo', { scrollTop: 300, duration: 50 })
    await program.phone.until(async () => (await program.phone.call('view', 'scrollTop')) === 300, 'the place')
    await ask('pageScrollTo', { selector: '#far', duration: 0, offsetTop: -10 })
    await program.phone.until(async () => (await program.phone.call('view', 'scrollTop')) === 1990, 'the node')
    assert.equal(await errMsg('pageScrollTo', { selector: '#none' }), 'pageScrollTo:fail no node matches #none')
  })

  it('a page can ask before it is left', async () => {
    await ask('enableAlertBeforeUnload', { message: 'Leave this?' })
    await program.phone.call('navigateBack')
    await program.shell.getByText('Leave this?').waitFor()
    await program.button('Cancel').click()
    await program.quiet()
    assert.equal((await program.phone.call('state')).page, 'pages/long/long')
    await program.phone.call('navigateBack')
    await program.button('OK').click()
    await program.phone.at('pages/index/index')
    await program.quiet()
  })
})

describe('permissions', () => {
  it('a person is asked once, and the answer stays until the settings change it', async () => {
    await program.begin('authorize', { scope: 'scope.userLocation' })
    await program.shell.getByText('find shops near you').waitFor()
    await program.button('Reject').click()
    assert.equal((await program.answer()).errMsg, 'authorize:fail auth deny')
    await program.quiet()
    assert.equal(await errMsg('authorize', { scope: 'scope.userLocation' }), 'authorize:fail auth deny')
    assert.deepEqual((await ask('getSetting')).authSetting, { 'scope.userLocation': false })
    await program.begin('openSetting')
    await program.shell.getByRole('checkbox', { name: 'Your location', exact: true }).check()
    await program.button('Done').click()
    assert.deepEqual((await program.answer()).authSetting, { 'scope.userLocation': true })
    await program.quiet()
    assert.equal(await errMsg('authorize', { scope: 'scope.userLocation' }), 'authorize:ok')
  })

  it('clearing the storage keeps them, and the program does not see them there', async () => {
    assert.deepEqual(await run("wx.clearStorageSync(); wx.setStorageSync('own', 1); return [wx.getStorageInfoSync().keys, Object.keys((await wx.getSetting()).authSetting)]"),
      [['own'], ['scope.userLocation']])
  })
})

describe('a person', () => {
  it('a login gives a new code each time, and a session', async () => {
    const [first, second] = await run('return [(await wx.login()).code, (await wx.login()).code]')
    assert.match(first, /^[\w-]{32}$/)
    assert.notEqual(first, second)
    assert.equal(await errMsg('checkSession'), 'checkSession:ok')
  })

  it('getUserInfo tells the anonymous default, getUserProfile asks', async () => {
    const info = await ask('getUserInfo', { withCredentials: true })
    assert.deepEqual([info.userInfo.nickName, JSON.parse(info.rawData), typeof info.encryptedData, info.signature.length], ['WeChat User', info.userInfo, 'string', 40])
    await program.begin('getUserProfile', { desc: 'to greet you' })
    await program.shell.getByText('Used for: to greet you').waitFor()
    await program.button('Allow').click()
    assert.equal((await program.answer()).userInfo.nickName, 'Simulator user')
    await program.quiet()
    await program.begin('getUserProfile', { desc: 'to greet you' })
    await program.button('Reject').click()
    assert.equal((await program.answer()).errMsg, 'getUserProfile:fail auth deny')
    await program.quiet()
  })

  it('an address is a sample, or nothing', async () => {
    await program.begin('chooseAddress')
    await program.button('OK').click()
    assert.deepEqual(Object.keys(await program.answer()).includes('detailInfo'), true)
    await program.quiet()
    await program.begin('chooseAddress')
    await program.button('Cancel').click()
    assert.equal((await program.answer()).errMsg, 'chooseAddress:fail cancel')
    await program.quiet()
  })
})

describe('payments and messages', () => {
  const order = { timeStamp: '1', nonceStr: 'n', package: 'prepay_id=wx123', paySign: 's', signType: 'RSA' }
  it('a payment ends as the person chooses', async () => {
    for (const [button, expected] of [['Succeed', 'requestPayment:ok'], ['Cancel', 'requestPayment:fail cancel'], ['Fail', 'requestPayment:fail payment failed']]) {
      await program.begin('requestPayment', order)
      await program.shell.getByText('prepay_id=wx123').waitFor()
      await program.button(button).click()
      assert.equal((await program.answer()).errMsg, expected)
      await program.quiet()
    }
    assert.equal(await errMsg('requestPayment', { timeStamp: 1 }), 'requestPayment:fail parameter error: parameter.timeStamp should be String instead of Number;' +
      'parameter.nonceStr should be String instead of Undefined;parameter.package should be String instead of Undefined;parameter.paySign should be String instead of Undefined;')
  })

  it('subscriptions are accepted one by one, and the choice can be kept', async () => {
    await program.begin('requestSubscribeMessage', { tmplIds: ['one', 'two'] })
    await program.shell.getByRole('checkbox', { name: 'two', exact: true }).uncheck()
    await program.shell.getByRole('checkbox', { name: 'Always keep this choice' }).check()
    await program.button('Allow').click()
    assert.deepEqual(await program.answer(), { one: 'accept', two: 'reject', errMsg: 'requestSubscribeMessage:ok' })
    await program.quiet()
    assert.deepEqual(await ask('requestSubscribeMessage', { tmplIds: ['one'] }), { one: 'accept', errMsg: 'requestSubscribeMessage:ok' })
    assert.equal((await ask('requestSubscribeMessage', { tmplIds: [] })).errMsg, 'requestSubscribeMessage:fail parameter error: parameter.tmplIds should have at least 1 item;')
  })
})

describe('ways out', () => {
  it('another program is named before it would open', async () => {
    await program.begin('navigateToMiniProgram', { appId: 'wx0123456789abcdef', path: 'pages/a/a?b=1' })
    await program.shell.getByText('pages/a/a?b=1').waitFor()
    await program.button('Cancel').click()
    assert.equal((await program.answer()).errMsg, 'navigateToMiniProgram:fail cancel')
    await program.quiet()
    assert.match(await errMsg('navigateToMiniProgram', {}), /^navigateToMiniProgram:fail parameter error/)
  })

  it('a phone number is shown before it is called', async () => {
    await program.begin('makePhoneCall', { phoneNumber: '10086' })
    await program.dialog('Call').getByText('10086').waitFor()
    await program.button('Call').click()
    assert.equal((await program.answer()).errMsg, 'makePhoneCall:ok')
    await program.quiet()
  })
})

describe('sharing from the menu', () => {
  const more = async (entry) => {
    await program.button('More').click()
    await program.button(entry).click()
  }

  it('a page without onShareAppMessage cannot be sent', async () => {
    await ask('navigateTo', { url: '/pages/long/long' })
    await program.phone.at('pages/long/long')
    await program.button('More').click()
    assert.equal(await program.button('Send to a chat').isDisabled(), true)
    await program.button('Cancel').click()
    await program.quiet()
    await ask('navigateBack')
    await program.phone.at('pages/index/index')
  })

  it('the card is what the page says, or promises', async () => {
    await more('Send to a chat')
    await program.shell.getByText('from menu').waitFor()
    await program.shell.getByText('/pages/index/index?shared=1').waitFor()
    await program.button('Done').click()
    await program.quiet()
    await more('Share on Moments')
    await program.shell.getByText('/pages/index/index?moment=1').waitFor()
    await program.button('Done').click()
    await program.quiet()
  })

  it('the program can hide a way', async () => {
    await ask('hideShareMenu', { menus: ['shareTimeline'] })
    await program.button('More').click()
    await program.button('Send to a chat').waitFor()
    assert.equal(await program.button('Share on Moments').count(), 0)
    await program.button('Cancel').click()
    await program.quiet()
  })
})

describe('device', () => {
  it('a copied text is confirmed, and can be read', async () => {
    assert.equal(await errMsg('setClipboardData', { data: 'copied text' }), 'setClipboardData:ok')
    await program.shell.getByText('Copied', { exact: true }).waitFor()
    assert.deepEqual(await ask('getClipboardData'), { data: 'copied text', errMsg: 'getClipboardData:ok' })
  })

  it('sensors at rest answer, and stop', async () => {
    assert.deepEqual(await run(`const heard = await new Promise((resolve) => { wx.onAccelerometerChange(resolve); wx.startAccelerometer({ interval: 'game' }) })
      wx.offAccelerometerChange()
      return [heard.z, (await wx.stopAccelerometer()).errMsg, (await wx.stopAccelerometer().catch((error) => error)).errMsg, (await wx.getBatteryInfo()).level]`),
    [-1, 'stopAccelerometer:ok', 'stopAccelerometer:fail accelerometer is not enabled', 100])
  })

  it('the network that goes is told, and comes back', async () => {
    assert.equal((await ask('getNetworkType')).networkType, 'wifi')
    await run('globalThis.heardOfTest = []; wx.onNetworkStatusChange((state) => heardOfTest.push(state)); return 0')
    await program.phone.page.context().setOffline(true)
    await program.phone.until(async () => (await run('return heardOfTest.length')) === 1, 'the network gone')
    assert.equal((await ask('getNetworkType')).networkType, 'none')
    await program.phone.page.context().setOffline(false)
    await program.phone.until(async () => (await run('return heardOfTest.length')) === 2, 'the network back')
    assert.deepEqual(await run('return heardOfTest'), [{ networkType: 'none', isConnected: false }, { networkType: 'wifi', isConnected: true }])
  })

  it('Bluetooth says that it is off, with its code', async () => {
    assert.deepEqual(await ask('openBluetoothAdapter'), { errMsg: 'openBluetoothAdapter:fail not available', errCode: 10001, errno: 1500102 })
  })

  it('system information agrees with itself', async () => {
    assert.deepEqual(await run(`const all = wx.getSystemInfoSync(); const window = wx.getWindowInfo()
      return [all.windowHeight === window.windowHeight, all.safeArea.height === window.safeArea.height, all.platform === wx.getDeviceInfo().platform, all.SDKVersion === wx.getAppBaseInfo().SDKVersion]`),
    [true, true, true, true])
  })
})

describe('time, logs, worklets, cloud', () => {
  it('performance tells of the launch and of routes', async () => {
    const types = await run(`return wx.getPerformance().getEntries().map((entry) => [entry.name, entry.duration >= 0])`)
    assert.deepEqual(types.filter(([name]) => name === 'appLaunch'), [['appLaunch', true]])
    assert.ok(types.some(([name]) => name === 'route'))
    assert.equal(await run(`return await new Promise((resolve) => wx.getPerformance().createObserver((list) => resolve(list.getEntries()[0].name)).observe({ entryTypes: ['navigation'], buffered: true }))`), 'appLaunch')
  })

  it('log managers write to the console', async () => {
    await run("wx.getRealtimeLogManager().warn('low', { milk: 1 }); wx.getLogManager().info('opened'); return 0")
    await program.phone.until(() => program.consoleTexts('warn').some((text) => text === '[realtime log] low {milk: 1}'), 'the warning')
    await program.phone.until(() => program.consoleTexts('info').includes('[log] opened'), 'the line')
  })

  it('shared values, derived values and animations compute', async () => {
    assert.deepEqual(await run(`const { shared, derived, timing, spring, sequence, Easing, runOnJS } = wx.worklet
      const x = shared(1)
      const double = derived(() => x.value * 2)
      x.value = 4
      while (double.value !== 8) await new Promise((resolve) => setTimeout(resolve))
      const at4 = double.value
      const end = await new Promise((resolve) => { x.value = timing(10, { duration: 40, easing: Easing.linear }, (done) => resolve(done)) })
      const after = x.value
      await new Promise((resolve) => { x.value = spring(0, { stiffness: 4000, damping: 200 }, resolve) })
      await new Promise((resolve) => { x.value = sequence(timing(5, { duration: 10 }), timing(7, { duration: 10 }, resolve)) })
      return [at4, end, after, x.value, await new Promise((resolve) => runOnJS(resolve)('called'))]`), [8, true, 10, 7, 'called'])
  })

  it('the cloud can be set up, and fails where it is needed', async () => {
    assert.deepEqual(await run(`wx.cloud.init({ env: 'x' })
      const db = wx.cloud.database()
      const _ = db.command
      const answers = [await wx.cloud.callFunction({ name: 'f' }).catch((error) => error.errMsg),
        await db.collection('c').where({ n: _.gt(1).and(_.lt(5)) }).orderBy('n', 'asc').limit(3).get().catch((error) => error.errMsg)]
      return answers.map((text) => /^cloud\\..*:fail wx.cloud is not supported/.test(text))`), [true, true])
  })

  it('no advertisement is found', async () => {
    assert.deepEqual(await run(`const ad = wx.createRewardedVideoAd({ adUnitId: 'x' })
      const heard = await new Promise((resolve) => ad.onError(resolve))
      return [heard.errCode, await ad.show().catch((error) => error.errCode)]`), [1004, 1004])
  })
})

it('nothing of this was an exception', () => assert.deepEqual(program.phone.errors(), []))

describe('privacy', () => {
  let other
  before(async () => { other = await Running.start(sourcesOf({ index: {} }, { app: { __usePrivacyCheck__: true } })) })
  after(() => other?.stop())

  it('a program that declares it asks by its own dialog, or by the host app\'s, and is asked no more', async () => {
    assert.equal((await other.ask('getPrivacySetting')).needAuthorization, true)
    await other.begin('requirePrivacyAuthorize')
    await other.button('Disagree').click()
    assert.equal((await other.answer()).errMsg, 'requirePrivacyAuthorize:fail privacy permission is not authorized')
    await other.quiet()
    await other.run("wx.onNeedPrivacyAuthorization((resolve) => { globalThis.settleOfTest = resolve }); return 0")
    await other.begin('requirePrivacyAuthorize')
    await other.phone.until(() => other.run('return typeof globalThis.settleOfTest === "function"'), 'the program to be asked')
    await other.run("settleOfTest({ event: 'exposureAuthorization' }); settleOfTest({ event: 'agree', buttonId: 'agree' }); return 0")
    assert.equal((await other.answer()).errMsg, 'requirePrivacyAuthorize:ok')
    assert.equal((await other.ask('getPrivacySetting')).needAuthorization, false)
  })
})
