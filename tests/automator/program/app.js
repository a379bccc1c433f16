App({
  globalData: { user: 'nobody' },
  onLaunch (options) { this.scene = options.scene },
})
