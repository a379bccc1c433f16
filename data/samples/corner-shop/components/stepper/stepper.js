// SPDX-License-Identifier: MIT
// A number with a button on each side. Tells its page of each change by the event "change".
Component({
  properties: {
    value: { type: Number, value: 1 },
    min: { type: Number, value: 0 },
    max: { type: Number, value: 20 },
  },

  methods: {
    onLess() {
      this.change(this.data.value - 1)
    },

    onMore() {
      this.change(this.data.value + 1)
    },

    change(value) {
      if (value < this.data.min || value > this.data.max) return
      this.setData({ value })
      this.triggerEvent('change', { value })
    },
  },
})
