// SPDX-License-Identifier: MIT
// The sheet behind the capsule's three dots.
import { h } from './dom.js'
import { openOverlay } from './sheet.js'
import { t } from './strings.js'
import { askHost } from './host.js'
import { showToast } from './toast.js'

export function openCapsuleMenu(shell) {
  const name = shell.app?.name || t('miniProgram')
  const page = shell.pages.current
  const run = (action) => () => {
    overlay.close()
    action()
  }
  const entry = (label, action) => h('button.menu-entry', { onclick: run(action) }, label)
  const dark = shell.theme.name === 'dark'
  const content = h('div.menu', {},
    h('div.menu-head', {}, h('span.start-letter.small', { ariaHidden: 'true' }, [...name][0].toUpperCase()),
      h('span', {}, h('b', {}, name), h('small', {}, page ? page.path : ''))),
    h('div.menu-group', {},
      entry(t('goHome'), () => shell.goHome()),
      entry(t('relaunch'), () => shell.restart()),
      shell.metrics.embedded && entry(t('copyPath'), () => copyPath(page)),
      shell.theme.aware && entry(t(dark ? 'lightMode' : 'darkMode'), () => shell.setTheme(dark ? 'light' : 'dark'))),
    h('button.menu-cancel', { onclick: run(() => {}) }, t('cancel')))
  const overlay = openOverlay(content, { label: name, onDismiss: () => overlay.close() })
}

async function copyPath(page) {
  if (!page) return
  await askHost('clipboard/set', { data: page.path + (page.query ? '?' + page.query : '') })
  showToast({ title: t('copied'), icon: 'success' })
}
