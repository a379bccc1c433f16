// SPDX-License-Identifier: MIT
// The worker that runs the program, its beat, and the calls that expect an answer.
import { tellHost } from './host.js'

const BEAT_LIMIT = 5000
const SNAPSHOT_LIMIT = 800

export class Logic {
  /**
   * @param {URL} base the program's base
   * @param {{onMessage: function(object), onCrash: function(object), onHang: function(), onAlive: function()}} handlers
   */
  constructor(base, handlers) {
    this.base = base
    this.handlers = handlers
    this.calls = new Map()
    this.helpers = new Map()
    this.nextCall = 1
  }

  async start(message) {
    this.stop()
    // Before the worker can ask for anything: the host ends what a former run left behind.
    tellHost({ type: 'start' })
    const worker = await createWorker(new URL('runtime/logic.js', this.base).href)
    this.worker = worker
    worker.onmessage = (event) => this.worker === worker && this.receive(event.data, event.ports)
    worker.onerror = (event) => {
      event.preventDefault()
      if (this.worker !== worker) return
      this.handlers.onCrash({
        message: event.message || 'logic.js could not be loaded',
        file: event.filename, line: event.lineno, column: event.colno,
      })
    }
    this.post({ ...message, type: 'start' })
    this.watch()
  }

  stop() {
    clearInterval(this.timer)
    for (const id of this.helpers.keys()) this.closeWorker(id)
    this.worker?.terminate()
    this.worker = null
    for (const { reject } of this.calls.values()) reject(new Error('the program was restarted'))
    this.calls.clear()
  }

  post(message, transfer) {
    this.worker?.postMessage(message, transfer ?? [])
  }

  /** Sends a message that is answered by `result`. */
  call(message, limit) {
    return new Promise((resolve, reject) => {
      if (!this.worker) {
        reject(new Error('no program is running'))
        return
      }
      const id = this.nextCall++
      const timer = limit && setTimeout(() => this.calls.delete(id) && reject(new Error('no answer')), limit)
      this.calls.set(id, { resolve, reject, timer, type: message.type })
      this.post({ ...message, id })
    })
  }

  /** Gives up all calls of one type. */
  refuse(type, reason) {
    for (const [id, call] of this.calls) {
      if (call.type !== type) continue
      this.calls.delete(id)
      call.reject(new Error(reason))
    }
  }

  /** Where the program stands, for a restart; null when it does not answer. */
  async snapshot() {
    try {
      return await this.call({ type: 'snapshot' }, SNAPSHOT_LIMIT)
    } catch {
      return null
    }
  }

  /** A worker the program asked for (wx.createWorker), which lives as long as the program. */
  async openWorker({ workerId, start }, ports) {
    const helper = { ended: false, worker: null }
    this.helpers.set(workerId, helper)
    const worker = await createWorker(new URL('runtime/worker.js', this.base).href)
    if (helper.ended) {
      worker.terminate()
      return
    }
    helper.worker = worker
    // Of what it says only its console and its exceptions are for the shell.
    worker.onmessage = ({ data }) => (data.type === 'console' || data.type === 'error') && this.handlers.onMessage(data)
    worker.onerror = (event) => {
      event.preventDefault()
      this.handlers.onMessage({ type: 'error', phase: 'run', message: event.message || 'worker.js could not be loaded', file: event.filename, line: event.lineno, column: event.colno })
    }
    worker.postMessage(start, [...ports])
  }

  closeWorker(id) {
    const helper = this.helpers.get(id)
    this.helpers.delete(id)
    if (!helper) return
    helper.ended = true
    helper.worker?.terminate()
  }

  receive(message, ports) {
    this.beat = performance.now()
    if (message.type === 'alive') {
      this.handlers.onAlive()
    } else if (message.type === 'openWorker') {
      this.openWorker(message, ports)
    } else if (message.type === 'closeWorker') {
      this.closeWorker(message.workerId)
    } else if (message.type === 'result') {
      const call = this.calls.get(message.id)
      if (!call) return
      this.calls.delete(message.id)
      clearTimeout(call.timer)
      if (message.ok) call.resolve(message.result)
      else call.reject(new Error(message.errMsg?.errMsg ?? String(message.errMsg ?? 'fail')))
    } else {
      this.handlers.onMessage(message)
    }
  }

  // A timer that came late says that this page slept, not that the worker did.
  watch() {
    this.beat = performance.now()
    let last = this.beat
    let hung = false
    this.timer = setInterval(() => {
      const now = performance.now()
      if (now - last > 2500) this.beat = now
      last = now
      const late = now - this.beat > BEAT_LIMIT
      if (late && !hung) {
        this.refuse('automate', 'the program does not answer: perhaps a loop never ends')
        this.handlers.onHang()
      }
      if (!late && hung) this.handlers.onRecover?.()
      hung = late
    }, 1000)
  }
}

// In an opaque origin a worker cannot have a URL of its own server, but it may import one.
async function createWorker(url) {
  if (self.origin !== 'null') {
    try {
      return new Worker(url)
    } catch {
      // Some hosts refuse workers by URL for custom schemes: go the long way.
    }
  }
  const blob = new Blob([`importScripts(${JSON.stringify(url)})`], { type: 'text/javascript' })
  return new Worker(URL.createObjectURL(blob))
}
