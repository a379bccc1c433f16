// SPDX-License-Identifier: MIT
// The sheet behind the capsule's three dots.
import { h } from './dom.js'
import { openOverlay } from './sheet.js'
import { t } from './strings.js'
import { askHost } from './host.js'
import { sharePage } from '../api/share.js'
import { showToast } from './toast.js'

// A program that does not answer must not keep the menu closed.
const HOOKS_LIMIT = 400

/** Which ways of sharing the page offers: its functions, unless the program hid them. */
async function sharing(shell, page) {
  if (!page) return {}
  const hooks = await shell.logic.call({ type: 'ask', name: 'shareHooks', args: { pageId: page.id } }, HOOKS_LIMIT).catch(() => ({}))
  const shown = (name) => hooks[name] && page.shareMenus?.[name] !== false
  return { shareAppMessage: shown('shareAppMessage'), shareTimeline: shown('shareTimeline'), addToFavorites: Boolean(hooks.known) }
}

export async function openCapsuleMenu(shell) {
  const offers = await sharing(shell, shell.pages.current)

  const name = shell.app?.name || t('miniProgram')
  const page = shell.pages.current
  const run = (action) => () => {
    overlay.close()
    action()
  }
  const entry = (label, action, disabled = false) => h('button.menu-entry', { onclick: run(action), disabled }, label)
  const share = (kind) => () => sharePage(kind, { shell, page })
  const dark = shell.theme.name === 'dark'
  const content = h('div.menu', {},
    h('div.menu-head', {}, h('span.start-letter.small', { ariaHidden: 'true' }, [...name][0].toUpperCase()),
      h('span', {}, h('b', {}, name), h('small', {}, page ? page.path : ''))),
    h('div.menu-group', {},
      entry(t('shareAppMessage'), share('shareAppMessage'), !offers.shareAppMessage),
      offers.shareTimeline && entry(t('shareTimeline'), share('shareTimeline')),
      offers.addToFavorites && entry(t('addToFavorites'), share('addToFavorites')),
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
