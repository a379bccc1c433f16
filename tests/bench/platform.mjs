// SPDX-License-Identifier: GPL-3.0-or-later
// The platform's speed and memory: superhubd beside a bare SoupServer that answers the same bytes, and beside nginx that
// serves them as files; superhubd behind the shipped configuration of nginx; and beside itself with a large database.
import { CONNECTIONS, compare, pathsScript, socketMemory, uploadScript } from './platform-load.mjs'
import { Platform, end, makePackage, needPrograms, startPeers } from './platform-servers.mjs'
import { Report } from './report.mjs'

const { BENCH_ROUNDS, BENCH_SECONDS, BENCH_ONLY = '' } = process.env
/** Of what takes a second under load there must be more than a few. */
const howLong = (name) => ({ rounds: Number(BENCH_ROUNDS ?? 3), seconds: Number(BENCH_SECONDS ?? (name === 'upload' ? 4 : 2)) })
const NARROW = { rounds: Number(BENCH_ROUNDS ?? 15), seconds: Number(BENCH_SECONDS ?? 1) }
/** The sockets come first: later there is memory that others have left. */
const PARTS = ['sockets', 'manifest', 'package', 'versions', 'upload', 'large']
const SOCKETS = 1000
const LISTENERS = 20
const wanted = (name) => !BENCH_ONLY || BENCH_ONLY.split(',').includes(name)
const say = (text) => process.stderr.write(`${text}\n`)
const TITLES = { manifest: 'update check', package: 'package download', versions: 'list of versions', upload: 'upload' }

/** How each is asked; the same of every server. */
function options (name, platform, file) {
  const headers = { Authorization: `Bearer ${platform.token}` }
  if (name === 'upload') return { headers, script: uploadScript(file) }
  return name === 'versions' ? { headers } : {}
}

/** One thing asked of superhubd and of its peers. */
async function measure (report, name, platform, peers, file) {
  const title = TITLES[name]
  const asked = options(name, platform, file)
  const everybodys = name === 'manifest' || name === 'package'
  const urls = [platform.url, peers.bare, ...(name === 'upload' ? [] : [peers.files]), ...(everybodys ? [peers.shipped] : [])]
  const [own, bare, files, shipped] = await compare(urls.map((url) => ({ url: url + platform.paths[name], ...asked })), name === 'manifest' ? NARROW : howLong(name))
  report.rate(title, own, bare, 'bare SoupServer', name === 'manifest' ? 0.85 : null)
  if (files) report.rate('', own, files, 'nginx with files')
  if (shipped) report.rate(`${title}, through nginx`, shipped, files, 'nginx with files', name === 'manifest' ? 0.9 : null)
  report.figure(`${title}, 99 % within`, own.p99, 'ms', bare.p99, 'bare SoupServer', null, name === 'manifest' ? 20 : null)
  if (shipped) report.figure(`${title}, through nginx, 99 % within`, shipped.p99, 'ms', files.p99, 'nginx with files', null, name === 'manifest' ? 20 : null)
}

/** People whose windows are open and to whom nothing happens. */
async function sockets (report, platform, peers) {
  const tokens = await platform.addPeople(LISTENERS)
  const own = await socketMemory(platform, SOCKETS, tokens)
  const bare = await socketMemory({ url: peers.bare, child: peers.bareChild }, SOCKETS, tokens)
  report.figure(`memory of each of ${SOCKETS} idle WebSocket clients`, own, 'KiB', bare, 'bare SoupServer')
}

/** The same once more, of a platform with many programs and of the one with a single program, in turns. */
async function large (report, platform, file) {
  say('  filling a database with 10,000 programs of 50 versions…')
  const big = await Platform.start('large')
  await big.prepare(file)
  await big.fill()
  for (const [name, title] of Object.entries(TITLES)) {
    const targets = [big, platform].map((one) => ({ url: one.url + one.paths[name], ...options(name, one, file) }))
    const [much, little] = await compare(targets, howLong(name))
    report.rate(`${title}, large database`, much, little, 'small database', 0.9)
  }
  for (let i = 1; i <= 10000; i += CONNECTIONS) await Promise.all(Array.from({ length: CONNECTIONS }, (_, k) => fetch(`${big.url}/m/large${Math.min(i + k, 10000)}`).then((answer) => answer.text())))
  const [many, one] = await compare([{ url: big.url, script: pathsScript('"/m/large" .. math.random(1, 10000)') }, { url: big.url + big.paths.manifest }], howLong('manifest'))
  report.rate('update check, 10,000 programs in turn', many, one, 'of one program')
}

async function main () {
  const unknown = BENCH_ONLY.split(',').filter((name) => name && !PARTS.includes(name))
  if (unknown.length) throw new Error(`No part is called ${unknown.join(' or ')}; there are ${PARTS.join(', ')}`)
  needPrograms({ wrk: 'wrk', nginx: 'nginx-light', taskset: 'util-linux' })
  const report = new Report('platform')
  const file = await makePackage()
  const platform = await Platform.start('data')
  await platform.prepare(file)
  const peers = await startPeers(platform)
  const parts = { ...Object.fromEntries(Object.keys(TITLES).map((name) => [name, () => measure(report, name, platform, peers, file)])),
    sockets: () => sockets(report, platform, peers), large: () => large(report, platform, file) }
  for (const name of PARTS.filter(wanted)) {
    const from = report.figures.length
    say(`${name}…`)
    await parts[name]()
    for (const line of report.lines(from)) say(`  ${line}`)
  }
  say('')
  report.print()
}

try {
  await main()
} catch (error) {
  say(`bench: ${error.message}`)
  process.exitCode = 1
} finally {
  end()
}
