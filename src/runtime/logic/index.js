// SPDX-License-Identifier: MIT
// The logic layer's worker: starts the program and keeps the wire to the shell.
import * as glassEasel from 'glass-easel'
import { App, callApp, getApp, launchOptions, startApp } from './app.js'
import { answerAsk } from './asks.js'
import { automate } from './automation/index.js'
import { constructors, refreshTemplates } from './components.js'
import { createConsole, say } from './console.js'
import { answer, invoke, tell } from './control.js'
import { report, watchErrors } from './errors.js'
import { eventWrapper } from './events.js'
import { evaluate } from './evaluate.js'
import { readProgramFile } from './host.js'
import { define, defineTemplates, hasModule, runModule } from './modules.js'
import { natives, strip } from './natives.js'
import { ensurePackage, reloadPackages, setPackageHooks, stamp } from './packages.js'
import { noteTemplates } from './places.js'
import { parseQuery, program } from './program.js'
import * as router from './router.js'
import { forgetStyles } from './sheets.js'
import { warnSometimes, watchWarnings } from './warnings.js'
import { changeFilter, getDate, getRegExp } from './wxs.js'
import { announce, appHide, appShow, wx } from './wx/index.js'
import { themeListeners, resizeListeners } from './wx/system.js'

const ALIVE = 1000

function setGlobals () {
  const console = createConsole()
  Object.assign(globalThis, {
    wx, App, getApp, getCurrentPages: router.getCurrentPages, ...constructors, console,
    __hubDefine: define,
    __hubTemplates (root, make) {
      noteTemplates(new Error('').stack)
      defineTemplates(root, make)
    },
    __hubWxs: { event: eventWrapper, change: changeFilter, getRegExp, getDate, console },
    requirePlugin (name) { throw new Error(`plugins are not supported in the simulator: requirePlugin("${name}")`) },
    requireMiniProgram () { throw new Error('requireMiniProgram is not supported in the simulator') },
    __wxConfig: { envVersion: 'develop', ...program.config },
    global: {},
  })
}

const freshStamp = () => `?${Date.now().toString(36)}`

function readConfig () {
  const text = readProgramFile('app-config.json', stamp())
  if (text === null) throw new Error('app-config.json is missing: the program was not compiled')
  return JSON.parse(text)
}

const fromShell = {
  start (message) {
    const { base, launch, device, theme, language, window, menuButton, restore, automationBase, update } = message
    const query = launch && launch.query
    Object.assign(program, { base, device, theme, language, window: window || {}, menuButton, automationBase, update })
    setPackageHooks({ stamp: freshStamp(), main: runApp })
    try {
      program.config = readConfig()
    } catch (error) {
      report(error, 'start')
      return
    }
    const config = program.config
    program.launch = {
      path: ((launch && launch.path) || config.entryPagePath || config.pages[0] || '').replace(/^\//, ''),
      query: typeof query === 'string' ? parseQuery(query) : query || {}, scene: Number((launch && launch.scene) || 1001),
    }
    tell({ type: 'booted', config })
    setGlobals()
    strip()
    ensurePackage(program.launch.path)
    router.start(program.launch, restore)
  },
  port ({ pageId }, ports) {
    const page = router.pageById(pageId)
    if (page) page.connect(ports[0])
  },
  async back ({ delta }) {
    const page = router.top()
    if (page && page.leaveQuestion) {
      const { confirm } = await invoke('showModal', { content: page.leaveQuestion }, page.id).catch(() => ({ confirm: true }))
      if (!confirm || router.top() !== page) return
    }
    guard(() => router.navigateBack({ delta: delta || 1 }))
  },
  tab ({ index }) { guard(() => router.tapTab(index)) },
  home () { guard(() => router.reLaunch({ url: `/${program.config.entryPagePath || program.config.pages[0]}` })) },
  route ({ name, args }) {
    if (!['navigateTo', 'redirectTo', 'switchTab', 'reLaunch', 'navigateBack'].includes(name)) return
    wx[name]({ ...args, fail: (error) => say('warn', error.errMsg) })
  },
  relaunch ({ launch }) {
    const query = launch.query
    Object.assign(program.launch, launch, { query: typeof query === 'string' ? parseQuery(query) : query || {} })
    const text = typeof query === 'string' ? query : Object.entries(query || {}).map(([key, value]) => `${key}=${value}`).join('&')
    guard(() => router.reLaunch({ url: `/${String(launch.path || program.config.entryPagePath).replace(/^\//, '')}${text ? `?${text}` : ''}` }))
  },
  visibility ({ visible }) {
    if (visible) appShow(launchOptions())
    router.setVisible(visible, launchOptions())
    if (!visible) appHide()
  },
  theme ({ theme }) {
    program.theme = theme
    themeListeners.emit({ theme })
    callApp('onThemeChange', { theme })
  },
  resize ({ pageId, window }) {
    const { windowWidth, windowHeight, ...screen } = window
    Object.assign(program.window, screen)
    const page = router.pageById(pageId)
    if (page) page.resized({ windowWidth, windowHeight })
    if (page && page === router.top()) resizeListeners.emit({ size: { windowWidth, windowHeight } })
  },
  routeDone ({ pageId }) {
    const page = router.pageById(pageId)
    if (page) page.routeDone()
  },
  pull ({ pageId }) {
    const page = router.pageById(pageId)
    if (page) page.call('onPullDownRefresh')
  },
  reply: answer,
  event ({ name, detail }) { announce(name, detail) },
  snapshot ({ id }) { tell({ type: 'result', id, ok: true, result: router.snapshot() }) },
  async evaluate ({ id, source }) {
    try {
      tell({ type: 'result', id, ok: true, result: await evaluate(source) })
    } catch (error) {
      tell({ type: 'result', id, ok: false, errMsg: String((error && (error.message || error.errMsg)) || error) })
    }
  },
  async ask ({ id, name, args }) {
    try {
      tell({ type: 'result', id, ok: true, result: await answerAsk({ name, args }) })
    } catch (error) {
      tell({ type: 'result', id, ok: false, errMsg: String((error && error.message) || error) })
    }
  },
  async automate ({ id, method, params }) {
    try {
      tell({ type: 'result', id, ok: true, result: await automate(method, params) })
    } catch (error) {
      tell({ type: 'result', id, ok: false, errMsg: String((error && (error.message || error.errMsg)) || error) })
    }
  },
  reload ({ kind }) { guard(() => reload(kind)) },
}

function guard (action) {
  try {
    action()
  } catch (error) {
    say('warn', String((error && error.message) || error))
  }
}

function runApp () {
  const script = program.config.app && program.config.app.script
  if (script && hasModule(script)) {
    try { runModule(script) } catch (error) { report(error, 'start') }
  } else if (script) {
    say('warn', `${script} is missing`)
  }
  startApp()
}

/** Takes over a new build without losing the pages: new style sheets, or new templates. */
function reload (kind) {
  setPackageHooks({ stamp: freshStamp() })
  program.config = readConfig()
  forgetStyles()
  if (kind === 'template') {
    reloadPackages()
    refreshTemplates()
    for (const page of router.livingPages()) page.renderAgain()
  }
  for (const page of router.livingPages()) page.context.send({ type: 'styles', styles: page.styles(stamp()) })
}

glassEasel.addGlobalErrorListener((error, method) => {
  // A definition names a method or a field it does not have: a phone goes on without it.
  if (method === '[prepare]') {
    warnSometimes(error.message)
    return false
  }
  report(error, method === 'render' || /template|render/i.test(String(method)) ? 'render' : 'run')
  return false
})
watchWarnings()
watchErrors()
natives.listen('message', ({ data, ports }) => {
  const handler = data && Object.hasOwn(fromShell, data.type) ? fromShell[data.type] : null
  if (!handler) return
  try {
    handler(data, ports)
  } catch (error) {
    report(error, data.type === 'start' ? 'start' : 'run')
  }
})
natives.setInterval(() => tell({ type: 'alive' }), ALIVE)
