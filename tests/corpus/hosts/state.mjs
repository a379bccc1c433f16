// SPDX-License-Identifier: GPL-3.0-or-later
// Packages without a look of their own: computed values, stores, and a list that keeps only what is on the screen.

const list = Array.from({ length: 500 }, (_, index) => ({ id: index, title: `第${index}行` }))

export default {
  name: 'state',
  title: 'computed, MobX, recycle-view',
  package: 'miniprogram-recycle-view',
  folder: 'miniprogram_dist',
  also: ['miniprogram-computed', 'fast-deep-equal', 'rfdc', 'mobx-miniprogram', 'mobx-miniprogram-bindings'],
  tag: 'recycle-',
  path: (name) => (name.startsWith('recycle-') ? name : `recycle-${name}`),
  components: ['recycle-view', 'recycle-item'],
  pages: {
    computed: {
      wxml: '<view>和是{{sum}}，看见{{seen}}</view><button bindtap="add">加一</button>',
      js: `const { behavior } = require('miniprogram-computed')
Component({
  behaviors: [behavior],
  data: { a: 1, b: 2, seen: 0 },
  computed: { sum(data) { return data.a + data.b } },
  watch: { 'a, b'(a, b) { this.setData({ seen: a * b }) } },
  methods: { onReady() { this.add() }, add() { this.setData({ a: this.data.a + 1 }) } }
})
`,
      expect: '和是4，看见4',
    },
    mobx: {
      wxml: '<view>{{first}}和{{second}}，共{{sum}}</view><button bindtap="swap">换</button>',
      js: `const { observable, action } = require('mobx-miniprogram')
const { storeBindingsBehavior } = require('mobx-miniprogram-bindings')
const store = observable({
  first: 1, second: 2, get sum() { return this.first + this.second },
  swap: action(function () { const sum = this.sum; this.first = this.second; this.second = sum })
})
Component({
  behaviors: [storeBindingsBehavior],
  storeBindings: { store, fields: { first: () => store.first, second: (one) => one.second, sum: 'sum' }, actions: { swap: 'swap' } },
  methods: { onReady() { this.swap() } }
})
`,
      expect: '2和3，共5',
    },
    'mobx-page': {
      wxml: '<view>数到{{count}}</view>',
      js: `const { observable, action } = require('mobx-miniprogram')
const { createStoreBindings } = require('mobx-miniprogram-bindings')
const store = observable({ count: 0, add: action(function () { this.count += 1 }) })
Page({
  onLoad() { this.bindings = createStoreBindings(this, { store, fields: ['count'], actions: ['add'] }) },
  onReady() { this.add(); this.add() },
  onUnload() { this.bindings.destroyStoreBindings() }
})
`,
      expect: '数到2',
    },
    'recycle-view': {
      wxml: '<recycle-view batch="{{batchSetRecycleData}}" id="rows" height="{{500}}"><view slot="before">前面</view><recycle-item wx:for="{{recycleList}}" wx:key="id"><view style="height: 50px">{{item.title}}</view></recycle-item><view slot="after">后面</view></recycle-view>',
      js: `const createRecycleContext = require('miniprogram-recycle-view')
Page({
  onReady() {
    this.rows = createRecycleContext({ id: 'rows', dataKey: 'recycleList', page: this, itemSize: { width: 375, height: 50 } })
    this.rows.append(${JSON.stringify(list)})
  }
})
`,
      expect: '第5行',
      shows: ['recycle-view', 'recycle-item'],
    },
  },
}
