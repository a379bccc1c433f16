// SPDX-License-Identifier: MIT
// While a program is open: a newer version is offered, by the program itself where it listens to wx.getUpdateManager(), else by this
// page, and comes with the next start in any case; a suspended one ends with a notice, within a minute also behind a proxy that
// answers by itself for 25 seconds.
import { choose, read } from './release.js'

const EVERY = 20000
const program = document.getElementById('program')
const told = program.dataset.update ? JSON.parse(program.dataset.update) : null

/** Past what this browser has kept: only what a proxy has kept may be a little old. */
async function get (address) {
  const answer = await fetch(address, { cache: 'no-cache' })
  return answer.ok ? answer.json() : null
}

/** Members come first, also where everybody else is told nothing: they ask signed in. */
async function findVersion (manifest) {
  if (manifest.state !== 'online' || !told.member) return choose(manifest, told.user)
  return get(`/a/${told.app}/version`)
}

let seen = told?.number ?? 0
let ready = false
let programAsks = false

const offer = () => { document.getElementById('update').hidden = !ready || programAsks }

/** The version is fetched when the page is asked for again, so what is found is ready. */
function say (isNew) {
  ready = isNew
  offer()
  program.contentWindow.postMessage({ type: 'host', call: 'setUpdate', args: [ready ? 'ready' : 'none'] }, '*')
}

/** Which version runs here, each once a day: answers of the check come from any cache, which counts nobody. */
function report () {
  const name = `counted ${told.app}`
  const day = new Date().toISOString().slice(0, 10)
  try {
    const kept = JSON.parse(localStorage.getItem(name) ?? '{}')
    const packages = kept.day === day ? kept.packages : []
    if (packages.includes(told.package)) return
    localStorage.setItem(name, JSON.stringify({ day, packages: [...packages, told.package] }))
  } catch { /* a browser that keeps nothing counts each time */ }
  fetch(`/m/${told.app}?package=${told.package}`, { method: 'POST', keepalive: true }).catch(() => {})
}

async function check () {
  const document_ = await get(`/m/${told.app}`)
  const manifest = document_ && read(document_)
  if (!manifest) return
  report()
  // What was kept on the way may be older than what was seen already.
  if (manifest.number <= seen) {
    if (!ready) say(false)
    return
  }
  const version = await findVersion(manifest)
  seen = manifest.number
  // The page, asked for again, says what there is to say.
  if (manifest.state !== 'online') location.reload()
  else if (version) say(version.package !== told.package)
}

const checkQuietly = () => { if (!document.hidden) check().catch(() => {}) }

/** What the program does about it. One that starts anew has not listened yet. */
function onProgram ({ source, data }) {
  if (source !== program.contentWindow) return
  if (data?.type === 'ready') checkQuietly()
  if (data?.type === 'start' || (data?.type === 'update' && data.action === 'listens')) {
    programAsks = data.type === 'update'
    offer()
  }
  if (data?.type === 'update' && data.action === 'apply' && ready) location.reload()
}

if (told) {
  window.addEventListener('message', onProgram)
  setInterval(checkQuietly, EVERY)
  document.addEventListener('visibilitychange', checkQuietly)
  document.getElementById('restart').addEventListener('click', () => location.reload())
}
