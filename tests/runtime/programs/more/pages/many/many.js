Page({ data: { rows: [], selected: 0 } })
