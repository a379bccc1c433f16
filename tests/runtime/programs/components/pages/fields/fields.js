// SPDX-License-Identifier: GPL-3.0-or-later
Page({
  data: { name: '', both: 'two' },
  onName(event) {
    getApp().globalData.heard.push(['input', event.detail])
    this.setData({ name: event.detail.value.toUpperCase() })
  },
  hear(event) {
    getApp().globalData.heard.push([event.type, event.detail])
  },
  onPullDownRefresh() {
    getApp().globalData.heard.push(['pull'])
  },
})
