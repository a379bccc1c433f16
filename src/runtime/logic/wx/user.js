// SPDX-License-Identifier: MIT
// Who uses the program: login codes, profiles, accounts. The simulator knows no real person, so all of it has the right form and
// says nothing true: a server that exchanges a code with WeChat is told that the code is invalid.
import { invoke } from '../control.js'
import { program } from '../program.js'
import { top } from '../router.js'
import { asyncApi, failWith, syncApi } from './base.js'
import { needPermission } from './settings.js'

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

function letters (count) {
  const bytes = new Uint8Array(count)
  crypto.getRandomValues(bytes)
  return Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join('')
}

const base64 = (count) => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(count))))

const hex = (count) => Array.from(crypto.getRandomValues(new Uint8Array(count)), (byte) => byte.toString(16).padStart(2, '0')).join('')

const page = () => (top() ? top().id : 0)
let session = false

/** What is signed and encrypted on a phone; here the same form around nothing. */
export const sealed = () => ({ encryptedData: base64(240), iv: base64(16), cloudID: `simulator_${letters(28)}` })

const profile = (nickName, avatarUrl = '') => ({
  nickName, avatarUrl, gender: 0, country: '', province: '', city: '', language: (program.language || 'en').replace('-', '_'),
})

function signed (userInfo) {
  return { userInfo, rawData: JSON.stringify(userInfo), signature: hex(20), ...sealed() }
}

function login () {
  session = true
  return { code: `0${letters(31)}` }
}

const anonymous = () => profile(/^zh/.test(program.language || '') ? '微信用户' : 'WeChat User')

/** Since 2021 a program learns only the anonymous default this way. */
function getUserInfo ({ withCredentials } = {}) {
  const answer = signed(anonymous())
  return withCredentials ? answer : { userInfo: answer.userInfo, rawData: answer.rawData, signature: answer.signature }
}

async function getUserProfile ({ desc }) {
  if (String(desc).length > 30) throw new Error('fail desc length does not meet the requirements')
  const { allowed, nickName } = await invoke('askProfile', { desc }, page())
  if (!allowed) throw new Error('fail auth deny')
  return signed(profile(nickName))
}

const accountInfo = () => ({ miniProgram: { appId: program.config.appId || '', envVersion: 'develop', version: '' }, plugin: {} })

function extConfig () {
  const config = program.config.app && program.config.app.config && program.config.app.config.ext
  return config && typeof config === 'object' ? config : {}
}

/** A sheet with one sample of what a person would choose. */
const sample = (kind) => async () => {
  const answer = await invoke('askSample', { kind }, page())
  if (!answer.chosen) throw new Error('fail cancel')
  return answer.result
}

export const user = {
  login: asyncApi('login', login),
  checkSession: asyncApi('checkSession', () => {
    if (!session) throw new Error('fail session time out, need relogin')
  }),
  getUserInfo: asyncApi('getUserInfo', getUserInfo),
  getUserProfile: asyncApi('getUserProfile', getUserProfile, { desc: 'String' }),
  getAccountInfoSync: syncApi('getAccountInfoSync', accountInfo),
  getExtConfig: asyncApi('getExtConfig', () => ({ extConfig: extConfig() })),
  getExtConfigSync: syncApi('getExtConfigSync', extConfig),
  chooseAddress: asyncApi('chooseAddress', sample('address')),
  chooseInvoiceTitle: asyncApi('chooseInvoiceTitle', sample('invoiceTitle')),
  chooseInvoice: asyncApi('chooseInvoice', sample('invoice')),
  chooseContact: asyncApi('chooseContact', sample('contact')),
  chooseLicensePlate: asyncApi('chooseLicensePlate', sample('licensePlate')),
  addPhoneContact: asyncApi('addPhoneContact', async (args) => {
    await needPermission('scope.addPhoneContact')
    const { done } = await invoke('tellSheet', { kind: 'phoneContact', details: [args.firstName, args.mobilePhoneNumber], cancel: true }, page())
    if (!done) throw new Error('fail cancel')
  }, { firstName: 'String' }),
  addPhoneCalendar: asyncApi('addPhoneCalendar', (args) => addToCalendar(args), { title: 'String', startTime: 'Number|String' }),
  addPhoneRepeatCalendar: asyncApi('addPhoneRepeatCalendar', (args) => addToCalendar(args), { title: 'String', startTime: 'Number|String' }),
  checkIsAddedToMyMiniProgram: asyncApi('checkIsAddedToMyMiniProgram', () => ({ added: false })),
  getWeRunData: asyncApi('getWeRunData', async () => {
    await needPermission('scope.werun')
    return sealed()
  }),
  getShareInfo: asyncApi('getShareInfo', ({ shareTicket }) => shareInfo(shareTicket)),
  getGroupEnterInfo: asyncApi('getGroupEnterInfo', () => shareInfo(program.launch.shareTicket)),
}

async function addToCalendar ({ title, startTime }) {
  await needPermission('scope.addPhoneCalendar')
  const { done } = await invoke('tellSheet', { kind: 'calendar', details: [title, new Date(Number(startTime) * 1000).toLocaleString()], cancel: true }, page())
  if (!done) throw new Error('fail cancel')
}

// A share ticket comes only from a group chat, which the simulator does not have.
function shareInfo (ticket) {
  if (!ticket) throw failWith('fail invalid shareTicket', { errCode: -1 })
  return sealed()
}
