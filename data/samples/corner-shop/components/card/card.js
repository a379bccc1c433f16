// SPDX-License-Identifier: MIT
// A box with an optional title. What stands between its tags goes into the slot.
Component({
  options: { multipleSlots: true },

  properties: {
    title: { type: String, value: '' },
  },
})
