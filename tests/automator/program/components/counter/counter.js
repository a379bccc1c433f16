// SPDX-License-Identifier: GPL-3.0-or-later
Component({
  properties: { start: Number, label: { type: String, value: 'count' } },
  data: { n: 0, inside: { list: ['x', 'y'] } },
  lifetimes: { attached () { this.setData({ n: this.data.start }) } },
  methods: {
    plus () { this.add(1) },
    add (by) {
      this.setData({ n: this.data.n + by })
      this.triggerEvent('change', { value: this.data.n })
      return this.data.n
    },
  },
})
