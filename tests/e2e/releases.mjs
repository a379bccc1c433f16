// SPDX-License-Identifier: GPL-3.0-or-later
// What people on their phones notice of releases: phases, rolling back, suspension, removal.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'

import { Person, Phone, Platform, frameWithText, runSteps, temporaryFolder } from './line.mjs'

const folder = temporaryFolder()
const project = path.join(folder, 'shop')
const platform = new Platform(folder)
const screenshots = path.join(process.env.SUPERHUB_TEST_SCREENSHOTS ?? folder)
let ann, ben, eve, phone, open, appId

/** What a program does that asks the person itself. */
const asks = `const updates = wx.getUpdateManager()
updates.onCheckForUpdate(({ hasUpdate }) => { getApp().globalData.told.push(hasUpdate) })
updates.onUpdateReady(() => wx.showModal({ title: 'There is a newer one', success: ({ confirm }) => confirm && updates.applyUpdate() }))
App({ globalData: { told: [] } })
`

/** A program whose only page shows its version. */
function write(version, script = 'App({})\n') {
  fs.mkdirSync(path.join(project, 'pages/home'), { recursive: true })
  fs.writeFileSync(path.join(project, 'app.json'), JSON.stringify({ pages: ['pages/home/home'] }))
  fs.writeFileSync(path.join(project, 'app.js'), script)
  fs.writeFileSync(path.join(project, 'pages/home/home.js'), 'Page({})\n')
  fs.writeFileSync(path.join(project, 'pages/home/home.wxml'), `<view>Open since ${version}</view>\n`)
}

function approve(version, script) {
  write(version, script)
  ann.superhub(['upload', project, '--app', appId, '--version', version, '--desc', ''])
  ben.superhub(['review', 'approve', ann.superhub(['review', 'submit', '--app', appId]).id])
}

const release = (...args) => ann.superhub(['release', ...args, '--app', appId, '--password-stdin'], `${ann.password}\n`)

/** What somebody sees who opens the program now. */
async function shows(page, text) {
  await page.goto(`${platform.url}/a/${appId}`)
  await frameWithText(page, text)
}

/** The person takes the phone up again: the page looks at once, and not after its half minute. */
const takeUp = (page) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))

await runSteps([
  ['a program is online', async () => {
    await platform.start()
    ann = new Person(folder, platform, 'ann')
    ben = new Person(folder, platform, 'ben')
    eve = new Person(folder, platform, 'eve')
    for (const person of [ann, ben, eve]) {
      person.superhub(['account', 'create', '--id', person.id, '--password-stdin'], `${person.password}\n`)
      person.superhub(['login', '--id', person.id, '--password-stdin'], `${person.password}\n`)
    }
    platform.operate('--make-reviewer', 'ben')
    appId = ann.superhub(['app', 'create', '--name', 'Corner Shop']).app_id
    approve('1.0')
    release()
    phone = await Phone.open()
    open = await phone.page()
    await phone.signIn(open, `${platform.url}/a/${appId}`, eve)
    await frameWithText(open, 'Open since 1.0')
  }],

  ['a phased version reaches members first, then others by their bucket', async () => {
    approve('1.1')
    release('phased', '--steps', '0%')
    await shows(open, 'Open since 1.0')
    const member = await phone.page()
    await phone.signIn(member, `${platform.url}/a/${appId}`, ann)
    await frameWithText(member, 'Open since 1.1')
    const { bucket } = eve.superhub(['release', 'why', '--app', appId])
    if (bucket > 0) {
      release('raise', String(bucket / 100))
      await shows(open, 'Open since 1.0')
    }
    release('raise', String((bucket + 1) / 100))
    await shows(open, 'Open since 1.1')
    release('cancel')
    await shows(open, 'Open since 1.0')
  }],

  ['rolled back and forth, the next start shows it', async () => {
    release()
    await shows(open, 'Open since 1.1')
    release('rollback')
    await shows(open, 'Open since 1.0')
    release('redo')
    await shows(open, 'Open since 1.1')
  }],

  ['who has it open is offered the newer version: by the page, or by the program where it asks itself', async () => {
    approve('1.2', asks)
    release()
    await takeUp(open)
    await open.locator('#update').waitFor()
    await open.screenshot({ path: path.join(screenshots, 'phone-update.png') })
    await open.getByRole('button', { name: 'Restart' }).click()
    await frameWithText(open, 'Open since 1.2')
    approve('1.3')
    release()
    await takeUp(open)
    const shell = await frameWithText(open, 'There is a newer one')
    assert.equal(await open.locator('#update').isVisible(), false)
    // No picture here: after one, Chromium's touches go astray in a frame whose origin is opaque.
    await shell.getByRole('button', { name: 'OK' }).tap()
    await frameWithText(open, 'Open since 1.3')
    // Each version counts once for each browser and day, however often it was opened and the check was made.
    const counts = Object.fromEntries(ann.superhub(['release', 'adoption', '--app', appId]).totals.map(({ version, checks }) => [version, checks]))
    assert.equal(counts['1.2'], 1)
    assert.ok(counts['1.0'] >= 1 && counts['1.0'] <= 2, JSON.stringify(counts))
    release('rollback', '1.1')
    await shows(open, 'Open since 1.1')
  }],

  ['who has it open sees that it is suspended, and after that the same version', async () => {
    release('suspend', '--reason', 'Back on Monday')
    await takeUp(open)
    await open.getByText('Service suspended').waitFor()
    await open.getByText('Back on Monday').waitFor()
    await open.screenshot({ path: path.join(screenshots, 'phone-suspended.png') })
    release('resume-service')
    await shows(open, 'Open since 1.1')
    platform.operate('--suspend', appId)
    // The running platform hears within a second what the operator did beside it.
    for (const end = Date.now() + 20_000; Date.now() < end && open.frames().length > 1;) {
      await takeUp(open)
      await open.waitForTimeout(100)
    }
    await open.getByText('Service suspended').waitFor()
    platform.operate('--resume', appId)
    await shows(open, 'Open since 1.1')
  }],

  ['a removed program is gone, also for who has it open', async () => {
    ann.refused(['release', 'remove', '--app', appId, '--name', 'corner shop', '--password-stdin'], 1, 'visit.wrong_name',
      `${ann.password}\n`)
    release('remove', '--name', 'Corner Shop')
    await takeUp(open)
    await open.getByText('Nothing is here').waitFor()
    assert.equal((await open.goto(`${platform.url}/a/${appId}`)).status(), 404)
  }],
], async () => {
  await phone?.close()
  await platform.stop('SIGKILL')
  fs.rmSync(folder, { recursive: true, force: true })
})
