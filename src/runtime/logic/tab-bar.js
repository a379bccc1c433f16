// SPDX-License-Identifier: MIT
// The program's own tab bar (`"custom": true`): a component beside the page, one for each tab page.
import * as glassEasel from 'glass-easel'
import { ensure } from './components.js'
import { report } from './errors.js'
import { program } from './program.js'

export const TAB_BAR = 'custom-tab-bar/index'

const plainPath = (path) => String(path).replace(/^\//, '').replace(/\.html$/, '')

/** The tab bar's entries. */
export const tabList = () => (program.config.tabBar && program.config.tabBar.list) || []
/** The number of a page's tab, -1 if it has none. */
export const tabIndex = (path) => tabList().findIndex((item) => plainPath(item.pagePath) === path)

/** Whether the page shows the program's own tab bar. */
export const hasTabBar = (path) => Boolean(program.config.tabBar && program.config.tabBar.custom) && tabIndex(path) >= 0 &&
  Boolean(program.config.components[TAB_BAR])

/** Puts a tab bar into a page's tree, after the page itself; null if the page has none. */
export function createTabBar ({ path, context }) {
  if (!hasTabBar(path)) return null
  try {
    const { definition } = ensure(TAB_BAR)
    const component = glassEasel.Component.createWithContext('custom-tab-bar', definition, context)
    context.root.appendChild(component.getBackendElement())
    return component
  } catch (error) {
    report(error, 'render')
    return null
  }
}
