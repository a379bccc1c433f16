// SPDX-License-Identifier: MIT
// wx.setStorage and its like, over the host's storage of this program.
import { say } from '../console.js'
import { callHost, callHostSync } from '../host.js'
import { asyncApi, syncApi } from './base.js'
import { checkParameters } from './parameters.js'

const MARK = '$hub'
const LARGEST_ITEM = 1024 * 1024

/** Keys the runtime keeps for itself beside the program's, such as its permissions. */
export const OWN_KEYS = '$hub:'
const isOwn = (key) => key.startsWith(OWN_KEYS)

/** JSON cannot tell undefined, dates and some numbers; they are wrapped. */
export function encode (value) {
  if (value === undefined) return { [MARK]: 'undefined' }
  if (typeof value === 'number' && !Number.isFinite(value)) return { [MARK]: 'number', value: String(value) }
  if (value instanceof Date) return { [MARK]: 'date', value: value.getTime() }
  if (value instanceof RegExp) return { [MARK]: 'regexp', value: value.source, flags: value.flags }
  if (typeof value === 'bigint') return { [MARK]: 'bigint', value: String(value) }
  if (typeof value === 'function' || typeof value === 'symbol') return null
  return value === null || typeof value !== 'object' ? value : JSON.parse(JSON.stringify(value))
}

const DECODERS = {
  undefined: () => undefined,
  number: ({ value }) => Number(value),
  date: ({ value }) => new Date(value),
  regexp: ({ value, flags }) => new RegExp(value, flags),
  bigint: ({ value }) => BigInt(value),
}

export function decode (value) {
  if (value === null || typeof value !== 'object' || !Object.hasOwn(value, MARK)) return value
  const decoder = DECODERS[value[MARK]]
  return decoder ? decoder(value) : value
}

function needKey (key, name) {
  checkParameters('String', key, name)
  if (key === '') throw new Error('fail parameter error: key should not be an empty string')
  return isOwn(key) ? ` ${key}` : key
}

function byteLength (text) {
  let bytes = text.length
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (code > 0x7ff) bytes += 2
    else if (code > 0x7f) bytes += 1
  }
  return bytes
}

/** What is sent to the host to keep a value. */
function kept (key, data, encrypt, name = 'parameter.key') {
  const checked = needKey(key, name)
  let value
  try {
    value = encode(data)
  } catch (error) {
    throw new Error(`fail the data of "${key}" cannot be stored: ${error.message}`)
  }
  if (encrypt) value = { [MARK]: 'encrypted', value }
  if (byteLength(JSON.stringify(value)) > LARGEST_ITEM) throw new Error('fail entry size limit reached')
  return { key: checked, value }
}

// The hosts say in their own words that the storage is full; programs look for a phone's.
function inWords ({ message }) {
  if (/exceed (?:max )?storage/.test(message)) throw new Error('fail exceed storage max size 10Mb')
  throw new Error(/entry size|larger than 1 MB/.test(message) ? 'fail entry size limit reached' : message)
}

function keep (item) {
  try { callHostSync('storage/set', item) } catch (error) { inWords(error) }
}

const isEncrypted = (value) => Boolean(value) && typeof value === 'object' && value[MARK] === 'encrypted'

function found (answer, encrypt) {
  if (!answer.found || isEncrypted(answer.value) !== Boolean(encrypt)) throw new Error('fail data not found')
  return { data: decode(encrypt ? answer.value.value : answer.value) }
}

function read (key) {
  const answer = callHostSync('storage/get', { key: needKey(key, 'parameter') })
  return answer.found && !isEncrypted(answer.value) ? decode(answer.value) : ''
}

const infoOf = ({ keys, currentSize, limitSize }) => ({ keys: keys.filter((key) => !isOwn(key)).map((key) => key.replace(/^ (?=\$hub:)/, '')), currentSize, limitSize })

/** Reads what the runtime itself keeps for this program; undefined if there is nothing or no host. */
export function readOwn (name) {
  try {
    const answer = callHostSync('storage/get', { key: OWN_KEYS + name })
    return answer.found ? answer.value : undefined
  } catch {
    return undefined
  }
}

/** Keeps something of the runtime's own for this program, as far as the host can. */
export function writeOwn (name, value) {
  try { callHostSync('storage/set', { key: OWN_KEYS + name, value }) } catch { /* it is forgotten with the run */ }
}

function clear () {
  const own = callHostSync('storage/info', {}).keys.filter(isOwn).map((key) => key.slice(OWN_KEYS.length))
  const values = own.map((name) => [name, readOwn(name)])
  callHostSync('storage/clear', {})
  for (const [name, value] of values) writeOwn(name, value)
}

const NEED_KEY = { key: 'String' }

/** The synchronous functions only complain about a key that is none: on a phone a program goes on after that. */
const forgiving = (name, run) => {
  const api = syncApi(name, run)
  return (key, ...rest) => {
    if (typeof key === 'string' && key !== '') return api(key, ...rest)
    try {
      return api(key, ...rest)
    } catch (error) {
      say('error', error.message)
      return name === 'getStorageSync' ? '' : undefined
    }
  }
}

export const storage = {
  getStorageSync: forgiving('getStorageSync', read),
  setStorageSync: forgiving('setStorageSync', (key, data) => keep(kept(key, data, false, 'parameter'))),
  removeStorageSync: forgiving('removeStorageSync', (key) => { callHostSync('storage/remove', { key: needKey(key, 'parameter') }) }),
  clearStorageSync: syncApi('clearStorageSync', clear),
  getStorageInfoSync: syncApi('getStorageInfoSync', () => infoOf(callHostSync('storage/info', {}))),
  batchGetStorageSync: syncApi('batchGetStorageSync', (keys) => {
    checkParameters([], keys)
    return keys.map(read)
  }),
  batchSetStorageSync: syncApi('batchSetStorageSync', (list) => {
    checkParameters([{ key: 'String' }], list)
    list.map(({ key, value }) => kept(key, value, false)).forEach(keep)
  }),
  getStorage: asyncApi('getStorage', ({ key, encrypt }) => callHost('storage/get', { key: needKey(key) }).then((answer) => found(answer, encrypt)), NEED_KEY),
  setStorage: asyncApi('setStorage', ({ key, data, encrypt }) => callHost('storage/set', kept(key, data, encrypt)).then(() => ({}), inWords), NEED_KEY),
  removeStorage: asyncApi('removeStorage', ({ key }) => callHost('storage/remove', { key: needKey(key) }).then(() => ({})), NEED_KEY),
  clearStorage: asyncApi('clearStorage', clear),
  getStorageInfo: asyncApi('getStorageInfo', () => callHost('storage/info', {}).then(infoOf)),
  batchGetStorage: asyncApi('batchGetStorage', ({ keyList }) => ({ dataList: keyList.map((key) => ({ key, value: read(key) })) }), { keyList: ['String'] }),
  batchSetStorage: asyncApi('batchSetStorage', ({ kvList }) => kvList.map(({ key, value }) => kept(key, value, false)).forEach(keep), { kvList: [{ key: 'String' }] }),
}
