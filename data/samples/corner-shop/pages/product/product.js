// SPDX-License-Identifier: MIT
const catalogue = require('../../utils/catalogue')
const basket = require('../../utils/basket')

Page({
  data: {
    product: null,
    count: 1,
  },

  // The page was opened with ?id=…; the query arrives as an object.
  onLoad(query) {
    const product = catalogue.find(query.id)
    if (!product) return
    this.setData({ product })
    wx.setNavigationBarTitle({ title: product.name })
  },

  onCount(event) {
    this.setData({ count: event.detail.value })
  },

  onPicture() {
    const url = '/images/' + this.data.product.id + '.svg'
    wx.previewImage({ urls: [url], current: url })
  },

  onAdd() {
    basket.add(this.data.product.id, this.data.count)
    wx.showToast({ title: 'In your basket', icon: 'success' })
    wx.navigateBack()
  },

  onShareAppMessage() {
    const product = this.data.product
    return { title: product.name, path: '/pages/product/product?id=' + product.id }
  },
})
