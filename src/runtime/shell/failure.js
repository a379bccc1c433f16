// SPDX-License-Identifier: MIT
// What is shown instead of nothing: the start screen, a failure with file and line, the closed program.
import { h } from './dom.js'
import { t } from './strings.js'

const TITLES = { start: 'errorStart', run: 'errorRun', render: 'errorRender', compile: 'errorCompile', hang: 'errorHang' }

/** The program's name and moving dots, until its first page is there. */
export class StartScreen {
  constructor() {
    this.letter = h('div.start-letter', { ariaHidden: 'true' })
    this.name = h('div.start-name')
    this.element = h('div.start', { role: 'status' }, this.letter, this.name, h('div.start-dots', {}, h('i'), h('i'), h('i')))
    this.setName('')
  }

  setName(name) {
    const shown = name || t('miniProgram')
    this.letter.textContent = [...shown][0].toUpperCase()
    this.name.textContent = shown
    this.element.setAttribute('aria-label', t('starting', shown))
  }

  show() {
    this.element.classList.remove('gone')
  }

  hide() {
    this.element.classList.add('gone')
  }
}

/** The last failure, with a way to go on. */
export class Failure {
  /** @param {{onRelaunch: function(), onGoOn: function()}} handlers */
  constructor(handlers) {
    this.title = h('h2', {})
    this.message = h('p.failure-message', {})
    this.place = h('p.failure-place', {})
    this.stack = h('pre', {})
    this.details = h('details', {}, h('summary', {}, t('details')), this.stack)
    this.goOn = h('button.failure-go-on', { onclick: () => { this.hide(); handlers.onGoOn() } })
    this.relaunch = h('button.failure-relaunch', { onclick: () => { this.hide(); handlers.onRelaunch() } }, t('relaunch'))
    this.card = h('div.failure-card', {}, h('div.failure-mark', { ariaHidden: 'true' }, '!'), this.title, this.message, this.place,
      this.details, h('div.failure-buttons', {}, this.goOn, this.relaunch))
    this.element = h('div.failure', { role: 'alert', hidden: true }, this.card)
  }

  get shown() {
    return !this.element.hidden
  }

  /**
   * @param {{phase: string, message: string, file?: string, line?: number, column?: number, stack?: string}} error
   * @param {{plain?: boolean, full?: boolean}} options `plain`: for a person who did not write the program; `full`: nothing lies behind it
   */
  show(error, { plain = false, full = error.phase === 'start' } = {}) {
    this.phase = error.phase
    this.title.textContent = plain ? t('errorPhone') : t(TITLES[error.phase] ?? 'errorRun')
    this.message.textContent = error.message ?? ''
    this.place.textContent = error.file ? [error.file, error.line, error.column].filter(Boolean).join(':') : ''
    this.place.hidden = !error.file
    this.stack.textContent = error.stack ?? ''
    this.details.hidden = !error.stack || plain
    this.goOn.textContent = t(error.phase === 'hang' ? 'wait' : 'goOn')
    this.goOn.hidden = full
    this.element.classList.toggle('full', full)
    this.element.hidden = false
  }

  hide() {
    this.element.hidden = true
  }
}

/** Shown after the capsule's close button: the program runs on in the background. */
export function createClosedScreen(name, onOpen) {
  return h('div.closed', {},
    h('div.start-letter', { ariaHidden: 'true' }, [...(name || t('miniProgram'))][0].toUpperCase()),
    h('div.start-name', {}, t('closed', name || t('miniProgram'))),
    h('p', {}, t('closedHint')),
    h('button', { onclick: onOpen, autofocus: true }, t('openAgain')))
}
