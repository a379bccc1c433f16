// SPDX-License-Identifier: GPL-3.0-or-later
// <button> with its open types, and <navigator>.
import assert from 'node:assert/strict'
import { before, beforeEach, describe, it } from 'node:test'
import { hearing, hearingPage } from './hearing.mjs'
import { stage } from './stage.mjs'

const device = { name: 'Test', platform: 'ios', width: 375, height: 667, statusBarHeight: 20, safeBottom: 0, pixelRatio: 2 }
const here = stage({
  pages: {
    'pages/button/button': hearingPage(`
      <button id="share" open-type="share" data-kind="good">Share</button>
      <button id="phone" open-type="getPhoneNumber" bindgetphonenumber="hear">Phone</button>
      <button id="realtime" open-type="getRealtimePhoneNumber" bindgetrealtimephonenumber="hear">Phone now</button>
      <button id="user" open-type="getUserInfo" bindgetuserinfo="hear">User</button>
      <button id="contact" open-type="contact" show-message-card send-message-title="Help" send-message-path="/pages/a?x=1&y=2" bindcontact="hear">Contact</button>
      <button id="feedback" open-type="feedback">Feedback</button>
      <button id="launch" open-type="launchApp" app-parameter="x" binderror="hear">Launch</button>
      <button id="privacy" open-type="agreePrivacyAuthorization" bindagreeprivacyauthorization="hear">Agree</button>
      <button id="off" open-type="contact" disabled bindcontact="hear" bindtap="hear">Off</button>
      <button id="hover" hover-class="pressed" hover-start-time="0" hover-stay-time="50">Hover</button>
      <view id="outer" hover-class="pressed"><view id="inner" hover-class="pressed" hover-stop-propagation>inner</view></view>
      <navigator id="missing" url="/pages/none/none" bindsuccess="hear" bindfail="hear" bindcomplete="hear">Nowhere</navigator>
      <navigator id="there" url="../plain/plain?a=1" bindsuccess="hear" bindcomplete="hear">There</navigator>
      <navigator id="other" target="miniProgram" app-id="wx1234" path="pages/x" bindsuccess="hear" bindfail="hear">Other</navigator>`, {
      methods: `onShareAppMessage(options) { this.shared = options; return { title: 'Look', path: '/pages/button/button?from=share', promise: Promise.resolve({ title: 'Look here' }) } },`,
      wxss: '.pressed { background-color: rgb(1, 2, 3) }',
    }),
    'pages/plain/plain': hearingPage('<view>plain</view><button id="share" open-type="share">Share</button>'),
  },
}, { device })
const { heard, next, frame } = hearing(here)
const shell = () => here.phone.page.frames().find((candidate) => candidate.url().includes('shell.html'))
const press = (name) => shell().locator('.overlay.shown').getByRole('button', { name, exact: true }).click()

describe('open types', () => {
  before(() => here.open('pages/button/button'))
  beforeEach(heard)

  it('share asks the page for its card and shows it', async () => {
    await here.tap('#share')
    await shell().getByText('Look here').waitFor()
    await shell().getByText('/pages/button/button?from=share').waitFor()
    const { from, target } = await here.get('shared')
    assert.deepEqual([from, target.id, target.dataset], ['button', 'share', { kind: 'good' }])
    await press('Done')
  })

  it('the phone number is given or refused', async () => {
    await here.tap('#phone')
    await press('Reject')
    assert.deepEqual(await next('getphonenumber'), { errMsg: 'getPhoneNumber:fail user deny' })
    await here.tap('#phone')
    await press('Allow')
    const { errMsg, code } = await next('getphonenumber')
    assert.equal(errMsg, 'getPhoneNumber:ok')
    assert.ok(code.length > 0)
    await here.tap('#realtime')
    await press('Allow')
    assert.equal((await next('getrealtimephonenumber')).errMsg, 'getRealtimePhoneNumber:ok')
  })

  it('user information comes as wx.getUserInfo gives it', async () => {
    await here.tap('#user')
    const detail = await next('getuserinfo')
    assert.match(detail.errMsg, /^getUserInfo:/)
    if (detail.errMsg === 'getUserInfo:ok') assert.equal(typeof detail.userInfo.nickName, 'string')
  })

  it('customer service says which card was tapped', async () => {
    await here.tap('#contact')
    await press('Tap the card')
    assert.deepEqual(await next('contact'), { errMsg: 'enterContact:ok', path: '/pages/a', query: { x: '1', y: '2' } })
  })

  it('feedback is a sheet, launching an app an error, privacy an event', async () => {
    await here.tap('#feedback')
    await press('Done')
    await here.tap('#launch')
    assert.deepEqual(await next('error'), { errMsg: 'invalid scene' })
    await here.tap('#privacy')
    assert.deepEqual(await next('agreeprivacyauthorization'), { errMsg: 'agreePrivacyAuthorization:ok' })
  })

  it('a disabled button does nothing', async () => {
    await here.tap('#off')
    await here.tap('#launch')
    await next('error')
    assert.equal(await shell().locator('.overlay.shown .asking').count(), 0)
  })

  it('a hover class is worn while the mouse is down, by the node that stops it alone', async () => {
    for (const [selector, worn, bare] of [['#hover', '#hover', '#phone'], ['#inner', '#inner', '#outer']]) {
      const box = await frame().locator(selector).boundingBox()
      await here.phone.page.mouse.move(box.x + 5, box.y + 5)
      await here.phone.page.mouse.down()
      await here.until(async () => (await here.style(worn, 'background-color')) === 'rgb(1, 2, 3)', `a hover class on ${worn}`)
      assert.notEqual(await here.style(bare, 'background-color'), 'rgb(1, 2, 3)')
      await here.phone.page.mouse.up()
      await here.until(async () => (await here.style(worn, 'background-color')) !== 'rgb(1, 2, 3)', `no hover class on ${worn}`)
    }
  })
})

describe('navigator', () => {
  before(() => here.open('pages/button/button'))
  beforeEach(heard)

  it('tells of its failure', async () => {
    await here.tap('#missing')
    const { errMsg } = await next('fail')
    assert.match(errMsg, /^navigateTo:fail/)
  })

  it('asks before another mini program', async () => {
    await here.tap('#other')
    await press('Reject')
    assert.deepEqual(await next('fail'), { errMsg: 'navigateToMiniProgram:fail cancel' })
    await here.tap('#other')
    await press('Allow')
    assert.deepEqual(await next('success'), { errMsg: 'navigateToMiniProgram:ok' })
  })

  it('tells of its success; a page without onShareAppMessage cannot be shared', async () => {
    await here.tap('#there')
    await here.phone.at('pages/plain/plain')
    assert.deepEqual(await next('success'), { errMsg: 'navigateTo:ok' })
    await here.until(() => here.tap('#share'), 'the button')
    await shell().getByText('This page cannot be shared').waitFor()
  })
})
