// SPDX-License-Identifier: MIT
// What a program does about a newer version of itself: the host knows of it, and starts it.
import { register } from './index.js'
import { tellHost } from '../shell/host.js'

const ACTIONS = ['listens', 'apply']

register('hubUpdate', ({ action }) => {
  if (ACTIONS.includes(action)) tellHost({ type: 'update', action })
})
