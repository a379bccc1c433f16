// SPDX-License-Identifier: GPL-3.0-or-later
Page({
  data: { line: 'x', lines: '', log: [], scrollTop: 0, at: '' },
  note (what) { this.data.log.push(what) },
  typed (event) { this.note(`input ${event.detail.value}`); this.setData({ line: event.detail.value }) },
  changed (event) { this.note(`change ${event.detail.value === undefined ? event.detail.current : event.detail.value}`) },
  scrolled (event) { this.data.scrollTop = event.detail.scrollTop },
  moved (event) { this.data.at = `${event.detail.x},${event.detail.y}` },
})
