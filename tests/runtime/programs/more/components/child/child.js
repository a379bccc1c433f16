Component({ relations: { '../parent/parent': { type: 'ancestor' } } })
