// SPDX-License-Identifier: MIT
// RequestTask, UploadTask, DownloadTask: an exchange under way, which can be watched and given up.
import { say } from '../console.js'
import { encodeData, toBase64 } from '../files/encodings.js'
import { callHost } from '../host.js'
import { asyncApi, Listeners } from '../wx/base.js'
import { failing } from './body.js'
import { nextId, unwatch, watch } from './events.js'

const NUMBERS = [[/^fail timeout/, 5], [/^fail abort/, 600003], [/domain list/, 600002], [/^fail invalid url/, 600009], [/^fail (errcode|the host)/, 600001]]

function numbered (error) {
  const found = NUMBERS.find(([pattern]) => pattern.test(error.message))
  if (found && !error.extra) error.extra = { errno: found[1] }
  return error
}

/**
 * Makes an API that returns a task.
 *
 * @param {string} name as in errMsg
 * @param {string[]} listeners the task's events: "headersReceived" gives onHeadersReceived and offHeadersReceived
 * @param {(args: object) => {service: string, body: object}} prepare checks and translates; what it throws fails the call
 * @param {(event: object, task: object, emit: (listener: string, detail: object) => void) => void} heard takes the host's events
 * @param {(result: object, args: object) => object} read makes the result of the host's
 */
export function taskApi (name, { listeners, prepare, heard, read, watched }) {
  return function api (options) {
    const exchange = new Exchange(listeners)
    const start = asyncApi(name, (args) => {
      const prepared = prepare(args)
      return exchange.run(prepared, watched, heard).then((result) => read(result, args), (error) => {
        explain(error, name, prepared.body.url)
        throw numbered(error)
      })
    })
    const promise = start(options)
    return exchange.task(promise)
  }
}

const chunkOf = (data) => (data && data.base64 !== undefined ? data.base64 : toBase64(encodeData(String(data))))

/** Says which domain is missing, and where it is added: the program's own message does not. */
export function explain (error, kind, url) {
  if (!/domain list/.test(error.message)) return
  const domain = /^[a-z]+:\/\/[^/?#]*/i.exec(url)
  say('error', `${domain ? domain[0] : url} is not among the program's ${kind} domains. Add it to the server domains in its development settings `
    + `(Console, or “superhub settings domains add --${kind.replace('File', '')} …”), or switch off “Check domains” in the project's settings while you develop.`)
}

class Exchange {
  constructor (names) {
    this.id = nextId()
    this.aborted = false
    this.sent = false
    this.listeners = new Map(names.map((name) => [name, new Listeners()]))
  }

  emit (name, detail) { this.listeners.get(name).emit(detail) }

  has (name) { return this.listeners.has(name) && this.listeners.get(name).list.size > 0 }

  /** Starts in a moment, so that it is known who listens. */
  async run ({ service, body }, watched, heard) {
    await undefined
    if (this.aborted) throw failing('abort', 600003)
    this.sent = true
    const wishes = watched(this, body)
    const asked = { ...body, ...wishes, id: this.id }
    if (!wishes.headers && !wishes.progress && !body.chunked) return callHost(service, asked)
    return new Promise((resolve, reject) => {
      watch(this.id, (event) => {
        if (event.type !== 'end') {
          heard(event, this)
          return
        }
        unwatch(this.id)
        if (event.result) resolve(event.result)
        else reject(new Error(`fail ${event.errMsg}`))
      })
      callHost(service, asked).then((result) => {
        // A host without events answers at once, with all of it; one with events only says that it has begun.
        if (!result || result.statusCode === undefined) return
        unwatch(this.id)
        heard({ type: 'headers', ...result }, this)
        if (body.chunked) heard({ type: 'chunk', data: chunkOf(result.data) }, this)
        else heard({ type: 'progress', done: result.dataLength || 0, total: result.dataLength || 0 }, this)
        resolve(result)
      }, (error) => {
        unwatch(this.id)
        reject(error)
      })
    })
  }

  abort () {
    if (this.aborted) return
    this.aborted = true
    if (this.sent) callHost('network/abort', { id: this.id }).catch(() => {})
  }

  task (promise) {
    const task = { abort: () => this.abort() }
    for (const [name, list] of this.listeners) {
      const title = name[0].toUpperCase() + name.slice(1)
      task[`on${title}`] = list.on
      task[`off${title}`] = list.off
    }
    // A task is no promise on a phone; programs that await it get the outcome all the same.
    if (promise) {
      for (const method of ['then', 'catch', 'finally']) task[method] = promise[method].bind(promise)
      // One that nobody looks at fails without an uncaught exception, as on a phone.
      promise.catch((error) => say('warn', error.errMsg))
    }
    return task
  }
}
