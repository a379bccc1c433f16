// SPDX-License-Identifier: GPL-3.0-or-later
const { operations } = require('../../operations.js')

Page({
  data: { rows: [] },
  /** As a program's author would write it; tells when it began. */
  run (name) {
    const rows = operations[name](this.data.rows)
    const start = Date.now()
    this.setData(name === 'update' ? { 'rows[500]': rows[500] } : { rows })
    return start
  },
})
