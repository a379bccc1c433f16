Page({ data: { list: ['a', 'b'], tail: 1 }, tapped(event) { this.virtualTapped = event.type } })
