// SPDX-License-Identifier: MIT
const basket = require('../../utils/basket')

Page({
  data: {
    lines: [],
    size: 0,
    cents: 0,
  },

  // A tab's page stays alive while others are shown, so it reads the basket each time it appears.
  onShow() {
    this.refresh()
  },

  refresh() {
    this.setData({
      lines: basket.lines().map(({ product, count }) => ({
        id: product.id,
        name: product.name,
        cents: product.cents,
        count,
      })),
      size: basket.size(),
      cents: basket.cents(),
    })
  },

  onCount(event) {
    basket.setCount(event.currentTarget.dataset.id, event.detail.value)
    this.refresh()
  },

  onClear() {
    wx.showModal({
      title: 'Empty the basket?',
      content: 'Everything in it goes back on the shelf.',
      confirmText: 'Empty',
      cancelText: 'Keep',
      success: (answer) => {
        if (!answer.confirm) return
        basket.clear()
        this.refresh()
      },
    })
  },

  onMenu() {
    wx.switchTab({ url: '/pages/menu/menu' })
  },

  onOrder() {
    wx.navigateTo({ url: '/pages/order/order' })
  },
})
