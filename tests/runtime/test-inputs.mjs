// SPDX-License-Identifier: GPL-3.0-or-later
// <input>, <textarea> and <form>: what a person types, and what the program hears of it.
import assert from 'node:assert/strict'
import { before, beforeEach, describe, it } from 'node:test'
import { hearing, hearingPage } from './hearing.mjs'
import { stage } from './stage.mjs'

const here = stage({
  pages: {
    'pages/input/input': hearingPage(`
      <input id="return" bindinput="replace" />
      <input id="object" bindinput="replaceWithCursor" />
      <input id="number" type="number" bindinput="hear" />
      <input id="digit" type="digit" />
      <input id="idcard" type="idcard" />
      <input id="long" maxlength="3" value="abcdef" />
      <input id="named" type="nickname" bindinput="hear" bindnicknamereview="hear" />
      <input id="focus" focus="{{focus}}" value="hello" cursor="2" bindfocus="hear" bindblur="hear" />
      <input id="select" focus="{{select}}" value="hello" selection-start="1" selection-end="3" />
      <input id="off" disabled="false" value="x" />
      <input id="hold" confirm-hold bindconfirm="hear" />
      <input id="center" style="text-align: center; width: 300px" placeholder="In the middle" placeholder-style="font-size: 40rpx; color: rgb(0, 0, 255)" />
      <input id="secret" password="{{true}}" /><input id="plain" password="{{false}}" />`, {
      data: { focus: false, select: false },
      methods: `replace(e) { return e.detail.value.replace(/a/g, 'A') },
        replaceWithCursor(e) { return { value: e.detail.value + '!', cursor: 1 } }`,
    }),
    'pages/textarea/textarea': hearingPage(`
      <textarea id="grow" auto-height style="width: 200px; line-height: 20px" bindlinechange="hear" />
      <textarea id="send" confirm-type="send" bindconfirm="hear" bindblur="hear" />
      <textarea id="plain" style="height: 50px" maxlength="-1" placeholder="Write" placeholder-class="hint" />`, { wxss: '.hint { color: rgb(0, 128, 0) }' }),
    'pages/form/form': hearingPage(`
      <form bindsubmit="hear" bindreset="hear" report-submit="{{report}}">
        <input id="text" name="text" value="a" /><textarea name="note" value="b" />
        <switch id="on" name="on" checked /><slider id="amount" name="amount" value="30" min="10" />
        <checkbox-group name="boxes"><checkbox id="one" value="1" checked /><checkbox value="2" /></checkbox-group>
        <radio-group name="radio"><radio id="r1" value="x" checked /><radio value="y" /></radio-group>
        <picker name="pick" range="{{['p', 'q']}}" value="1"><view>pick</view></picker>
        <picker name="date" mode="date" value="2020-01-02"><view>date</view></picker>
        <input value="nameless" />
        <button id="submit" form-type="submit" data-who="me">Send</button><button id="reset" form-type="reset">Reset</button>
        <label for="r2"><view id="for">Other</view></label><radio id="r2" value="z" />
        <label id="nested"><checkbox id="inner" value="3" /><text id="words">Words</text></label>
        <label><button id="labelled" bindtap="hear">Button</button></label>
      </form>`, { data: { report: false } }),
  },
})
const { heard, next, frame, value } = hearing(here)

describe('input', () => {
  before(() => here.open('pages/input/input'))
  beforeEach(heard)
  const field = (id) => frame().locator(`#${id} input`)

  it('what the handler returns takes the place of what was typed', async () => {
    await field('return').pressSequentially('banana')
    await here.until(async () => (await value('#return')) === 'bAnAnA', 'capitals')
    await field('object').pressSequentially('x')
    await here.until(async () => (await value('#object')) === 'x!', 'an exclamation mark')
    await here.until(async () => (await field('object').evaluate((element) => element.selectionStart)) === 1, 'the caret')
  })

  it('a keyboard of a type has no other keys', async () => {
    await field('number').pressSequentially('1a2.')
    assert.equal(await value('#number'), '12')
    assert.deepEqual((await heard()).pop(), ['input', { value: '12', cursor: 2, keyCode: 50 }])
    await field('digit').pressSequentially('1.5kg')
    assert.equal(await value('#digit'), '1.5')
    await field('idcard').pressSequentially('12Xy')
    assert.equal(await value('#idcard'), '12X')
  })

  it('a value from the program keeps to the longest length', async () => {
    assert.equal(await value('#long'), 'abc')
  })

  it('focus from the program puts the caret where the attributes say', async () => {
    await here.set({ focus: true })
    assert.deepEqual(await next('focus'), { value: 'hello', height: 0 })
    assert.equal(await field('focus').evaluate((element) => element.selectionStart), 2)
    await here.set({ focus: false })
    assert.equal((await next('blur')).value, 'hello')
    await here.set({ select: true })
    await here.until(() => field('select').evaluate((element) => element.selectionStart === 1 && element.selectionEnd === 3), 'the selection')
  })

  it('"false" is a text and so true, {{false}} is not', async () => {
    assert.equal(await field('off').isDisabled(), true)
    assert.equal(await field('secret').getAttribute('type'), 'password')
    assert.equal(await field('plain').getAttribute('type'), 'text')
  })

  it('confirm-hold keeps the focus', async () => {
    await field('hold').press('Enter')
    assert.deepEqual(await next('confirm'), { value: '' })
    assert.equal(await field('hold').evaluate((element) => document.activeElement === element), true)
  })

  it('the placeholder follows the text\'s alignment and its own style', async () => {
    const [left, size, color] = await frame().locator('#center > div').evaluate((element) => {
      const range = document.createRange()
      range.selectNodeContents(element)
      const style = getComputedStyle(element)
      return [range.getBoundingClientRect().left - element.getBoundingClientRect().left, Math.round(parseFloat(style.fontSize)), style.color]
    })
    assert.ok(left > 40, `begins at ${left}`)
    assert.deepEqual([size, color], [20, 'rgb(0, 0, 255)'])
  })

  it('the nickname is offered over the keyboard', async () => {
    await field('named').focus()
    const shell = here.phone.page.frames().find((candidate) => candidate.url().includes('shell.html'))
    await shell.locator('.nickname-bar button').click()
    const { value: name } = await next('input')
    assert.ok(name.length > 0)
    assert.equal(await value('#named'), name)
    await here.until(async () => (await shell.locator('.nickname-bar').count()) === 0, 'no bar')
  })
})

describe('textarea', () => {
  before(() => here.open('pages/textarea/textarea'))
  beforeEach(heard)

  it('grows by a line and tells of it', async () => {
    await frame().locator('#grow textarea').fill('one\ntwo\nthree')
    const { height, lineCount } = await next('linechange')
    assert.deepEqual([height, lineCount], [60, 3])
  })

  it('a key that sends confirms', async () => {
    await frame().locator('#send textarea').fill('text')
    await frame().locator('#send textarea').press('Enter')
    assert.deepEqual(await next('confirm'), { value: 'text' })
    assert.equal(await value('#send'), 'text')
  })

  it('takes any length with -1, and shows its placeholder\'s class', async () => {
    await frame().locator('#plain textarea').fill('x'.repeat(200))
    assert.equal((await value('#plain')).length, 200)
    assert.equal(await frame().locator('#plain > div').evaluate((element) => getComputedStyle(element).color), 'rgb(0, 128, 0)')
  })
})

describe('form', () => {
  before(() => here.open('pages/form/form'))
  beforeEach(heard)
  const full = { text: 'a', note: 'b', on: true, amount: 30, boxes: ['1'], radio: 'x', pick: '1', date: '2020-01-02' }

  it('gives all named fields', async () => {
    await here.tap('#submit')
    const { value: values, target, formId } = await next('submit')
    assert.deepEqual(values, full)
    assert.deepEqual([target.id, target.dataset, formId], ['submit', { who: 'me' }, ''])
    await here.set({ report: true })
    await here.tap('#submit')
    assert.ok((await next('submit')).formId)
  })

  it('a reset empties them', async () => {
    await here.tap('#reset')
    await next('reset')
    await here.tap('#submit')
    assert.deepEqual((await next('submit')).value, { text: '', note: '', on: false, amount: 10, boxes: [], radio: '', pick: 0, date: '' })
  })

  it('a label stands for its control', async () => {
    await here.tap('#for')
    assert.equal(await frame().locator('#r2').getAttribute('aria-checked'), 'true')
    await here.tap('#words')
    assert.equal(await frame().locator('#inner').getAttribute('aria-checked'), 'true')
    await here.tap('#labelled')
    await next('tap')
  })
})
