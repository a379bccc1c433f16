Page({ data: { two: false } })
