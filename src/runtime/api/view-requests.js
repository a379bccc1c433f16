// SPDX-License-Identifier: MIT
// What built-in components ask of the shell: a picker's sheet, and moves to other pages.
import { register } from './index.js'
import { PickerSheet } from '../shell/picker-sheet.js'

let sheet = null

register('openPicker', (options) => {
  sheet?.finish('cancel')
  sheet = new PickerSheet(options)
  return sheet.next()
})

register('nextPick', () => {
  if (!sheet) throw new Error('fail no picker is open')
  return sheet.next()
})

register('updatePicker', ({ columns, value }) => {
  if (sheet && !sheet.finished) sheet.setColumns(columns, value)
})

// Moves are made by the logic layer, which owns the stack.
const ROUTES = ['navigateTo', 'redirectTo', 'switchTab', 'reLaunch', 'navigateBack', 'exitMiniProgram']

register('route', ({ name, args }, { shell, pageId, fromView }) => {
  if (!fromView || !ROUTES.includes(name)) throw new Error('fail not allowed')
  shell.logic.post({ type: 'route', name, args: args ?? {}, pageId })
})
