// SPDX-License-Identifier: GPL-3.0-or-later
Page({
  data: { slides: ['a', 'b', 'c'], current: 0, rows: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], into: '' },
  onScroll() {
    this.scrolled = true
  },
  hear(event) {
    getApp().globalData.heard.push([event.type, event.detail])
  },
})
