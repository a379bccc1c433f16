// SPDX-License-Identifier: MIT
// Where the device is: a place set in the simulator. Maps in China use GCJ-02, which is some hundred metres beside WGS 84.
import { toChina } from '../china.js'
import { say } from '../console.js'
import { invoke } from '../control.js'
import { callHost } from '../host.js'
import { natives } from '../natives.js'
import { program } from '../program.js'
import { top } from '../router.js'
import { asyncApi, Listeners } from './base.js'
import { needPermission } from './settings.js'

const BEAT = 1000

const page = () => (top() ? top().id : 0)

const warned = new Set()

// A phone refuses what app.json does not declare; a program on its way there is only told.
function checkDeclared (name) {
  const declared = program.config.app && program.config.app.config && program.config.app.config.requiredPrivateInfos
  if (warned.has(name) || (Array.isArray(declared) && declared.includes(name))) return
  warned.add(name)
  say('warn', `wx.${name}: a phone wants "requiredPrivateInfos": ["${name}"] in app.json`)
}

async function position (type = 'wgs84') {
  const place = await callHost('location/get', {})
  const { latitude, longitude } = type === 'gcj02' ? toChina(place) : place
  return { latitude, longitude, speed: 0, accuracy: 30, altitude: 0, verticalAccuracy: 0, horizontalAccuracy: 30 }
}

async function getLocation ({ type = 'wgs84' }) {
  if (type !== 'wgs84' && type !== 'gcj02') throw new Error(`fail invalid type "${type}"`)
  checkDeclared('getLocation')
  await needPermission('scope.userLocation')
  return position(type)
}

async function getFuzzyLocation ({ type }) {
  checkDeclared('getFuzzyLocation')
  await needPermission('scope.userFuzzyLocation')
  const { latitude, longitude } = await position(type)
  return { latitude: Math.round(latitude * 100) / 100, longitude: Math.round(longitude * 100) / 100 }
}

const changes = new Listeners()
const changeErrors = new Listeners()
let beat = 0
let updates = 0

async function tell (type, run) {
  try {
    const place = await position(type)
    if (run === updates) changes.emit(place)
  } catch (error) {
    if (run === updates) changeErrors.emit({ errCode: -1, errMsg: `onLocationChange:${error.message}` })
  }
  if (run === updates) beat = natives.setTimeout(() => tell(type, run), BEAT)
}

const starting = (name, scope) => asyncApi(name, async ({ type = 'gcj02' }) => {
  checkDeclared(name)
  await needPermission(scope)
  natives.clearTimeout(beat)
  updates += 1
  natives.setTimeout(tell, 0, type, updates)
  return {}
})

function stopLocationUpdate () {
  natives.clearTimeout(beat)
  updates += 1
  return {}
}

async function chooseLocation ({ latitude, longitude }) {
  checkDeclared('chooseLocation')
  const here = toChina(await callHost('location/get', {}))
  const from = latitude === undefined || longitude === undefined ? here : { latitude: Number(latitude), longitude: Number(longitude) }
  return invoke('chooseLocation', { from, here }, page())
}

function openLocation ({ latitude, longitude, name = '', address = '', scale = 18 }) {
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) throw new Error('fail invalid coordinate')
  return invoke('openLocation', { latitude: Number(latitude), longitude: Number(longitude), name: String(name), address: String(address), scale }, page()).then(() => ({}))
}

export const location = {
  getLocation: asyncApi('getLocation', getLocation),
  getFuzzyLocation: asyncApi('getFuzzyLocation', getFuzzyLocation),
  startLocationUpdate: starting('startLocationUpdate', 'scope.userLocation'),
  startLocationUpdateBackground: starting('startLocationUpdateBackground', 'scope.userLocationBackground'),
  stopLocationUpdate: asyncApi('stopLocationUpdate', stopLocationUpdate),
  onLocationChange: changes.on,
  offLocationChange: changes.off,
  onLocationChangeError: changeErrors.on,
  offLocationChangeError: changeErrors.off,
  chooseLocation: asyncApi('chooseLocation', chooseLocation),
  openLocation: asyncApi('openLocation', openLocation, { latitude: 'Number|String', longitude: 'Number|String' }),
}
