// SPDX-License-Identifier: MIT
const basket = require('../../utils/basket')

const NAME = 'name'
const CARD_SIZE = 10

Page({
  data: {
    name: '',
    initial: '☺',
    shopName: '',
    street: '',
    stamps: [],
    percent: 0,
    count: 0,
  },

  onShow() {
    const { shopName, street } = getApp().globalData
    const name = wx.getStorageSync(NAME) || ''
    const count = basket.orders().length
    const full = count % CARD_SIZE
    const stamps = []
    for (let index = 1; index <= CARD_SIZE; index++) {
      stamps.push({ index, full: index <= full })
    }
    this.setData({
      name,
      initial: name ? name[0].toUpperCase() : '☺',
      shopName,
      street,
      stamps,
      percent: full * (100 / CARD_SIZE),
      count,
    })
  },

  onHours() {
    wx.showModal({
      title: 'Opening hours',
      content: 'Tuesday to Sunday, seven to six. On Mondays we sleep.',
      showCancel: false,
      confirmText: 'Good to know',
    })
  },

  onAddress() {
    wx.setClipboardData({ data: this.data.shopName + ', ' + this.data.street })
  },

  onForget() {
    wx.showActionSheet({
      itemList: ['Forget my name', 'Forget everything'],
      success: (answer) => {
        if (answer.tapIndex === 0) wx.removeStorageSync(NAME)
        else wx.clearStorageSync()
        basket.load()
        this.onShow()
        wx.showToast({ title: 'Forgotten', icon: 'success' })
      },
      fail() {},
    })
  },
})
