// SPDX-License-Identifier: GPL-3.0-or-later
// The platform's speed and memory: superhubd beside a bare SoupServer that answers the same bytes, and beside nginx that
// serves them as files; superhubd behind the shipped configuration of nginx; the same with a large database.
import { execFile, spawn } from 'node:child_process'
import { createServer, connect } from 'node:net'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { Report, median } from './report.mjs'

const { BENCH_BUILD: build, BENCH_SOURCE: source, BENCH_ROUNDS: rounds = '3', BENCH_SECONDS: seconds = '5', BENCH_ONLY: only = '' } = process.env
const CONNECTIONS = 64
const PASSWORD = 'correct horse battery'
const work = mkdtempSync(join(tmpdir(), 'superhub-bench-'))
const run = promisify(execFile)
const children = []
const helper = join(build, 'tests/bench/bench-platform')
const sleep = (ms) => new Promise((done) => setTimeout(done, ms))
const wanted = (name) => !only || only.split(',').includes(name)

// Servers share one core and the load comes from another, where there are two.
const pinned = (core, program, ...args) => (cpus().length > 1 ? ['taskset', ['-c', String(core), program, ...args]] : [program, args])

function start (program, args, options = {}) {
  const [command, list] = pinned(0, program, ...args)
  const child = spawn(command, list, { stdio: ['ignore', 'pipe', 'ignore'], ...options })
  children.push(child)
  return child
}

const freePort = () => new Promise((done) => {
  const server = createServer().listen(0, '127.0.0.1', () => { const { port } = server.address(); server.close(() => done(port)) })
})

async function waitFor (url) {
  for (let i = 0; i < 500; i++) {
    try { await fetch(url); return } catch { await sleep(20) }
  }
  throw new Error(`${url} does not answer`)
}

/** A superhubd of its own, and how to call its API. */
class Platform {
  static async start (name) {
    const self = new Platform()
    self.data = join(work, name)
    self.port = await freePort()
    self.url = `http://127.0.0.1:${self.port}`
    self.child = start(join(build, 'src/platform/superhubd'), ['--data-dir', self.data, '--listen', `127.0.0.1:${self.port}`])
    await waitFor(`${self.url}/healthz`)
    return self
  }

  async call (method, path, body, type = 'application/json') {
    const answer = await fetch(this.url + path, {
      method,
      headers: { ...(body ? { 'Content-Type': type } : {}), ...(this.token ? { Authorization: `Bearer ${this.token}` } : {}) },
      body: body && type === 'application/json' ? JSON.stringify(body) : body,
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return text ? JSON.parse(text) : {}
  }

  async signIn (id) {
    this.token = null
    this.token = (await this.call('POST', '/api/v1/sessions', { superhub_id: id, password: PASSWORD })).token
  }

  /** One program with a released version. */
  async prepare (package_) {
    for (const id of ['bench', 'judge']) await this.call('POST', '/api/v1/accounts', { superhub_id: id, password: PASSWORD })
    await run(join(build, 'src/platform/superhubd'), ['--data-dir', this.data, '--make-reviewer', 'judge'])
    await this.signIn('bench')
    const { app_id: app } = await this.call('POST', '/api/v1/apps', { name: 'Bench' })
    this.app = app
    const { sha256 } = await this.call('POST', `/api/v1/apps/${app}/packages`, readFileSync(package_), 'application/vnd.superhub.package')
    const { id } = await this.call('PUT', `/api/v1/apps/${app}/developer-version`, { package: sha256, version: '1.0.0', remarks: '' })
    let review
    for (let i = 0; !review; i++) {
      try { review = await this.call('POST', `/api/v1/apps/${app}/reviews`, { id, description: 'bench' }) } catch (error) { if (i > 50) throw error; await sleep(100) }
    }
    await this.signIn('judge')
    await this.call('POST', `/api/v1/reviews/${review.id}/decision`, { decision: 'approve' })
    await this.signIn('bench')
    await this.call('POST', `/api/v1/apps/${app}/releases`, { mode: 'full' })
    this.paths = { manifest: `/m/${app}`, package: `/packages/${sha256}`, versions: `/api/v1/apps/${app}/versions`, upload: `/api/v1/apps/${app}/packages` }
  }
}

/** What superhubd answers, for the peers to answer the same. */
async function copyAnswers (platform, folder) {
  const answers = []
  mkdirSync(join(folder, 'files'), { recursive: true })
  for (const name of ['manifest', 'package', 'versions']) {
    const answer = await fetch(platform.url + platform.paths[name], { headers: { 'Accept-Encoding': 'identity', Authorization: `Bearer ${platform.token}` } })
    const headers = Object.fromEntries([...answer.headers].filter(([key]) => !['date', 'server', 'content-length', 'connection'].includes(key)))
    const file = join('files', platform.paths[name])
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), Buffer.from(await answer.arrayBuffer()))
    answers.push({ path: platform.paths[name], headers, file, status: 200 })
  }
  writeFileSync(join(folder, 'files/uploaded'), '{"sha256":""}')
  answers.push({ path: platform.paths.upload, headers: { 'Content-Type': 'application/json' }, file: 'files/uploaded', status: 201 })
  writeFileSync(join(folder, 'answers.json'), JSON.stringify({ answers }))
}

async function startBare (folder) {
  const child = start(helper, ['serve', folder])
  const [line] = await new Promise((done) => child.stdout.once('data', (data) => done(String(data).split('\n'))))
  return `http://127.0.0.1:${line}`
}

/** nginx with files, and nginx as it is shipped in front of superhubd. */
async function startNginx (folder, platform) {
  const [files, shipped] = [await freePort(), await freePort()]
  const site = readFileSync(join(source, 'data/nginx/superhub.conf.in'), 'utf8')
    .replaceAll('@cachedir@', join(folder, 'cache')).replace('listen 80;', `listen 127.0.0.1:${shipped};`).replace('listen [::]:80;', '')
    .replaceAll('127.0.0.1:8480', `127.0.0.1:${platform.port}`)
  mkdirSync(join(folder, 'cache'), { recursive: true })
  writeFileSync(join(folder, 'site.conf'), site)
  writeFileSync(join(folder, 'nginx.conf'), `${process.getuid() === 0 ? 'user root; ' : ''}daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/log; events { worker_connections 2048; }
    http { access_log off; keepalive_requests 1000000; sendfile on; tcp_nopush on; open_file_cache max=20000; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
      fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s; default_type application/json;
      server { listen 127.0.0.1:${files}; root ${folder}/files; add_header Cache-Control "public, max-age=20"; }
      include ${folder}/site.conf; }`)
  start('nginx', ['-c', join(folder, 'nginx.conf')])
  await waitFor(`http://127.0.0.1:${files}/`)
  return { files: `http://127.0.0.1:${files}`, shipped: `http://127.0.0.1:${shipped}` }
}

/** Requests a second and the 99th percentile in ms. */
async function load (url, { headers = {}, script } = {}) {
  const args = ['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, '--latency', ...Object.entries(headers).flatMap(([key, value]) => ['-H', `${key}: ${value}`]), ...(script ? ['-s', script] : []), url]
  const [command, list] = pinned(cpus().length - 1, 'wrk', ...args)
  const { stdout } = await run(command, list)
  const late = stdout.match(/99%\s+([\d.]+)(us|ms|s)/)
  if (/Non-2xx/.test(stdout)) { const answer = await fetch(url, { headers }); throw new Error(`${url} answers ${answer.status}: ${(await answer.text()).slice(0, 300)}`) }
  return { rate: Number(stdout.match(/Requests\/sec:\s+([\d.]+)/)[1]), p99: Number(late[1]) * { us: 0.001, ms: 1, s: 1000 }[late[2]] }
}

/** Alternating, so that all have the same weather. */
async function compare (targets) {
  const results = targets.map(() => [])
  for (let round = 0; round < Number(rounds); round++) {
    for (const [index, { url, options }] of targets.entries()) results[index].push(await load(url, options))
  }
  return results.map((list) => ({ rate: median(list.map(({ rate }) => rate)), p99: median(list.map(({ p99 }) => p99)) }))
}

function uploadScript (path) {
  const script = join(work, 'upload.lua')
  writeFileSync(script, `local f = io.open(${JSON.stringify(path)}, "rb"); wrk.method = "POST"; wrk.body = f:read("*a"); f:close(); wrk.headers["Content-Type"] = "application/vnd.superhub.package"\n`)
  return script
}

/** Times are better when they are small, rates when they are large; the report's ratio is of the rate to the peer's. */
async function measure (report, platform, peers, suffix, package_) {
  const signedIn = { headers: { Authorization: `Bearer ${platform.token}` } }
  const parts = {
    manifest: ['update check', [{}, {}, {}, {}], { bare: 0.85, shipped: 0.9 }],
    package: ['package download', [{}, {}, {}, {}], {}],
    versions: ['list of versions', [signedIn, {}, {}, null], {}],
    upload: ['upload', [{ ...signedIn, script: uploadScript(package_) }, { script: uploadScript(package_) }, null, null], {}],
  }
  const figures = {}
  for (const [name, [title, options, goals]] of Object.entries(parts)) {
    if (!wanted(name)) continue
    process.stderr.write(`${title}${suffix}…\n`)
    const urls = [platform.url, peers.bare, peers.files, peers.shipped]
    const targets = urls.map((url, index) => options[index] && { url: url + platform.paths[name], options: options[index] })
    const found = await compare(targets.filter(Boolean))
    const results = targets.map((target) => target && found.shift())
    const [own, bare, files, shipped] = results
    report.rate(title + suffix, own.rate, bare.rate, 'bare SoupServer', goals.bare ?? null)
    if (files) report.rate('', own.rate, files.rate, 'nginx with files')
    if (shipped) report.rate(`${title}${suffix}, through nginx`, shipped.rate, files.rate, 'nginx with files', goals.shipped ?? null)
    report.figure(`${title}${suffix}, 99 % within`, own.p99, 'ms', bare.p99, 'bare SoupServer', null, name === 'manifest' ? 20 : null)
    figures[name] = own
  }
  return figures
}

const resident = (child) => Number(readFileSync(`/proc/${child.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1])

/** 1,000 people whose windows are open and to whom nothing happens. */
async function sockets (report, platform) {
  const before = resident(platform.child)
  const open = []
  for (let i = 0; i < 1000; i++) {
    const socket = connect(platform.port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write(`GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${platform.token}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n`
      + 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n')
    const answer = await new Promise((done) => socket.once('data', (data) => done(String(data))))
    if (!answer.startsWith('HTTP/1.1 101')) { socket.destroy(); process.stderr.write(`no WebSocket: ${answer.split('\r\n')[0]}\n`); return }
    open.push(socket)
  }
  await sleep(1000)
  report.figure('memory of 1,000 idle WebSocket clients', (resident(platform.child) - before) / 1024, 'MiB', before / 1024, 'superhubd without them')
  for (const socket of open) socket.destroy()
}

try {
  const report = new Report('platform')
  const package_ = join(work, 'bench.hpkg')
  await run(helper, ['package', package_])
  const platform = await Platform.start('data')
  await platform.prepare(package_)
  const folder = join(work, 'peers')
  await copyAnswers(platform, folder)
  const peers = { bare: await startBare(folder), ...await startNginx(folder, platform) }
  const small = await measure(report, platform, peers, '', package_)
  if (wanted('sockets')) await sockets(report, platform)
  if (wanted('large')) {
    process.stderr.write('filling the database with 10,000 programs of 50 versions…\n')
    await run(helper, ['fill', `sqlite:${join(platform.data, 'platform.db')}`])
    const large = await measure(report, platform, peers, ', large database', package_)
    for (const name of Object.keys(large)) report.rate(`${name}: large database`, large[name].rate, small[name].rate, 'empty database', 0.9)
    const script = join(work, 'many.lua')
    writeFileSync(script, 'request = function () return wrk.format("GET", "/m/large" .. math.random(1, 10000)) end\n')
    for (let i = 1; i <= 10000; i += CONNECTIONS) await Promise.all(Array.from({ length: CONNECTIONS }, (_, k) => fetch(`${platform.url}/m/large${Math.min(i + k, 10000)}`).then((answer) => answer.text())))
    const many = await load(platform.url, { script })
    report.rate('update check of 10,000 programs in turn', many.rate, large.manifest?.rate ?? many.rate, 'of one program')
  }
  report.print()
} finally {
  for (const child of children) child.kill()
  if (existsSync(work)) rmSync(work, { recursive: true, force: true })
}
