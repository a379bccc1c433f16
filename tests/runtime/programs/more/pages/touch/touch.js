Page({ events: [], note(event) { this.events.push([event.type, event.touches.length, Math.round(event.changedTouches[0].clientX)]) } })
