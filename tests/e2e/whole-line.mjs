// SPDX-License-Identifier: GPL-3.0-or-later
// The whole line on a program nobody here wrote: build, pack, preview on a phone, upload, review, release.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'

import automator from 'miniprogram-automator'

import { Person, Phone, Platform, decodeQr, frameWithText, runSteps, temporaryFolder } from './line.mjs'

const weui = process.env.SUPERHUB_TEST_WEUI
const folder = temporaryFolder()
const project = path.join(folder, 'we ui 程序')
const platform = new Platform(folder)
const screenshots = path.join(process.env.SUPERHUB_TEST_SCREENSHOTS ?? folder)
let ann, ben, eve, phone, appId, preview, submitted

const version = (kind) => ann.superhub(['version', 'list', '--app', appId])[kind]

await runSteps([
  ['the platform starts and says where it listens', async () => {
    fs.cpSync(weui, project, { recursive: true })
    await platform.start()
    ann = new Person(folder, platform, 'ann')
    ben = new Person(folder, platform, 'ben')
    eve = new Person(folder, platform, 'eve')
  }],

  ['three people make accounts and sign in; one becomes a reviewer', () => {
    for (const person of [ann, ben, eve]) {
      person.superhub(['account', 'create', '--id', person.id, '--password-stdin'], `${person.password}\n`)
      person.superhub(['login', '--id', person.id, '--password-stdin'], `${person.password}\n`)
    }
    ann.refused(['login', '--id', 'ann', '--password-stdin'], 3, 'auth.bad_credentials', 'wrong wrong\n')
    platform.operate('--make-reviewer', 'ben')
  }],

  ['build finds no error in 58 pages', () => {
    const built = ann.superhub(['build', project])
    assert.deepEqual(built.diagnostics.filter((d) => d.severity === 'error'), [])
    assert.equal(built.pages.length, 58)
  }],

  ['pack writes the same bytes twice', () => {
    const [one, two] = ['one.hpkg', 'two.hpkg'].map((name) => path.join(folder, name))
    ann.superhub(['pack', project, '-o', one])
    ann.superhub(['pack', project, '-o', two])
    assert.ok(fs.readFileSync(one).equals(fs.readFileSync(two)))
  }],

  ['a program is registered, and a developer version does not exist yet', () => {
    appId = ann.superhub(['app', 'create', '--name', 'WeUI 示例']).app_id
    assert.match(appId, /^wx[0-9a-f]{16}$/)
    assert.deepEqual(version('developer'), [])
  }],

  ['preview gives a QR code that zbar reads as its link', () => {
    const png = path.join(folder, 'preview.png')
    preview = ann.superhub(['preview', project, '--app', appId, '--qr-output', png])
    assert.equal(decodeQr(png), preview.url)
    assert.ok(preview.url.startsWith(`${platform.url}/p/`))
    assert.deepEqual(version('developer'), [], 'a preview leaves the developer version alone')
  }],

  ['a phone opens the link after signing in, and the program runs', async () => {
    phone = await Phone.open()
    const page = await phone.page()
    await phone.signIn(page, preview.url, ann)
    const frame = await frameWithText(page, '表单')
    await frame.getByText('表单').first().tap()
    await (await frameWithText(page, 'button')).locator('text=button').first().tap()
    await frameWithText(page, '按钮')
    await page.screenshot({ path: path.join(screenshots, 'phone-preview.png') })
  }],

  ['another account is refused with a page that says why', async () => {
    const page = await phone.page()
    await phone.signIn(page, preview.url, eve)
    await page.getByText('eve').first().waitFor()
    assert.equal(page.frames().length, 1, 'the program is not there')
    const answer = await page.goto(preview.url)
    assert.equal(answer.status(), 403)
    await page.screenshot({ path: path.join(screenshots, 'phone-refused.png') })
  }],

  ['upload puts a developer version on the platform', () => {
    const uploaded = ann.superhub(
      ['upload', project, '--app', appId, '--version', '1.0.0', '--desc', 'First 版本 “quoted”'])
    assert.equal(uploaded.version, '1.0.0')
    const [slot] = version('developer')
    assert.equal(slot.remarks, 'First 版本 “quoted”')
    assert.equal(slot.developer, 'ann')
    ann.refused(['upload', project, '--app', appId, '--version', 'not a version!', '--desc', ''], 1, 'version.bad_number')
  }],

  ['strangers and testers may not upload or see the versions', () => {
    assert.notEqual(eve.try(['upload', project, '--app', appId, '--version', '9.9.9', '--desc', 'x']).status, 0)
    ann.superhub(['member', 'add', 'eve', '--app', appId, '--test'])
    assert.notEqual(eve.try(['version', 'list', '--app', appId]).status, 0)
    const ids = ann.superhub(['member', 'list', '--app', appId]).items.map((m) => `${m.superhub_id}:${m.kind}`)
    assert.deepEqual(ids.sort(), ['ann:admin', 'eve:test'])
    ann.superhub(['member', 'remove', 'eve', '--app', appId])
  }],

  ['a second submit is refused while one is pending', () => {
    const [slot] = version('developer')
    submitted = ann.superhub(['review', 'submit', '--app', appId, '--id', slot.id, '--desc', 'Please look'])
    assert.equal(submitted.state, 'pending')
    ann.refused(['review', 'submit', '--app', appId, '--id', slot.id], 1, 'review.already_pending')
    ann.refused(['release', '--app', appId, '--password-stdin'], 1, 'release.not_approved', `${ann.password}\n`)
  }],

  ['a rejection needs a reason; after it the version is submitted again and approved', () => {
    ben.refused(['review', 'reject', submitted.id], 1, 'review.reason_required')
    ann.refused(['review', 'approve', submitted.id], 1, 'auth.reviewers_only')
    const rejected = ben.superhub(['review', 'reject', submitted.id, '--reason', 'The form page is empty'])
    assert.equal(rejected.reason, 'The form page is empty')
    submitted = ann.superhub(['review', 'submit', '--app', appId, '--id', version('developer')[0].id])
    const queue = ben.superhub(['review', 'list']).items.filter((review) => review.state === 'pending')
    assert.deepEqual(queue.map((review) => review.id), [submitted.id])
    ben.superhub(['review', 'approve', submitted.id])
  }],

  ['the approved version is released, and anybody’s phone opens it', async () => {
    const released = ann.superhub(['release', '--app', appId, '--password-stdin'], `${ann.password}\n`)
    assert.equal(released.state, 'online')
    assert.equal(version('online').version, '1.0.0')
    const page = await phone.page()
    await phone.signIn(page, `${platform.url}/a/${appId}`, eve)
    await frameWithText(page, '表单')
  }],

  ['a killed platform has lost nothing that it acknowledged', async () => {
    ann.superhub(['upload', project, '--app', appId, '--version', '1.0.1', '--desc', 'after'])
    await platform.stop('SIGKILL')
    ann.refused(['version', 'list', '--app', appId], 4, 'platform.unreachable')
    await platform.start()
    assert.equal(version('developer')[0].version, '1.0.1')
    assert.equal(version('online').version, '1.0.0')
  }],

  ['the official client uses the same program in the simulator', async () => {
    const png = path.join(screenshots, 'simulator.png')
    const { endpoint } = ann.superhub(['auto', '--project', project, '--auto-port', '0'])
    const mini = await automator.connect({ wsEndpoint: endpoint })
    try {
      const page = await mini.currentPage()
      for (const text of ['表单', 'button']) await (await page.xpath(`//view[text()="${text}"]`)).tap()
      const opened = async () => (await mini.currentPage()).path !== page.path
      await page.waitFor(opened)
      assert.match(await (await (await mini.currentPage()).$('page')).text(), /按钮|Button/)
      await mini.screenshot({ path: png })
    } finally {
      await mini.close()
    }
    assert.ok(fs.statSync(png).size > 10_000)
  }],

  ['the platform ends cleanly', async () => {
    assert.deepEqual(await platform.stop(), { code: 0, signal: null })
    assert.ok(!platform.log.includes(ann.password), 'no secret in the log')
  }],
], async () => {
  await phone?.close()
  await platform.stop('SIGKILL')
  fs.rmSync(folder, { recursive: true, force: true })
})
