// SPDX-License-Identifier: MIT
const basket = require('../../utils/basket')

const NAME = 'name'

// What is wrong with the form, in words for the person who fills it in; '' when nothing is.
function findProblem(value) {
  if (!value.name.trim()) return 'Please tell us your name.'
  if (value.phone && value.phone.length < 6) return 'This phone number looks too short.'
  return ''
}

Page({
  data: {
    name: '',
    ways: [
      { id: 'pick-up', name: 'Pick up', note: 'At the counter' },
      { id: 'deliver', name: 'Bring it', note: 'By bicycle' },
    ],
    way: 'pick-up',
    slots: ['As soon as possible', 'Before noon', 'Early afternoon', 'After work'],
    slot: 0,
    bag: true,
    tip: 5,
    problem: '',
    sending: false,
    size: 0,
    cents: 0,
  },

  onLoad() {
    this.setData({
      name: wx.getStorageSync(NAME) || '',
      size: basket.size(),
      cents: basket.cents(),
    })
  },

  onName(event) {
    this.setData({ name: event.detail.value, problem: '' })
  },

  onPhone() {
    if (this.data.problem) this.setData({ problem: '' })
  },

  onWay(event) {
    this.setData({ way: event.detail.value })
  },

  onSlot(event) {
    this.setData({ slot: Number(event.detail.value) })
  },

  onTip(event) {
    this.setData({ tip: event.detail.value })
  },

  onReset() {
    this.setData({ name: '', way: 'pick-up', slot: 0, tip: 5, problem: '' })
  },

  // A form collects the values of everything inside that has a name.
  onSubmit(event) {
    const value = event.detail.value
    const problem = findProblem(value)
    if (problem) {
      this.setData({ problem })
      return
    }

    const { ways, slots, size, cents, tip } = this.data
    wx.setStorageSync(NAME, value.name.trim())
    const order = basket.placeOrder({
      name: value.name.trim(),
      way: ways.find((way) => way.id === value.way).name,
      slot: slots[value.slot],
      note: value.note,
      bag: value.bag,
      size,
      cents: Math.round(cents + (cents * tip) / 100),
    })
    wx.redirectTo({ url: '/pages/orders/orders?placed=' + order.number })
  },
})
