// SPDX-License-Identifier: MIT
const basket = require('../../utils/basket')

Page({
  data: {
    placed: '',
    orders: [],
  },

  onLoad(query) {
    this.setData({ placed: query.placed || '', orders: basket.orders() })
  },
})
