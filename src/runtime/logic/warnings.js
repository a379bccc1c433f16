// SPDX-License-Identifier: MIT
// What the component framework finds odd, in the words programs' authors know; what a phone does not mind is not said.
import * as glassEasel from 'glass-easel'
import { say } from './console.js'

// An attribute a component does not declare, a key that is no key name, merged data: a phone lets them pass.
const SILENT = [
  /is not a valid property$/,
  /is not a valid event binding or slot value$/,
  /from different behaviors is overriding or merging/,
  /is not used when its default is provided/,
  /Some keys are not unique while list updates: ""\.$/,
  /Use (string|number) as for-list/,
  // A relation to a component this program does not have.
  /the target of relation .* is not a valid behavior or component/,
]
const REPEATED_KEYS = /Some keys are not unique while list updates: (.*)\.$/
const MAX_REPEATS = 3
const MAX_KNOWN = 500

const seen = new Map()

function words (text) {
  const repeated = REPEATED_KEYS.exec(text)
  if (repeated) return `Do not set same key ${repeated[1]} in wx:key.`
  return text
}

/** A warning that a program may cause again and again is said a few times. */
export function warnSometimes (text, times = MAX_REPEATS) {
  const count = (seen.get(text) || 0) + 1
  if (seen.size > MAX_KNOWN) seen.clear()
  seen.set(text, count)
  if (count <= times) say('warn', text)
}

/** Starts passing the framework's warnings on to the console. */
export function watchWarnings () {
  glassEasel.addGlobalWarningListener((text) => {
    const plain = String(text)
    if (!SILENT.some((pattern) => pattern.test(plain))) warnSometimes(words(plain))
    return false
  })
}
