// SPDX-License-Identifier: MIT
const STORAGE_KEY = 'entries'

Page({
  data: {
    text: '',
    entries: [],
  },

  onLoad() {
    this.setData({ entries: wx.getStorageSync(STORAGE_KEY) || [] })
  },

  onInput(event) {
    this.setData({ text: event.detail.value })
  },

  onAdd() {
    const text = this.data.text.trim()
    if (!text) return
    this.save([{ id: Date.now(), text, done: false }].concat(this.data.entries))
    this.setData({ text: '' })
  },

  onToggle(event) {
    const index = event.currentTarget.dataset.index
    this.save(this.data.entries.map((entry, at) => (
      at === index ? Object.assign({}, entry, { done: !entry.done }) : entry
    )))
  },

  save(entries) {
    this.setData({ entries })
    wx.setStorageSync(STORAGE_KEY, entries)
  },
})
