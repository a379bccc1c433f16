Page({
  data: { a: 1 },
  onLoad() {
    console.log('about to fail', { a: [1, 2] })
  },
  fail() {
    const nothing = null
    nothing.member()
  },
  later() {
    setTimeout(() => {
      throw new Error('thrown later')
    }, 0)
  },
  reject() {
    Promise.reject(new Error('nobody caught this'))
  }
})
