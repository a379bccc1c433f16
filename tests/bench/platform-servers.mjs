// SPDX-License-Identifier: GPL-3.0-or-later
// The servers that the platform's benchmark puts beside each other. All of them share one core and the load comes from
// another, where there are two; they end with the benchmark.
import { execFile, spawn } from 'node:child_process'
import { accessSync, constants, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { cpus, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const { BENCH_BUILD: build, BENCH_SOURCE: source } = process.env
const PASSWORD = 'correct horse battery'
const SERVERS_CORE = 0
export const LOAD_CORE = cpus().length - 1
export const work = mkdtempSync(join(tmpdir(), 'superhub-bench-'))
export const run = promisify(execFile)
export const sleep = (ms) => new Promise((done) => setTimeout(done, ms))
const helper = join(build, 'tests/bench/bench-platform')
const superhubd = process.env.BENCH_SUPERHUBD ?? join(build, 'src/platform/superhubd')
const children = new Set()

/** Ends what was started and removes what was written. */
export function end () {
  for (const child of children) child.kill('SIGKILL')
  rmSync(work, { recursive: true, force: true })
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => { end(); process.exit(1) })

/** Says at once what is missing, and how to get it. */
export function needPrograms (packages) {
  const folders = [...process.env.PATH.split(':'), '/usr/sbin']
  const has = (program) => folders.some((folder) => { try { accessSync(join(folder, program), constants.X_OK); return true } catch { return false } })
  const missing = Object.keys(packages).filter((program) => !has(program))
  if (missing.length) throw new Error(`${missing.join(' and ')} missing; install it: apt-get install ${missing.map((program) => packages[program]).join(' ')}`)
}

/** A command that runs on that core only, where there are several. */
export const pinned = (core, program, ...args) => (cpus().length > 1 ? ['taskset', ['-c', String(core), program, ...args]] : [program, args])

function start (program, args) {
  const [command, list] = pinned(SERVERS_CORE, program, ...args)
  const child = spawn(command, list, { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` } })
  child.on('exit', () => children.delete(child))
  children.add(child)
  return child
}

const freePort = () => new Promise((done) => {
  const server = createServer().listen(0, '127.0.0.1', () => { const { port } = server.address(); server.close(() => done(port)) })
})

async function waitFor (url, child) {
  for (let i = 0; i < 500; i++) {
    try { await (await fetch(url)).arrayBuffer(); return } catch { await sleep(20) }
    if (child.exitCode !== null) throw new Error(`${child.spawnargs.at(-1)} ended with ${child.exitCode}`)
  }
  throw new Error(`${url} does not answer`)
}

/** A superhubd of its own, and how to call its API. */
export class Platform {
  /**
   * @param {string} name of its folder
   * @param {string} [database] an address; SQLite in its folder
   */
  static async start (name, database) {
    const self = new Platform()
    const port = await freePort()
    self.data = join(work, name)
    self.port = port
    self.url = `http://127.0.0.1:${port}`
    self.database = database ?? `sqlite:${join(self.data, 'platform.db')}`
    self.child = start(superhubd, ['--data-dir', self.data, '--listen', `127.0.0.1:${port}`, ...(database ? ['--database', database] : [])])
    await waitFor(`${self.url}/healthz`, self.child)
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
    await run(superhubd, ['--data-dir', this.data, '--make-reviewer', 'judge'])
    await this.signIn('bench')
    const { app_id: app } = await this.call('POST', '/api/v1/apps', { name: 'Bench' })
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

  /** So many who have an account and are signed in: their tokens. */
  async addPeople (count) {
    const tokens = []
    const { token } = this
    for (let i = 0; i < count; i++) {
      this.token = null
      await this.call('POST', '/api/v1/accounts', { superhub_id: `listener${i}`, password: PASSWORD })
      await this.signIn(`listener${i}`)
      tokens.push(this.token)
    }
    this.token = token
    return tokens
  }

  /** 10,000 programs of 50 versions beside the one there is. */
  fill () {
    return run(helper, ['fill', this.database])
  }
}

/** @returns {Promise<string>} a file */
export async function makePackage () {
  const file = join(work, 'bench.hpkg')
  await run(helper, ['package', file])
  return file
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
  return { child, url: `http://127.0.0.1:${line}` }
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
  const child = start('nginx', ['-c', join(folder, 'nginx.conf')])
  await waitFor(`http://127.0.0.1:${files}/`, child)
  return { files: `http://127.0.0.1:${files}`, shipped: `http://127.0.0.1:${shipped}` }
}

/** Those beside superhubd: a bare SoupServer (`bare`, its process `bareChild`), nginx with `files`, nginx as it is `shipped`. */
export async function startPeers (platform) {
  const folder = join(work, 'peers')
  await copyAnswers(platform, folder)
  const { child, url } = await startBare(folder)
  return { bare: url, bareChild: child, ...await startNginx(folder, platform) }
}
