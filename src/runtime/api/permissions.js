// SPDX-License-Identifier: MIT
// Sheets about what a program may do; the answers are kept by the logic layer.
import { register } from './index.js'
import { h } from '../shell/dom.js'
import { programLine, request } from '../shell/request-sheet.js'
import { t } from '../shell/strings.js'

register('askPermission', async ({ scope, desc }, { shell }) => {
  const allowed = await request({
    label: t('permissionTitle', t(scope)),
    purpose: 'authorize',
    body: [programLine(shell, t('asks')), h('h2', {}, t('permissionTitle', t(scope))), desc && h('p', {}, t('permissionText', desc))],
    buttons: [{ text: t('denied'), value: false }, { text: t('allowed'), value: true, strong: true }],
    dismissed: false,
  })
  return { allowed }
})

register('openSettings', async ({ auth }, { shell }) => {
  const scopes = Object.keys(auth ?? {})
  const boxes = scopes.map((scope) => h('input', { type: 'checkbox', checked: auth[scope] }))
  const rows = scopes.map((scope, index) => h('label.request-choice', {}, h('span', {}, t(scope)), boxes[index]))
  const read = () => Object.fromEntries(scopes.map((scope, index) => [scope, boxes[index].checked]))
  const changed = await request({
    label: t('permissions'),
    body: [programLine(shell, t('permissions')), ...(rows.length ? rows : [h('p', {}, t('noPermissions'))])],
    buttons: [{ text: t('done'), value: read, strong: true }],
    dismissed: read,
  })
  return { changed }
})

register('askPrivacy', async (_args, { shell }) => {
  const allowed = await request({
    label: t('privacyTitle'),
    purpose: 'authorize',
    body: [programLine(shell, ''), h('h2', {}, t('privacyTitle')), h('p', {}, t('privacyText'))],
    buttons: [{ text: t('disagree'), value: false }, { text: t('agree'), value: true, strong: true }],
    dismissed: false,
  })
  return { allowed }
})
