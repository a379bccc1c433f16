// SPDX-License-Identifier: GPL-3.0-or-later
Page({
  data: {
    people: [{ name: 'Ada' }, { name: 'Grace' }, { name: 'Mary' }],
    columns: [['Fruit', 'Bread'], ['Apple', 'Pear']],
    numbers: [1, 2, 3, 4, 5, 6, 7],
  },
  onColumn(event) {
    this.hear(event)
    if (event.detail.column === 0) {
      this.setData({ 'columns[1]': event.detail.value === 0 ? ['Apple', 'Pear'] : ['Rye', 'Wheat', 'Spelt'] })
    }
  },
  hear(event) {
    getApp().globalData.heard.push([event.type, event.detail])
  },
})
