// SPDX-License-Identifier: MIT
// Payments and subscription messages: the person chooses what the program hears.
import { register } from './index.js'
import { h } from '../shell/dom.js'
import { facts, programLine, request } from '../shell/request-sheet.js'
import { t } from '../shell/strings.js'

register('askPayment', async ({ details = [] }, { shell }) => {
  const outcome = await request({
    label: t('payTitle'),
    purpose: 'payment',
    body: [programLine(shell, t('asks')), h('h2', {}, t('payTitle')), h('p', {}, t('payText')), facts(details.filter(Boolean))],
    buttons: [{ text: t('cancel'), value: 'cancel' }, { text: t('payFail'), value: 'fail' }, { text: t('pay'), value: 'ok', strong: true }],
    dismissed: 'cancel',
  })
  return { outcome }
})

register('askSubscribe', async ({ tmplIds }, { shell }) => {
  const boxes = tmplIds.map(() => h('input', { type: 'checkbox', checked: true }))
  const always = h('input', { type: 'checkbox' })
  const rows = tmplIds.map((id, index) => h('label.request-choice', {}, h('span', {}, id), boxes[index]))
  const allowed = await request({
    label: t('subscribeTitle'),
    purpose: 'authorize',
    body: [programLine(shell, t('asks')), h('h2', {}, t('subscribeTitle')), ...rows, h('label.request-choice', {}, h('span', {}, t('subscribeAlways')), always)],
    buttons: [{ text: t('notNow'), value: false }, { text: t('allowed'), value: true, strong: true }],
    dismissed: false,
  })
  const answers = Object.fromEntries(tmplIds.map((id, index) => [id, allowed && boxes[index].checked ? 'accept' : 'reject']))
  return { answers, always: always.checked }
})
