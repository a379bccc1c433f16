// SPDX-License-Identifier: MIT
// What a person allowed this program: asked once, kept with the program's data, changed on the settings sheet.
import { say } from '../console.js'
import { invoke } from '../control.js'
import { program } from '../program.js'
import { top } from '../router.js'
import { asyncApi, callBack, failWith } from './base.js'
import { readOwn, writeOwn } from './storage.js'

/** What can be asked for. */
export const SCOPES = [
  'scope.userLocation', 'scope.userFuzzyLocation', 'scope.userLocationBackground', 'scope.record', 'scope.camera', 'scope.bluetooth',
  'scope.writePhotosAlbum', 'scope.addPhoneContact', 'scope.addPhoneCalendar', 'scope.werun',
]
// Old scopes need no consent any more.
const FREE = ['scope.userInfo', 'scope.address', 'scope.invoice', 'scope.invoiceTitle']

let known = null

function settings () {
  if (!known) known = { auth: {}, subscriptions: {}, ...readOwn('settings') }
  return known
}

/** The answers to subscription messages: template → "accept" or "reject". */
export const subscriptions = () => settings().subscriptions

export function saveSettings () { writeOwn('settings', settings()) }

/** Whether a person allowed something: undefined if nobody asked. */
export const permission = (scope) => (FREE.includes(scope) ? true : settings().auth[scope])

/** Changes it, as the settings sheet or automation do; undefined forgets. */
export function setPermission (scope, allowed) {
  if (allowed === undefined) delete settings().auth[scope]
  else settings().auth[scope] = Boolean(allowed)
  saveSettings()
}

const asking = new Map()

async function ask (scope) {
  const config = program.config.permission || {}
  const { allowed } = await invoke('askPermission', { scope, desc: (config[scope] && config[scope].desc) || '' }, top() ? top().id : 0)
  setPermission(scope, allowed)
  return allowed
}

/**
 * Resolves when the person allows `scope`, now or earlier; else rejects with "fail auth deny". Whoever needs a permission calls this first.
 *
 * @param {string} scope such as "scope.userLocation"
 */
export async function needPermission (scope) {
  let allowed = permission(scope)
  if (allowed === undefined) {
    // Two calls at a time ask once.
    if (!asking.has(scope)) asking.set(scope, ask(scope).finally(() => asking.delete(scope)))
    allowed = await asking.get(scope)
  }
  if (!allowed) throw failWith('fail auth deny', { errno: 103 })
}

function settingResult ({ withSubscriptions } = {}) {
  const result = { authSetting: { ...settings().auth } }
  if (withSubscriptions) result.subscriptionsSetting = { mainSwitch: true, itemSettings: { ...subscriptions() } }
  return result
}

async function openSetting (args) {
  const { changed } = await invoke('openSettings', { auth: settings().auth }, top() ? top().id : 0)
  for (const [scope, allowed] of Object.entries(changed || {})) setPermission(scope, allowed)
  return settingResult(args)
}

// ---- privacy: a program that declares `__usePrivacyCheck__` asks before its first use of personal data

const privacy = { listeners: [], agreed: undefined }

const needsPrivacy = () => Boolean(program.config.app && program.config.app.config && program.config.app.config.__usePrivacyCheck__)

function privacyAgreed () {
  if (privacy.agreed === undefined) privacy.agreed = readOwn('privacy') === true
  return privacy.agreed
}

/** The person agreed to the privacy contract, by a sheet or by <button open-type="agreePrivacyAuthorization">. */
export function agreePrivacy () {
  privacy.agreed = true
  writeOwn('privacy', true)
}

async function requirePrivacy () {
  if (!needsPrivacy() || privacyAgreed()) return
  const event = privacy.listeners.length
    ? await new Promise((resolve) => {
      for (const listener of privacy.listeners) callBack(listener, (answer) => { if (answer && answer.event !== 'exposureAuthorization') resolve(answer.event) }, { referrer: 'requirePrivacyAuthorize' })
    })
    : (await invoke('askPrivacy', { name: contractName() }, top() ? top().id : 0)).allowed ? 'agree' : 'disagree'
  if (event !== 'agree') throw failWith('fail privacy permission is not authorized', { errno: 104 })
  agreePrivacy()
}

const contractName = () => program.config.name || ''

export const settingApis = {
  getSetting: asyncApi('getSetting', settingResult),
  authorize: asyncApi('authorize', async ({ scope }) => {
    if (!SCOPES.includes(scope) && !FREE.includes(scope)) throw new Error('fail invalid scope')
    if (scope.startsWith('scope.userLocation') && !(program.config.permission || {})[scope]) {
      say('warn', `authorize: a phone wants "permission": {"${scope}": {"desc": "…"}} in app.json`)
    }
    await needPermission(scope)
  }, { scope: 'String' }),
  authorizeForMiniProgram: asyncApi('authorizeForMiniProgram', ({ scope }) => needPermission(scope), { scope: 'String' }),
  openSetting: asyncApi('openSetting', openSetting),
  openAppAuthorizeSetting: asyncApi('openAppAuthorizeSetting', () => openSetting({}).then(() => ({}))),
  getPrivacySetting: asyncApi('getPrivacySetting', () => ({ needAuthorization: needsPrivacy() && !privacyAgreed(), privacyContractName: contractName() })),
  requirePrivacyAuthorize: asyncApi('requirePrivacyAuthorize', requirePrivacy),
  onNeedPrivacyAuthorization (listener) { if (typeof listener === 'function') privacy.listeners = [listener] },
  openPrivacyContract: asyncApi('openPrivacyContract', () => invoke('tellSheet', { kind: 'privacyContract', details: [contractName()] }, 0).then(() => ({}))),
}
