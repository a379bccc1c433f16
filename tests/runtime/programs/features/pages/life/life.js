Component({ properties: { id2: String }, methods: { onLoad(query) { this.loaded = query } } })
