// SPDX-License-Identifier: MIT
Page({
  data: {
    greeting: 'Hello!',
    count: 0,
  },

  onTap() {
    this.setData({ count: this.data.count + 1 })
  },
})
