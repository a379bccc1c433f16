Component({ linkedIds: [], created() { this.linked = [] }, relations: { '../child/child': { type: 'descendant', linked(child) { this.linked.push(child.id) } } } })
