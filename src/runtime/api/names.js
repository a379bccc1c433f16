// SPDX-License-Identifier: MIT
// The wx.* functions that the shell carries out; each has a register() in this folder.

export const FORWARDED = [
  'showToast', 'hideToast', 'showLoading', 'hideLoading', 'showModal', 'showActionSheet',
  'setNavigationBarTitle', 'setNavigationBarColor', 'showNavigationBarLoading', 'hideNavigationBarLoading', 'hideHomeButton',
  'setTabBarBadge', 'removeTabBarBadge', 'showTabBarRedDot', 'hideTabBarRedDot', 'setTabBarItem', 'setTabBarStyle', 'showTabBar', 'hideTabBar',
  'stopPullDownRefresh', 'setBackgroundColor', 'setBackgroundTextStyle',
  'startPullDownRefresh', 'previewImage', 'previewMedia', 'chooseImage', 'chooseMedia', 'vibrateShort', 'vibrateLong', 'hideKeyboard', 'makePhoneCall',
  'setKeepScreenOn', 'showShareMenu', 'hideShareMenu', 'updateShareMenu', 'exitMiniProgram',
]
