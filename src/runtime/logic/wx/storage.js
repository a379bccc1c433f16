// SPDX-License-Identifier: MIT
import { callHost, callHostSync } from '../host.js'
import { asyncApi, syncApi } from './base.js'

const MARK = '$hub'

/** JSON cannot tell undefined, dates and some numbers; they are wrapped. */
export function encode (value) {
  if (value === undefined) return { [MARK]: 'undefined' }
  if (typeof value === 'number' && !Number.isFinite(value)) return { [MARK]: 'number', value: String(value) }
  if (value instanceof Date) return { [MARK]: 'date', value: value.getTime() }
  if (typeof value === 'bigint') return { [MARK]: 'bigint', value: String(value) }
  if (typeof value === 'function' || typeof value === 'symbol') return null
  return value === null || typeof value !== 'object' ? value : JSON.parse(JSON.stringify(value))
}

export function decode (value) {
  if (value === null || typeof value !== 'object' || !Object.hasOwn(value, MARK)) return value
  if (value[MARK] === 'undefined') return undefined
  if (value[MARK] === 'number') return Number(value.value)
  if (value[MARK] === 'date') return new Date(value.value)
  if (value[MARK] === 'bigint') return BigInt(value.value)
  return value
}

const needKey = (key) => {
  if (typeof key !== 'string') throw new Error(`fail parameter error: parameter.key should be String instead of ${key === null ? 'Null' : typeof key}`)
  return key
}

const found = (answer) => {
  if (!answer.found) throw new Error('fail data not found')
  return { data: decode(answer.value) }
}

const infoOf = (info) => ({ keys: info.keys, currentSize: info.currentSize, limitSize: info.limitSize })

export const storage = {
  getStorageSync: syncApi('getStorageSync', (key) => {
    const answer = callHostSync('storage/get', { key: needKey(key) })
    return answer.found ? decode(answer.value) : ''
  }),
  setStorageSync: syncApi('setStorageSync', (key, data) => { callHostSync('storage/set', { key: needKey(key), value: encode(data) }) }),
  removeStorageSync: syncApi('removeStorageSync', (key) => { callHostSync('storage/remove', { key: needKey(key) }) }),
  clearStorageSync: syncApi('clearStorageSync', () => { callHostSync('storage/clear', {}) }),
  getStorageInfoSync: syncApi('getStorageInfoSync', () => infoOf(callHostSync('storage/info', {}))),
  batchGetStorageSync: syncApi('batchGetStorageSync', (keys) => keys.map((key) => storage.getStorageSync(key))),
  batchSetStorageSync: syncApi('batchSetStorageSync', (list) => list.forEach(({ key, value }) => storage.setStorageSync(key, value))),
  getStorage: asyncApi('getStorage', ({ key }) => callHost('storage/get', { key: needKey(key) }).then(found)),
  setStorage: asyncApi('setStorage', ({ key, data }) => callHost('storage/set', { key: needKey(key), value: encode(data) }).then(() => ({}))),
  removeStorage: asyncApi('removeStorage', ({ key }) => callHost('storage/remove', { key: needKey(key) }).then(() => ({}))),
  clearStorage: asyncApi('clearStorage', () => callHost('storage/clear', {}).then(() => ({}))),
  getStorageInfo: asyncApi('getStorageInfo', () => callHost('storage/info', {}).then(infoOf)),
}
