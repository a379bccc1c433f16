Component({
  properties: { name: String, index: Number },
  created() { this.born = Math.random() },
  methods: { pick() { this.triggerEvent('pick', { name: this.data.name }) } }
})
