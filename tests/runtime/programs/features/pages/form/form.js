Page({ data: { text: 'first', typed: '' }, input(event) { this.setData({ typed: event.detail.value }) } })
