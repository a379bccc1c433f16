// SPDX-License-Identifier: GPL-3.0-or-later
const { divide } = require('../../math.js')
// Kept, as many programs do: a replacement must reach it all the same.
const { getStorageSync } = wx
Page({
  data: { name: 'Ada', list: [{ id: 'a', text: 'one' }, { id: 'b', text: 'two' }, { id: 'c', text: 'three' }], shown: false, log: [], asked: '', deep: { rows: [{ n: 1 }] } },
  note (what) { this.setData({ log: this.data.log.concat(what) }) },
  pick (event) { this.note(`pick ${event.currentTarget.dataset.id}`) },
  hold (event) { this.note(`hold ${event.currentTarget.dataset.id}`) },
  outerTapped () { this.note('outer') },
  innerTapped () { this.note('inner') },
  touched (event) { this.note(`${event.type} ${event.changedTouches.map((touch) => `${touch.identifier}@${Math.round(touch.pageX)},${Math.round(touch.pageY)}`).join(' ')}`) },
  saved (event) { this.note(`saved ${JSON.stringify(event.detail)}`) },
  counted (event) { this.note(`counted ${event.detail.value}`) },
  ask () {
    wx.showModal({ title: 'Sure?', content: 'Really', success: ({ confirm }) => this.setData({ asked: confirm ? 'yes' : 'no' }) })
  },
  stored (key) { return getStorageSync(key) },
  onShareAppMessage () { this.note('shared'); return { title: 'Shared' } },
  leave () { wx.reLaunch({ url: '/pages/detail/detail?id=left' }) },
  sum (a, b) { return a + b },
  async later (value) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    return { value }
  },
  fails () { throw new Error('no way') },
  breaks () { setTimeout(() => divide(1, 0), 0) },
  logs () { console.log('said', { a: 1 }, [undefined], () => 1); console.warn('careful') },
})
