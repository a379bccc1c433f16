// SPDX-License-Identifier: MIT
// The program's tab bar: items, badges and red dots.
import { h } from './dom.js'
import { t } from './strings.js'

export class TabBar {
  constructor(shell) {
    this.shell = shell
    this.element = h('nav.tab-bar', { hidden: true, ariaLabel: t('tabs') })
    this.items = []
    this.style = {}
    this.hiddenByProgram = false
  }

  /** @param {object|null} config `tabBar` of app.json */
  load(config) {
    this.config = config && !config.custom && config.list?.length ? config : null
    this.style = {}
    this.hiddenByProgram = false
    this.items = (this.config?.list ?? []).map((item, index) => this.buildItem({ ...item }, index))
    this.element.replaceChildren(...this.items.map((item) => item.button))
    this.element.classList.toggle('top', this.isTop)
    this.refresh()
  }

  get isTop() {
    return this.config?.position === 'top'
  }

  get visible() {
    return Boolean(this.config) && !this.hiddenByProgram
  }

  buildItem(data, index) {
    const picture = h('img.tab-icon', { alt: '' })
    const label = h('span.tab-label')
    const badge = h('span.tab-badge', { hidden: true })
    const button = h('button.tab', {
      onclick: () => this.shell.logic.post({ type: 'tab', index, path: data.pagePath }),
    }, h('span.tab-picture', {}, picture, badge), label)
    return { data, picture, label, badge, button, badgeText: '', dot: false }
  }

  indexOf(path) {
    return this.items.findIndex((item) => item.data.pagePath === path)
  }

  /** Marks the shown tab, and shows or hides the bar with it. */
  select(page) {
    this.element.hidden = !this.config
    this.element.classList.toggle('away', !this.visible)
    if (page?.isTab) this.selected = page.tabIndex
    this.refresh()
  }

  item(index) {
    const item = this.items[index]
    if (!item) throw new Error(this.config ? 'fail tabbar item not found' : 'fail not TabBar page')
    return item
  }

  setBadge(index, text) {
    const item = this.item(index)
    item.badgeText = [...text].length > 4 ? '…' : text
    item.dot = false
    this.refresh()
  }

  setDot(index, dot) {
    const item = this.item(index)
    item.dot = dot
    item.badgeText = ''
    this.refresh()
  }

  setItem(index, change) {
    Object.assign(this.item(index).data, change)
    this.refresh()
  }

  setStyle(style) {
    Object.assign(this.style, style)
    this.refresh()
  }

  setHidden(hidden) {
    this.hiddenByProgram = hidden
    this.element.classList.toggle('away', !this.visible)
    this.shell.layout()
  }

  refresh() {
    if (!this.config) return
    const { theme, base } = this.shell
    const pick = (key, fallback) => this.style[key] ?? theme.resolve(this.config[key]) ?? theme.defaults[fallback ?? key]
    this.element.style.backgroundColor = pick('backgroundColor', 'tabBackground')
    this.element.classList.toggle('white-border', pick('borderStyle') === 'white')
    this.items.forEach((item, index) => {
      const chosen = index === this.selected
      const text = theme.resolve(item.data.text) ?? ''
      const source = theme.resolve(chosen ? item.data.selectedIconPath ?? item.data.iconPath : item.data.iconPath)
      item.button.style.color = pick(chosen ? 'selectedColor' : 'color')
      item.button.classList.toggle('chosen', chosen)
      item.button.setAttribute('aria-current', chosen ? 'page' : 'false')
      item.button.setAttribute('aria-label', item.badgeText ? t('tabBadge', text, item.badgeText) : text)
      item.label.textContent = text
      item.picture.hidden = !source || this.isTop
      if (source) setSource(item.picture, iconUrl(source, base))
      item.badge.hidden = !item.badgeText && !item.dot
      item.badge.classList.toggle('dot', item.dot)
      item.badge.textContent = item.badgeText
    })
  }
}

function iconUrl(path, base) {
  if (/^(https?|data|blob|miniapp):/.test(path)) return path
  return new URL('app/' + path.replace(/^(\.?\/)+/, ''), base).href
}

function setSource(picture, source) {
  if (picture.src !== source) picture.src = source
}
