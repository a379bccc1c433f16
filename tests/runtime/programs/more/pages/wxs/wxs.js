Page({ data: { n: 2 }, calls: [], heard(args) { this.calls.push(args) }, more() { this.setData({ n: this.data.n + 1 }) } })
