const { double } = require('../../utils/math')
const app = getApp()
Page({
  data: { count: 1, doubled: double(1), list: [{ id: 'a', name: 'A' }, { id: 'b', name: 'B' }, { id: 'c', name: 'C' }], nested: { a: [1, 2, { b: 3 }] } },
  events: [],
  onLoad(query) { this.query = query; app.globalData.log.push('index load') },
  onShow() { app.globalData.log.push('index show') },
  onReady() { app.globalData.log.push('index ready') },
  onHide() { app.globalData.log.push('index hide') },
  onUnload() { app.globalData.log.push('index unload') },
  onTabItemTap(item) { this.tab = item },
  plus(event) {
    this.last = event
    this.setData({ count: this.data.count + Number(event.currentTarget.dataset.step || 1) }, () => { this.applied = this.data.count })
  },
  outer(event) { this.events.push('outer ' + event.target.id) },
  inner(event) { this.events.push('inner ' + event.currentTarget.id) },
  fromWxs(args) { this.wxs = args },
  pick(event) { this.picked = { id: event.currentTarget.dataset.id, detail: event.detail } },
  closed(event) { this.closedBy = event.detail }
})
