// SPDX-License-Identifier: MIT
// The program itself. What pages share stands in globalData or, better, in a module of its own
// such as utils/basket.js.
const basket = require('./utils/basket')

App({
  onLaunch() {
    basket.load()
  },

  globalData: {
    shopName: 'Corner Shop',
    street: '12 Lime Tree Lane',
  },
})
