Page({
  data: { text: 'start', echo: '', upper: '', late: '', heard: '' },
  echo(event) { setTimeout(() => this.setData({ echo: event.detail.value }), 30) },
  upper(event) { this.setData({ upper: event.detail.value.toUpperCase() }) },
  // Answers the first letter only, and long after the second was typed.
  late(event) { if (event.detail.value.length === 1) setTimeout(() => this.setData({ late: event.detail.value, heard: 'heard' }), 1500) },
  set() { this.setData({ text: 'set', echo: 'set' }) }
})
