// SPDX-License-Identifier: GPL-3.0-or-later
// Asking servers as much as they can take, and holding connections to them that ask nothing.
import { connect } from 'node:net'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LOAD_CORE, pinned, run, sleep, work } from './platform-servers.mjs'
import { median } from './report.mjs'

export const CONNECTIONS = 64
const MILLISECONDS = { us: 0.001, ms: 1, s: 1000, m: 60000 }

/** More of them than one in a hundred requests; a bare SoupServer loses one or another while it is sent packages. */
function brokenConnections (stdout) {
  const found = stdout.match(/Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/)
  const [requests] = stdout.match(/\d+(?= requests in)/) ?? [0]
  return found && found.slice(1).reduce((sum, text) => sum + Number(text), 0) * 100 > Number(requests) ? found : null
}

/** Requests a second, and the 99th percentile in ms; wrk counts an answer that takes long as often as it held others up. */
async function load (seconds, { url, headers = {}, script }) {
  const args = ['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, '--latency', ...Object.entries(headers).flatMap(([key, value]) => ['-H', `${key}: ${value}`]), ...(script ? ['-s', script] : []), url]
  const [command, list] = pinned(LOAD_CORE, 'wrk', ...args)
  const { stdout } = await run(command, list)
  const late = stdout.match(/99%\s+([\d.]+)(us|ms|s|m)/)
  const failed = stdout.match(/Non-2xx.*/) ?? brokenConnections(stdout)
  if (failed) { const answer = await fetch(url, { headers }); throw new Error(`${url}: ${failed[0]}; asked once more it answers ${answer.status}: ${(await answer.text()).slice(0, 300)}`) }
  if (!late) throw new Error(`${url} answers nothing in ${seconds} s:\n${stdout}`)
  return { rate: Number(stdout.match(/Requests\/sec:\s+([\d.]+)/)[1]), p99: Number(late[1]) * MILLISECONDS[late[2]] }
}

/** In turns, there and back, so that all have the same weather; the middle one of each counts. `rates`: of each round. */
export async function compare (targets, { rounds, seconds }) {
  const results = targets.map(() => [])
  for (let round = 0; round < rounds; round++) {
    const order = [...targets.keys()]
    if (round % 2) order.reverse()
    for (const index of order) results[index].push(await load(seconds, targets[index]))
  }
  return results.map((list) => ({ rates: list.map(({ rate }) => rate), p99: median(list.map(({ p99 }) => p99)) }))
}

/** For wrk: sends the package each time. */
export function uploadScript (path) {
  const script = join(work, 'upload.lua')
  writeFileSync(script, `local f = io.open(${JSON.stringify(path)}, "rb"); wrk.method = "POST"; wrk.body = f:read("*a"); f:close(); wrk.headers["Content-Type"] = "application/vnd.superhub.package"\n`)
  return script
}

/** For wrk: asks for one path after another of those that `lua` makes. */
export function pathsScript (lua) {
  const script = join(work, 'paths.lua')
  writeFileSync(script, `request = function () return wrk.format("GET", ${lua}) end\n`)
  return script
}

/** What a process has in memory that is its own, with its part of what it shares, in KiB. */
function memory (child) {
  return Number(readFileSync(`/proc/${child.pid}/smaps_rollup`, 'utf8').match(/^Pss:\s+(\d+)/m)[1])
}

function openSocket (url, token) {
  return new Promise((done, fail) => {
    const { port } = new URL(url)
    const socket = connect(port, '127.0.0.1')
    socket.on('error', fail)
    socket.write(`GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\n${token ? `Authorization: Bearer ${token}\r\n` : ''}Upgrade: websocket\r\nConnection: Upgrade\r\n`
      + 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: superhub.events.v1\r\n\r\n')
    socket.once('data', (data) => (String(data).startsWith('HTTP/1.1 101') ? done(socket) : fail(new Error(`${url}: no WebSocket but ${String(data)}`))))
  })
}

/**
 * KiB a client, of as many who listen and hear nothing. The first few are there before: what a process needs for any is not counted.
 * @param {string[]} tokens each for as many of the clients
 */
export async function socketMemory ({ url, child }, count, tokens) {
  const sockets = []
  const open = async (number) => {
    for (let i = 0; i < number; i += tokens.length) sockets.push(...await Promise.all(tokens.map((token) => openSocket(url, token))))
    await sleep(1000)
    return memory(child)
  }
  try {
    const before = await open(tokens.length)
    return (await open(count) - before) / count
  } finally {
    for (const socket of sockets) socket.destroy()
  }
}
