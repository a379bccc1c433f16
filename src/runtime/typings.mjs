// SPDX-License-Identifier: MIT
// Reads the names of WeChat's API from the type declarations of miniprogram-api-typings: which functions `wx` has, what
// kind each is, and the members of their options, results and objects. Nothing of the declarations' text is kept.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const FOLDER = fileURLToPath(new URL('node_modules/miniprogram-api-typings/', import.meta.url))
const FILES = ['lib.wx.api.d.ts', 'lib.wx.canvas.d.ts', 'lib.wx.cloud.d.ts'].map((name) => join(FOLDER, 'types/wx', name))

const present = () => FILES.every((path) => existsSync(path))

/** The files that decide what readTypings() answers. */
export const typingsFiles = [...FILES, fileURLToPath(import.meta.url)]

export const typingsVersion = () => JSON.parse(readFileSync(join(FOLDER, 'package.json'), 'utf8')).version

const withoutComments = (text) => text.replace(/'(?:[^'\\\n]|\\.)*'|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (part) => (part.startsWith('\'') ? part : ' '))

const OPEN = '([{<'
const CLOSE = ')]}>'

/** The index after the bracket that closes the one at `start`; the arrow's > closes nothing. */
function closing (text, start) {
  let depth = 0
  for (let i = start; i < text.length; i += 1) {
    const c = text[i]
    if (c === '\'') i = text.indexOf('\'', i + 1)
    else if (OPEN.includes(c)) depth += 1
    else if (CLOSE.includes(c) && !(c === '>' && text[i - 1] === '=')) depth -= 1
    if (depth === 0) return i + 1
  }
  throw new Error(`no end of ${text.slice(start, start + 80)}`)
}

/** Splits an interface's body into members: they end with a line, unless it goes on. */
function splitMembers (body) {
  const members = []
  let from = 0
  for (let i = 0; i <= body.length; i += 1) {
    const c = body[i]
    if (c !== undefined && OPEN.includes(c)) i = closing(body, i) - 1
    else if (c === '\'') i = body.indexOf('\'', i + 1)
    else if (c === undefined || c === ';' || (c === '\n' && !/(?:[:|&=,?]|=>)\s*$/.test(body.slice(from, i)) && !/^\s*[|&:=)]/.test(body.slice(i)))) {
      const text = body.slice(from, i).trim()
      if (text) members.push(text)
      from = i + 1
    }
  }
  return members
}

/** {name, params, type, generics}: `params` is null for a plain member. */
function parseMember (text) {
  const head = /^(?:readonly\s+)?(?:([\w$]+)|'([^']+)')\??\s*/.exec(text)
  if (!head) return null
  const member = { name: head[1] || head[2], params: null, generics: '', type: '' }
  let rest = text.slice(head[0].length)
  if (rest.startsWith('<')) {
    const end = closing(rest, 0)
    member.generics = rest.slice(1, end - 1)
    rest = rest.slice(end).trimStart()
  }
  if (rest.startsWith('(')) {
    const end = closing(rest, 0)
    member.params = rest.slice(1, end - 1).trim()
    rest = rest.slice(end).trimStart()
  }
  if (!rest.startsWith(':')) return member.params === null ? null : member
  member.type = rest.slice(1).trim()
  return member
}

function readDeclarations (text) {
  const interfaces = new Map()
  const aliases = new Map()
  for (const match of text.matchAll(/\b(?:interface|class)\s+(\w+)([^{]*)\{/g)) {
    const start = match.index + match[0].length - 1
    const members = splitMembers(text.slice(start + 1, closing(text, start) - 1)).map(parseMember).filter(Boolean)
    const parents = [...(/extends\s+([\s\S]*)/.exec(match[2].replace(/^\s*<[\s\S]*?>(?=\s*(extends|$))/, '')) || ['', ''])[1].matchAll(/\w+/g)].map((item) => item[0])
    const known = interfaces.get(match[1])
    interfaces.set(match[1], { members: [...(known ? known.members : []), ...members], parents: [...(known ? known.parents : []), ...parents] })
  }
  for (const match of text.matchAll(/\btype\s+(\w+)(?:<[^=]*>)?\s*=\s*/g)) aliases.set(match[1], text.slice(match.index + match[0].length, match.index + match[0].length + 400))
  return { interfaces, aliases }
}

class Typings {
  constructor (text) {
    Object.assign(this, readDeclarations(text))
  }

  membersOf (name) {
    const found = this.interfaces.get(name)
    if (!found) return []
    return [...found.members, ...found.parents.filter((parent) => parent !== name).flatMap((parent) => this.membersOf(parent))]
  }

  /** The name of the interface a type means, through generics: `U` of `U extends GetStorageOption<T>`. */
  interfaceOf (type, generics = '') {
    const name = (/^\w+(?:\.\w+)*/.exec(type.trim()) || [''])[0].split('.').pop()
    if (this.interfaces.has(name)) return name
    const bound = name && new RegExp(`\\b${name}\\s+extends\\s+(\\w+)`).exec(generics)
    return bound && this.interfaces.has(bound[1]) ? bound[1] : ''
  }

  /** The interface of the first argument of a callback type. */
  argumentOf (type) {
    const text = this.aliases.get((/^\w+/.exec(type) || [''])[0]) || type
    const found = /^\(\s*\w+\??\s*:\s*([\w.]+)/.exec(text)
    return found ? this.interfaceOf(found[1]) : ''
  }

  /** "method=GET|POST", or just the name. */
  describe (member) {
    const values = [...member.type.matchAll(/(?<=^|[|\s])'([\w-]+)'(?=\s*(\||$))/g)].map((item) => item[1])
    const set = /^keyof\s*\{/.test(member.type) ? splitMembers(member.type.slice(member.type.indexOf('{') + 1, member.type.lastIndexOf('}'))).map(parseMember).filter(Boolean).map((item) => item.name) : values
    return set.length ? `${member.name}=${set.join('|')}` : member.name
  }

  names (type) {
    return [...new Set(this.membersOf(type).map((member) => this.describe(member)))]
  }

  api (member) {
    if (member.params === null) return { kind: 'value' }
    const first = /^\w+\??\s*:\s*([\s\S]*)/.exec(member.params)
    const option = first ? this.interfaceOf(first[1], member.generics) : ''
    const options = option ? this.membersOf(option) : []
    const returns = this.interfaceOf(member.type)
    const success = options.find((item) => item.name === 'success')
    const listener = /^(on|off)[A-Z]/.test(member.name)
    const object = options.filter((item) => !['success', 'fail', 'complete'].includes(item.name)).map((item) => this.describe(item))
    const made = returns && this.membersOf(returns).some((item) => item.params !== null) ? returns : ''
    const shape = { object, success: [], callback: [], returns: '' }
    if (listener) {
      return { kind: 'listener', ...shape, object: [], callback: this.names(this.argumentOf(first ? first[1] : '')) }
    }
    if (success || /^Promise|^PromisifySuccess/.test(member.type)) {
      return { kind: 'async', ...shape, success: success ? this.names(this.argumentOf(success.type)) : [], returns: made }
    }
    return { kind: made ? 'object' : 'sync', ...shape, returns: returns }
  }
}

/**
 * @returns {{apis: Object<string, {kind: 'async'|'sync'|'listener'|'object'|'value', object: string[], success: string[], callback: string[], returns: string}>,
 *   types: Object<string, {methods: string[], values: string[]}>}}
 */
export function readTypings () {
  if (!present()) throw new Error('src/runtime/node_modules has no miniprogram-api-typings: run "npm ci" in src/runtime')
  const typings = new Typings(withoutComments(FILES.map((path) => readFileSync(path, 'utf8')).join('\n')))
  const apis = {}
  for (const member of typings.membersOf('Wx')) if (!apis[member.name]) apis[member.name] = typings.api(member)
  const types = {}
  for (const { returns } of Object.values(apis)) {
    if (!returns || types[returns]) continue
    const members = typings.membersOf(returns)
    types[returns] = {
      methods: [...new Set(members.filter((item) => item.params !== null).map((item) => item.name))],
      values: [...new Set(members.filter((item) => item.params === null).map((item) => typings.describe(item)))],
    }
  }
  return { apis, types }
}

/** The folder of WeChat's documentation in which each function stands: "storage", "device/battery", … */
export function readFamilies () {
  const families = {}
  for (const match of readFileSync(FILES[0], 'utf8').matchAll(/\/dev\/api\/([\w/-]+)\/wx\.(\w+)\.html/g)) families[match[2]] = families[match[2]] || match[1]
  return families
}

/** The module `hub:typings` of the bundles: short texts, split only when somebody asks. */
export function typingsModule () {
  const { apis, types } = readTypings()
  const kinds = { async: 'a', sync: 's', listener: 'l', object: 'o', value: 'v' }
  const rows = Object.entries(apis).map(([name, api]) => [name, kinds[api.kind], api.returns || ''].join(':').replace(/:+$/, ''))
  const members = Object.entries(apis)
    .map(([name, api]) => [name, ...['object', 'success', 'callback'].map((part) => (api[part] || []).join(','))].join(':').replace(/:+$/, ''))
    .filter((row) => row.includes(':'))
  const objects = Object.entries(types).map(([name, type]) => [name, type.methods.join(','), type.values.join(',')].join(':').replace(/:+$/, ''))
  return `export const APIS = ${JSON.stringify(rows.join(';'))}\nexport const MEMBERS = ${JSON.stringify(members.join(';'))}\nexport const TYPES = ${JSON.stringify(objects.join(';'))}\n`
}

/** Makes the module for esbuild when something imports it. */
export const typingsPlugin = {
  name: 'typings',
  setup (made) {
    made.onResolve({ filter: /^hub:typings$/ }, ({ path }) => ({ path, namespace: 'made' }))
    made.onLoad({ filter: /.*/, namespace: 'made' }, () => ({ contents: typingsModule(), loader: 'js' }))
  },
}
