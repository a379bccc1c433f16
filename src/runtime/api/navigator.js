// SPDX-License-Identifier: MIT
// What <navigator> and <page-container> ask of the shell.
import { register } from './index.js'
import { askConsent } from '../shell/open-type-sheets.js'
import { t } from '../shell/strings.js'

const MOVES = ['navigateTo', 'redirectTo', 'switchTab', 'reLaunch', 'navigateBack']

/** A <navigator>'s move, made as wx.NAME would make it; its success and failure come back. */
register('navigate', async ({ name, options }, { shell, fromView }) => {
  if (!fromView || !MOVES.includes(name)) throw new Error('fail not allowed')
  return shell.logic.call({ type: 'ask', name: 'wx', args: { api: name, options } })
})

/** The host app asks before it opens another mini program; the simulator has no other to open. */
register('openMiniProgram', async ({ appId, path, shortLink }, { shell, fromView }) => {
  if (!fromView) throw new Error('fail not allowed')
  if (!appId && !shortLink) throw new Error('fail invalid appid')
  if (!shell.metrics.embedded) throw new Error('fail not supported in a preview')
  const allowed = await askConsent({ title: t('openProgram', appId || shortLink), text: t('openProgramText'), choice: path })
  if (!allowed) throw new Error('fail cancel')
  return {}
})

/** While the page holds it, going back is the page's to answer. */
register('holdBack', ({ hold }, { page }) => {
  page.backHeld = Boolean(hold)
})
