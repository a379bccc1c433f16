// SPDX-License-Identifier: MIT
// Reads which attributes the built-in components know, from their own `static defaults`, for wx.canIUse().
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { dashed } from './attribute-names.js'

const FOLDER = fileURLToPath(new URL('components/', import.meta.url))

function sources () {
  return readdirSync(FOLDER, { recursive: true }).map(String).filter((name) => name.endsWith('.js')).sort().map((name) => join(FOLDER, name))
}

/** The files that decide what readAttributes() answers. */
export const attributeFiles = () => [...sources(), fileURLToPath(import.meta.url)]

/** The keys of the object literal that starts at `start`; `...NAME` stands as it is. */
function keysOf (text, start) {
  const keys = []
  let depth = 0
  let from = start + 1
  for (let i = start; i < text.length; i += 1) {
    const c = text[i]
    if (c === '\'' || c === '"' || c === '`') {
      for (i += 1; text[i] !== c; i += 1) if (text[i] === '\\') i += 1
      continue
    }
    if ('([{'.includes(c)) depth += 1
    if (')]}'.includes(c)) depth -= 1
    if (depth === 0 || (depth === 1 && c === ',')) {
      const key = /^\s*(?:\/\/[^\n]*\n\s*)*(?:(\w+)\s*:|(\.\.\.\w+)$)/.exec(text.slice(from, i).trimEnd())
      if (key) keys.push(key[1] || key[2])
      from = i + 1
    }
    if (depth === 0) return keys
  }
  throw new Error('static defaults has no end')
}

/** @returns {Object<string, string[]>} component → attributes, of those that do more than show their content */
export function readAttributes () {
  const classes = new Map()
  const constants = new Map()
  for (const path of sources()) {
    const text = readFileSync(path, 'utf8')
    for (const match of text.matchAll(/^export const ([A-Z_]+) = \{/gm)) constants.set(match[1], keysOf(text, match.index + match[0].length - 1))
    const starts = [...text.matchAll(/\bclass (\w+)(?: extends (\w+))?/g)]
    starts.forEach((match, index) => {
      const body = text.slice(match.index, starts[index + 1] ? starts[index + 1].index : undefined)
      const defaults = /static defaults = \{/.exec(body)
      classes.set(match[1], { parent: match[2], keys: defaults ? keysOf(body, defaults.index + defaults[0].length - 1) : [] })
    })
  }
  const spread = (keys) => keys.flatMap((key) => (key.startsWith('...') ? spread(constants.get(key.slice(3)) || []) : [key]))
  const keysOfClass = (name) => (classes.has(name) ? [...keysOfClass(classes.get(name).parent), ...spread(classes.get(name).keys)] : [])
  const attributes = {}
  const list = readFileSync(join(FOLDER, 'index.js'), 'utf8')
  for (const match of list.matchAll(/^ {2}'?([\w-]+)'?: (?:class extends (\w+) \{\}|(\w+)),$/gm)) {
    attributes[match[1]] = [...new Set(keysOfClass(match[2] || match[3]).map(dashed))]
  }
  return attributes
}

/** Makes the module `hub:attributes` for esbuild when something imports it. */
export const attributesPlugin = {
  name: 'attributes',
  setup (made) {
    made.onResolve({ filter: /^hub:attributes$/ }, ({ path }) => ({ path, namespace: 'read' }))
    made.onLoad({ filter: /.*/, namespace: 'read' }, () => ({
      contents: `export const PROPERTIES = ${JSON.stringify(Object.entries(readAttributes()).map(([name, keys]) => `${name}:${keys.join(' ')}`).join(';'))}\n`, loader: 'js',
    }))
  },
}
