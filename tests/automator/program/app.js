// SPDX-License-Identifier: GPL-3.0-or-later
App({
  globalData: { user: 'nobody' },
  onLaunch (options) { this.scene = options.scene },
})
