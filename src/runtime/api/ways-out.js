// SPDX-License-Identifier: MIT
// Where a phone would go now: other programs, chats, calls; and leaving the program.
import { register } from './index.js'
import { h } from '../shell/dom.js'
import { facts, programLine, request } from '../shell/request-sheet.js'
import { t } from '../shell/strings.js'

// What the button that goes on is called.
const GO = { phoneCall: 'call', phoneContact: 'add', calendar: 'add', chat: 'send', sms: 'send' }
const TITLES = { miniProgram: 'miniProgram_' }

register('tellSheet', async ({ kind, details = [], cancel }, { shell }) => {
  const title = t(TITLES[kind] ?? kind)
  const opens = !GO[kind]
  const done = await request({
    label: title,
    body: [programLine(shell, ''), opens && h('p', {}, t('wouldOpen')), h('h2', {}, title), facts(details)],
    buttons: [...(cancel ? [{ text: t('cancel'), value: false }] : []), { text: t(cancel ? GO[kind] ?? 'open' : 'gotIt'), value: true, strong: true }],
    dismissed: !cancel,
  })
  // A real phone can call.
  if (done && kind === 'phoneCall' && !shell.metrics.embedded) window.open('tel:' + encodeURIComponent(details[0]))
  return { done }
})

register('exitMiniProgram', (_args, { shell }) => shell.closeProgram())
register('restartMiniProgram', (_args, { shell }) => { shell.restart() })
