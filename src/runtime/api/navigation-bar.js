// SPDX-License-Identifier: MIT
// What a page changes about its own bar and background.
import { register } from './index.js'

function change(page, values) {
  if (!page) throw new Error('fail no page')
  Object.assign(page.overrides, values)
  page.refresh()
  page.shell.announce()
}

register('setNavigationBarTitle', ({ title }, { page }) => change(page, { title: String(title ?? '') }))

register('setNavigationBarColor', ({ frontColor, backgroundColor, animation }, { page }) => {
  const dark = frontColor === '#000000' || frontColor === 'black'
  const values = { animation }
  if (frontColor) values.navigationBarTextStyle = dark ? 'black' : 'white'
  if (backgroundColor) values.navigationBarBackgroundColor = backgroundColor
  change(page, values)
})

register('showNavigationBarLoading', (_args, { page }) => page.bar.setLoading(true))
register('hideNavigationBarLoading', (_args, { page }) => page.bar.setLoading(false))
register('hideHomeButton', (_args, { page }) => change(page, { homeHidden: true }))

register('setBackgroundColor', ({ backgroundColor, backgroundColorTop }, { page }) => {
  change(page, { backgroundColor: backgroundColorTop ?? backgroundColor })
})
register('setBackgroundTextStyle', ({ textStyle }, { page }) => change(page, { backgroundTextStyle: textStyle }))

register('startPullDownRefresh', (_args, { page }) => page.pullDown.start())
register('stopPullDownRefresh', (_args, { page }) => page.pullDown.stop())

register('setPageOrientation', ({ orientation }, { page }) => {
  if (!['portrait', 'landscape', 'auto', ''].includes(orientation ?? '')) throw new Error('fail parameter error: orientation should be portrait, landscape or auto')
  change(page, { pageOrientation: orientation })
  page.shell.layout()
})
