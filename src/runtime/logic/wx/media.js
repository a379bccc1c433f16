// SPDX-License-Identifier: MIT
// Pictures, sounds, films and maps: one register() for each family.
import { audio, recording } from './audio.js'
import { canvas } from './canvas.js'
import './editor.js'
import { map } from './map.js'
import { register } from './registry.js'
import { video } from './video.js'

register('Canvas', canvas)
register('Media', { ...audio, ...video, ...map })
register('Media', recording, { status: 'missing' })
