App({
  globalData: { log: [] },
  onLaunch(options) { this.globalData.log.push(`launch ${options.path}`) },
  onShow() { this.globalData.log.push('show') },
  onError(text) { this.globalData.lastError = text }
})
