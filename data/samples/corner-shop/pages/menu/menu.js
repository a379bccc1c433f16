// SPDX-License-Identifier: MIT
const catalogue = require('../../utils/catalogue')
const basket = require('../../utils/basket')

Page({
  data: {
    banners: [
      { title: 'Good morning', note: 'Coffee and a croissant: €5', image: 'flat-white', colour: 'linear-gradient(120deg, #c8553d, #e39a6a)' },
      { title: 'Bread day', note: 'Sourdough from eight o’clock', image: 'sourdough', colour: 'linear-gradient(120deg, #6b705c, #a5a58d)' },
      { title: 'From the hill', note: 'Eggs, every second morning', image: 'eggs', colour: 'linear-gradient(120deg, #457b9d, #8fb8d0)' },
    ],
    categories: catalogue.categories,
    category: 'all',
    products: catalogue.list('all'),
  },

  onShow() {
    basket.showBadge()
  },

  onPullDownRefresh() {
    this.setData({ products: catalogue.list(this.data.category) })
    wx.stopPullDownRefresh()
    wx.showToast({ title: 'Fresh from the oven', icon: 'none' })
  },

  onCategory(event) {
    const category = event.currentTarget.dataset.id
    this.setData({ category, products: catalogue.list(category) })
  },

  onProduct(event) {
    wx.navigateTo({ url: '/pages/product/product?id=' + event.currentTarget.dataset.id })
  },

  // Bound with "catch", so that the tap does not open the product as well.
  onAdd(event) {
    basket.add(event.currentTarget.dataset.id, 1)
    wx.showToast({ title: 'In your basket', icon: 'success', duration: 1200 })
  },
})
