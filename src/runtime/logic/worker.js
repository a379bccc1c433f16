// SPDX-License-Identifier: MIT
// wx.createWorker. The shell starts the worker, for not every engine lets a worker start another; the two talk over a port of their own.
import { tell } from './control.js'
import { safely } from './errors.js'
import { natives } from './natives.js'
import { stamp } from './packages.js'
import { program } from './program.js'

let count = 0
let running = null

class Worker {
  constructor (id, port) {
    Object.defineProperties(this, { id: { value: id }, port: { value: port }, listeners: { value: [] }, killed: { value: [] } })
    port.onmessage = ({ data }) => this.listeners.forEach((listener) => safely(() => listener(data)))
  }

  onMessage (listener) { if (typeof listener === 'function') this.listeners.push(listener) }

  /** The system never takes a worker's memory here. */
  onProcessKilled (listener) { if (typeof listener === 'function') this.killed.push(listener) }

  postMessage (message) {
    if (running !== this) return
    try {
      this.port.postMessage(message)
    } catch (error) {
      throw new Error(`Worker.postMessage:fail ${error.message}`)
    }
  }

  terminate () {
    if (running !== this) return
    running = null
    this.port.close()
    tell({ type: 'closeWorker', workerId: this.id })
  }

  testOnProcessKilled () { this.killed.forEach((listener) => safely(() => listener({}))) }
}

/** Starts the script `path` of the program's folder of workers; there is one worker at a time. */
export function createWorker (path) {
  const { workers, lineMap } = program.config
  const name = String(path || '').replace(/^\/+/, '')
  if (!workers) throw new Error('createWorker:fail app.json names no folder of workers ("workers": "workers")')
  if (!name.startsWith(workers)) throw new Error(`createWorker:fail "${path}" is not below the folder of workers, "${workers}"`)
  if (running) throw new Error('createWorker:fail there is a worker already: call its terminate() first')
  count += 1
  const { port1, port2 } = new natives.MessageChannel()
  const config = { workers, lineMap, subPackages: [], app: { config: {} } }
  running = new Worker(count, port1)
  tell({ type: 'openWorker', workerId: count, start: { type: 'start', base: program.base, config, path: name, stamp: stamp() } }, [port2])
  return running
}
