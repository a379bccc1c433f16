// SPDX-License-Identifier: MIT
// The page frame: receives its two ports, then applies what the logic layer sends.
import { defineComponents } from '../components/index.js'
import { setKeyboardHeight } from '../components/keyboard.js'
import { closeTopContainer } from '../components/page-container.js'
import { Applier } from './applier.js'
import { runAutomation } from './automation.js'
import { answerInvoke, connect, setAnswered } from './emit.js'
import { bindDragScroll } from './drag-scroll.js'
import { bindGestures, moveDone } from './gestures.js'
import { connectObservers } from './observers.js'
import { bindPull } from './pull.js'
import { backToTop, bindScrolling, scrollDone } from './scrolling.js'
import { setStyles, setStyleTheme } from './styles.js'

// When no frame comes (a hidden page), a batch is acknowledged after this many milliseconds.
const NO_FRAME = 100

const page = { logic: null, shell: null, applier: null, bottomDistance: 50 }

function report (error, what) {
  const message = { type: 'error', message: `${what}: ${error && error.message ? error.message : error}`, stack: String((error && error.stack) || '') }
  if (page.logic) page.logic.postMessage(message)
  else if (page.shell) page.shell.postMessage(message)
}

/** Canvases and bitmaps are handed over, not copied. */
function reply (callId, result) {
  const handed = [result && result.canvas, result && result.bitmap].filter(Boolean)
  page.logic.postMessage({ type: 'reply', callId, result }, handed)
}

function afterFrame (callback) {
  let done = false
  const once = () => { if (!done) { done = true; callback() } }
  requestAnimationFrame(() => setTimeout(once, 0))
  setTimeout(once, NO_FRAME)
}

const fromLogic = {
  init (message) {
    setStyles(document, message.styles)
    page.bottomDistance = Number(message.window.onReachBottomDistance) || 50
    if (message.window.enablePullDownRefresh) bindPull(page.shell)
    if (message.window.disableScroll) document.documentElement.classList.add('hub-no-scroll')
    bindScrolling(page)
  },
  batch ({ seq, ops, edit }) {
    setAnswered(edit || 0)
    try {
      page.applier.apply(JSON.parse(ops))
    } catch (error) {
      report(error, 'render')
    }
    afterFrame(() => page.logic.postMessage({ type: 'ack', seq }))
  },
  styles (message) {
    setStyles(document, message.styles)
  },
  moveDone,
  scrollDone,
}

const fromShell = {
  theme ({ theme }) {
    document.documentElement.dataset.theme = theme
    setStyleTheme(document, theme)
  },
  insets ({ top, bottom }) {
    document.documentElement.style.setProperty('--hub-inset-top', `${top || 0}px`)
    document.documentElement.style.setProperty('--hub-inset-bottom', `${bottom || 0}px`)
  },
  back: closeTopContainer,
  toTop: () => backToTop(document),
  keyboard: ({ height, duration }) => setKeyboardHeight(height, duration),
  reply: answerInvoke,
  async call ({ id, call, args }) {
    try {
      page.shell.postMessage({ type: 'reply', id, ok: true, result: await runAutomation(call, args) })
    } catch (error) {
      page.shell.postMessage({ type: 'reply', id, ok: false, errMsg: String(error.message || error) })
    }
  },
}

function dispatch (table, { data }) {
  const handler = Object.hasOwn(table, data.type) ? table[data.type] : null
  if (handler) handler(data)
}

function open ({ data, ports }) {
  if (!data || data.type !== 'hub-ports' || page.logic) return
  const base = document.createElement('base')
  base.href = `${data.base}app/`
  document.head.prepend(base)
  page.logic = ports[0]
  page.shell = ports[1]
  page.applier = new Applier(document, reply, report)
  connect(page)
  connectObservers(page.logic)
  document.documentElement.dataset.style = data.style || ''
  fromShell.theme(data)
  bindGestures(document)
  bindDragScroll(document)
  page.logic.onmessage = (event) => dispatch(fromLogic, event)
  page.shell.onmessage = (event) => dispatch(fromShell, event)
  page.shell.postMessage({ type: 'loaded' })
  const tellSize = () => page.logic.postMessage({ type: 'size', size: { windowWidth: innerWidth, windowHeight: innerHeight } })
  addEventListener('resize', tellSize)
  tellSize()
}

defineComponents(window)
addEventListener('message', open)
addEventListener('error', (event) => {
  // Sizes that need another frame to settle: nobody's mistake.
  if (!/^ResizeObserver loop/.test(event.message)) report(event.error || event.message, 'page')
})
addEventListener('unhandledrejection', (event) => report(event.reason, 'page'))
