// SPDX-License-Identifier: MIT
// A program's own worker (wx.createWorker): its scripts as modules, the global `worker`, and nothing else of wx.
import { createConsole } from '../logic/console.js'
import { report, watchErrors } from '../logic/errors.js'
import { runProgramScript } from '../logic/host.js'
import { define, hasModule, runModule } from '../logic/modules.js'
import { natives, strip } from '../logic/natives.js'
import { program } from '../logic/program.js'

const listeners = []
// What came before the program listened.
const early = []
let port = null

function hear (message) {
  if (!listeners.length) {
    early.push(message)
    return
  }
  for (const listener of listeners) {
    try { listener(message) } catch (error) { report(error, 'run') }
  }
}

const worker = {
  onMessage (listener) {
    if (typeof listener !== 'function') return
    listeners.push(listener)
    if (early.length) Promise.resolve().then(() => early.splice(0).forEach(hear))
  },
  postMessage (message) { port.postMessage(message) },
  env: { USER_DATA_PATH: 'wxfile://usr' },
  testOnProcessKilled () {},
}

function start ({ base, config, path, stamp }, ports) {
  Object.assign(program, { base, config })
  port = ports[0]
  port.onmessage = (event) => hear(event.data)
  Object.assign(globalThis, { worker, console: createConsole(), __hubDefine: define })
  strip()
  try {
    runProgramScript(`${config.workers}app-worker.js`, stamp)
    const name = [path, `${path}.js`].find(hasModule)
    if (!name) throw new Error(`the worker's script ${path} is missing`)
    runModule(name)
  } catch (error) {
    report(error, 'run')
  }
}

watchErrors()
natives.listen('message', ({ data, ports }) => {
  if (data && data.type === 'start' && !port) start(data, ports)
})
