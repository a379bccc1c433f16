// SPDX-License-Identifier: MIT
// What the shell shows for a program: toasts, dialogs, bars. Arguments are checked here, with a phone's words.
import { invoke } from '../control.js'
import { isTab, top } from '../router.js'
import { asyncApi } from './base.js'

const currentId = () => (top() ? top().id : 0)

/** Has the shell carry out NAME; `check` may refuse the arguments by throwing. */
const forward = (name, { schema, check } = {}) => asyncApi(name, (args) => {
  if (check) check(args)
  return invoke(name, args, currentId())
}, schema)

const forwardAll = (names, options) => Object.fromEntries(names.split(' ').map((name) => [name, forward(name, options)]))

// Letters of the Latin alphabet count half.
const width = (text) => Array.from(text).reduce((sum, letter) => sum + (letter.codePointAt(0) < 0x250 ? 0.5 : 1), 0)

function checkModal (args) {
  for (const name of ['cancelText', 'confirmText']) {
    if (args[name] && width(args[name]) > 4) throw new Error(`fail ${name} length should not larger than 4 Chinese characters`)
  }
}

const MOST_ACTIONS = 6

function checkActions ({ itemList }) {
  if (itemList.length > MOST_ACTIONS) throw new Error('fail parameter error: itemList should not be large than 6')
}

// Before the first page, as in App.onLaunch, there is no page that could be another.
function needTabPage () {
  if (top() && !isTab(top().path)) throw new Error('fail not TabBar page')
}

function checkColors ({ frontColor, backgroundColor }) {
  if (!/^#(?:f{6}|0{6}|F{6})$/.test(frontColor)) throw new Error(`fail invalid frontColor "${frontColor}"`)
  if (!/^#[\da-f]{3}(?:[\da-f]{3})?$/i.test(backgroundColor)) throw new Error(`fail invalid backgroundColor "${backgroundColor}"`)
}

function checkTextStyle ({ textStyle }) {
  if (textStyle !== 'dark' && textStyle !== 'light') throw new Error(`fail invalid textStyle "${textStyle}"`)
}

const INDEX = { index: 'Number' }

export const ui = {
  showToast: forward('showToast', { schema: { title: 'String', 'duration?': 'Number|String', 'icon?': 'String', 'image?': 'String' } }),
  showLoading: forward('showLoading', { schema: { title: 'String' } }),
  ...forwardAll('hideToast hideLoading'),
  showModal: forward('showModal', {
    schema: { 'title?': 'String', 'content?': 'String', 'confirmText?': 'String', 'cancelText?': 'String', 'confirmColor?': 'String', 'cancelColor?': 'String' }, check: checkModal,
  }),
  showActionSheet: forward('showActionSheet', { schema: { itemList: ['String'] }, check: checkActions }),
  setNavigationBarTitle: forward('setNavigationBarTitle', { schema: { title: 'String' } }),
  setNavigationBarColor: forward('setNavigationBarColor', { schema: { frontColor: 'String', backgroundColor: 'String' }, check: checkColors }),
  ...forwardAll('showNavigationBarLoading hideNavigationBarLoading hideHomeButton stopPullDownRefresh startPullDownRefresh setBackgroundColor'),
  setBackgroundTextStyle: forward('setBackgroundTextStyle', { schema: { textStyle: 'String' }, check: checkTextStyle }),
  setTabBarBadge: forward('setTabBarBadge', { schema: { ...INDEX, text: 'String' }, check: needTabPage }),
  ...forwardAll('removeTabBarBadge showTabBarRedDot hideTabBarRedDot setTabBarItem', { schema: INDEX, check: needTabPage }),
  ...forwardAll('setTabBarStyle showTabBar hideTabBar', { check: needTabPage }),
  vibrateShort: forward('vibrateShort'),
  vibrateLong: forward('vibrateLong'),
  setKeepScreenOn: forward('setKeepScreenOn', { schema: { keepScreenOn: 'Boolean' } }),
}

/** Accepted; no phone shows it any more. */
export const pastUi = { setTopBarText: asyncApi('setTopBarText', () => {}, { text: 'String' }) }
