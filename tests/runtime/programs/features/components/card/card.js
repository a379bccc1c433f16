const shared = Behavior({ data: { fromBehavior: 'b' }, methods: { greet() { return 'hello ' + this.data.title } } })
Component({
  options: { multipleSlots: true },
  behaviors: [shared, 'wx://form-field'],
  externalClasses: ['my-class'],
  properties: { title: { type: String, value: 'none' } },
  data: { full: '' },
  observers: { title(value) { this.setData({ full: '(' + value.length + ')' }) } },
  lifetimes: {
    attached() { getApp().globalData.log.push('card attached') },
    ready() { getApp().globalData.log.push('card ready') },
    detached() { getApp().globalData.log.push('card detached') }
  },
  pageLifetimes: { show() { getApp().globalData.log.push('card show') }, hide() { getApp().globalData.log.push('card hide') } },
  methods: { close() { this.triggerEvent('close', { title: this.data.title }) } }
})
