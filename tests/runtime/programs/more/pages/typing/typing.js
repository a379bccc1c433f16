Page({
  data: { text: 'start', echo: '', upper: '' },
  echo(event) { setTimeout(() => this.setData({ echo: event.detail.value }), 30) },
  upper(event) { this.setData({ upper: event.detail.value.toUpperCase() }) },
  set() { this.setData({ text: 'set', echo: 'set' }) }
})
