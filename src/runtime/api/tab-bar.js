// SPDX-License-Identifier: MIT
// What a program changes about its tab bar.
import { register as registerApi } from './index.js'

/** A program that draws its own tab bar may call these, too; nothing of it shows. */
function register(name, handler) {
  registerApi(name, (args, context) => (context.shell.app?.tabBar?.custom ? undefined : handler(args, context)))
}

register('setTabBarBadge', ({ index, text }, { shell }) => shell.tabBar.setBadge(index, String(text ?? '')))
register('removeTabBarBadge', ({ index }, { shell }) => shell.tabBar.setBadge(index, ''))
register('showTabBarRedDot', ({ index }, { shell }) => shell.tabBar.setDot(index, true))
register('hideTabBarRedDot', ({ index }, { shell }) => shell.tabBar.setDot(index, false))

register('setTabBarItem', ({ index, text, iconPath, selectedIconPath }, { shell }) => {
  const change = {}
  if (text !== undefined) change.text = text
  if (iconPath !== undefined) change.iconPath = iconPath
  if (selectedIconPath !== undefined) change.selectedIconPath = selectedIconPath
  shell.tabBar.setItem(index, change)
})

register('setTabBarStyle', ({ color, selectedColor, backgroundColor, borderStyle }, { shell }) => {
  const style = { color, selectedColor, backgroundColor, borderStyle }
  for (const key of Object.keys(style)) if (style[key] === undefined) delete style[key]
  shell.tabBar.setStyle(style)
})

register('showTabBar', (_args, { shell }) => shell.tabBar.setHidden(false))
register('hideTabBar', (_args, { shell }) => shell.tabBar.setHidden(true))
