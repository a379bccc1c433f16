// SPDX-License-Identifier: GPL-3.0-or-later
// `superhub auto` itself, and a server that meets other than well-behaved clients.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { automator, program, superhub, until, WebSocket } from './client.mjs'

let folder
const sockets = []

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'superhub-auto-'))
  process.env.TMPDIR = folder
  process.env.XDG_DATA_HOME = join(folder, 'data')
  process.env.XDG_CACHE_HOME = join(folder, 'cache')
  delete process.env.DISPLAY
  delete process.env.WAYLAND_DISPLAY
})
after(() => rmSync(folder, { recursive: true, force: true }))

function run (args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(superhub(), args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    const result = { out: '', err: '' }
    child.stdout.on('data', (text) => { result.out += text })
    child.stderr.on('data', (text) => { result.err += text })
    child.on('close', (code) => resolve({ ...result, code }))
  })
}

/** A copy of the program with one file replaced. */
function changed (name, file, text) {
  const copy = join(folder, name)
  cpSync(program(), copy, { recursive: true })
  writeFileSync(join(copy, file), text)
  return copy
}

function open (port, headers = {}) {
  return new Promise((resolve) => {
    const socket = new (WebSocket())(`ws://127.0.0.1:${port}`, { headers })
    sockets.push(socket)
    socket.on('open', () => resolve({ socket, open: true }))
    socket.on('error', (error) => resolve({ socket, open: false, error: error.message }))
  })
}

/** Keys of displays that nobody removed. */
const leftovers = () => readdirSync(folder).filter((name) => name.startsWith('superhub-display'))

const alive = (pid) => {
  try { return process.kill(pid, 0) } catch { return false }
}

describe('superhub auto', () => {
  it('says what is wrong with a program, and starts nothing', async () => {
    const broken = await run(['auto', '--project', changed('broken', 'pages/index/index.wxml', '<view'), '--auto-port', '0'])
    assert.equal(broken.code, 1)
    assert.match(broken.err, /^superhub: pages\/index\/index\.wxml:1:1: .*\n\(compile\.failed\)/)
    const none = await run(['auto', '--project', join(folder, 'nowhere'), '--json'])
    assert.equal(none.code, 1)
    assert.equal(JSON.parse(none.out).error.code, 'project.not_found')
  })

  it('says so when the port is taken', async () => {
    const server = createServer()
    await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve) })
    const { code, err } = await run(['auto', '--project', program(), '--auto-port', String(server.address().port)])
    server.close()
    assert.equal(code, 1)
    assert.match(err, /in use.*\n\(automation\.port_in_use\)/)
  })

  it('says what to install where there is no display', async () => {
    const { code, err } = await run(['auto', '--project', program(), '--auto-port', '0'], { PATH: folder })
    assert.equal(code, 1)
    assert.match(err, /xvfb.*\n\(automation\.no_display\)/)
  })

  it('leaves nothing behind when it is killed', async () => {
    const { pid } = JSON.parse((await run(['auto', '--json', '--project', program(), '--auto-port', '0'])).out)
    assert.equal(leftovers().length, 1)
    process.kill(pid, 'SIGTERM')
    await until(() => !alive(pid), 'the simulator ends')
    assert.deepEqual(leftovers(), [])
  })

  it('knows a bad port from a good one', async () => {
    const { code, err } = await run(['auto', '--project', program(), '--auto-port', 'many'])
    assert.equal(code, 2)
    assert.match(err, /a port is a number/)
  })
})

describe('the server', () => {
  let started

  before(async () => {
    const project = changed('throws', 'app.js', 'App({ onLaunch () { throw new Error("at launch") }, globalData: {} })')
    const result = await run(['--lang', 'en', 'auto', '--json', '--project', project, '--auto-port', '0', '--ticket', 'x', '--trust-project'])
    assert.equal(result.code, 0, result.err)
    started = JSON.parse(result.out)
  })

  it('names where it listens', () => {
    assert.equal(started.endpoint, `ws://127.0.0.1:${started.port}`)
    assert.ok(alive(started.pid))
  })

  it('refuses web pages', async () => {
    const page = await open(started.port, { Origin: 'https://example.com' })
    assert.equal(page.open, false)
    assert.match(page.error, /403/)
    assert.equal((await open(started.port, { Host: 'example.com' })).open, false)
  })

  it('closes a connection that sends no requests, and no other', async () => {
    const { socket } = await open(started.port)
    const closed = new Promise((resolve) => { socket.on('close', resolve) })
    socket.send('no JSON')
    await closed
    const mini = await automator().connect({ wsEndpoint: started.endpoint })
    mini.disconnect()
  })

  it('answers unknown requests, and large ones', async () => {
    const { socket } = await open(started.port)
    const ask = (message) => new Promise((resolve) => {
      socket.once('message', (text) => resolve(JSON.parse(text)))
      socket.send(JSON.stringify(message))
    })
    assert.deepEqual(await ask({ id: '1', method: 'App.fly', params: {} }), { id: '1', error: { message: '"App.fly" is not a request the simulator knows' } })
    assert.match((await ask({ id: '2', method: 'Page.getData', params: { pageId: 99 } })).error.message, /page 99 is not open/)
    const text = 'x'.repeat(5e6)
    const { result } = await ask({ id: '3', method: 'App.callFunction', params: { functionDeclaration: '(a) => a + a', args: [text] } })
    assert.equal(result.result.length, 1e7)
  })

  it('goes on when a client leaves in the middle of a question', async () => {
    const { socket } = await open(started.port)
    socket.send(JSON.stringify({ id: '1', method: 'App.callFunction', params: { functionDeclaration: '() => new Promise((done) => setTimeout(done, 200))', args: [] } }))
    socket.terminate()
    const mini = await automator().connect({ wsEndpoint: started.endpoint })
    assert.equal(await mini.evaluate(() => new Promise((done) => setTimeout(() => done(1), 300))), 1)
    mini.disconnect()
  })

  it('answers what was asked before an endless loop', async () => {
    const mini = await automator().connect({ wsEndpoint: started.endpoint })
    await assert.rejects(mini.evaluate(() => { for (;;); }), /does not answer/)
    mini.disconnect()
  })

  it('ends when a client says so', async () => {
    const { socket } = await open(started.port)
    const answered = new Promise((resolve) => { socket.once('message', (text) => resolve(JSON.parse(text))) })
    socket.send(JSON.stringify({ id: 'last', method: 'Tool.close', params: {} }))
    assert.deepEqual(await answered, { id: 'last', result: {} })
    await until(() => !alive(started.pid), 'the simulator ends')
    assert.deepEqual(leftovers(), [])
    for (const socket of sockets) socket.terminate()
  })
})

