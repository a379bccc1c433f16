Page({
  data: { query: {} },
  onLoad(query) {
    this.setData({ query })
    const channel = this.getOpenerEventChannel()
    channel.on('hello', (data) => { this.hello = data; channel.emit('answer', { got: data }) })
  },
  onUnload() { getApp().globalData.log.push('second unload') },
  onPageScroll({ scrollTop }) { this.scrolled = scrollTop },
  onReachBottom() { this.bottom = true }
})
