// SPDX-License-Identifier: MIT
// While a program is open: a newer version is offered and comes with the next start; a suspended one ends with a notice, within a minute
// also behind a proxy that answers by itself for 25 seconds.
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

async function check () {
  const document_ = await get(`/m/${told.app}`)
  const manifest = document_ && read(document_)
  // What was kept on the way may be older than what was seen already.
  if (!manifest || manifest.number <= seen) return
  const version = await findVersion(manifest)
  seen = manifest.number
  // The page, asked for again, says what there is to say.
  if (manifest.state !== 'online') location.reload()
  else if (version) document.getElementById('update').hidden = version.package === told.package
}

const checkQuietly = () => { if (!document.hidden) check().catch(() => {}) }

if (told) {
  setInterval(checkQuietly, EVERY)
  document.addEventListener('visibilitychange', checkQuietly)
  document.getElementById('restart').addEventListener('click', () => location.reload())
}
