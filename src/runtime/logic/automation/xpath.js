// SPDX-License-Identifier: MIT
// XPath on the tree as it is shown: the steps and functions that selectors of tests are made of.
import { attributeOf, isText, shownChildren, shownParent, tagOf } from './tree.js'

const TOKEN = /\s*(\/\/|\/|\.\.|::|<=|>=|!=|"[^"]*"|'[^']*'|\d+(?:\.\d+)?|[\w-]+(?:\(\))?|[[\]()@.,*|=<>+])/y

function tokenize (text) {
  const tokens = []
  TOKEN.lastIndex = 0
  const end = text.trimEnd().length
  while (TOKEN.lastIndex < end) {
    const found = TOKEN.exec(text)
    if (!found) throw new Error(`"${text}" is not an XPath the simulator knows`)
    tokens.push(found[1])
  }
  return tokens
}

const textOf = (node) => (isText(node) ? node.textContent : shownChildren(node).map(textOf).join(''))
const tagged = (nodes) => nodes.filter((node) => !isText(node))

// The document is above the page; as in a browser, a path that starts with "/" starts there.
const DOCUMENT = Symbol('document')
const childrenOf = (node, page) => (node === DOCUMENT ? [page.component] : isText(node) ? [] : shownChildren(node))

function descendants (node, page, result = []) {
  for (const child of childrenOf(node, page)) {
    result.push(child)
    descendants(child, page, result)
  }
  return result
}

const AXES = {
  child: childrenOf,
  descendant: (node, page) => descendants(node, page),
  'descendant-or-self': (node, page) => [node, ...descendants(node, page)],
  self: (node) => [node],
  parent: (node, page) => (node === DOCUMENT ? [] : [node === page.component ? DOCUMENT : shownParent(node)].filter(Boolean)),
  ancestor: (node, page) => {
    const list = []
    for (let up = AXES.parent(node, page)[0]; up && up !== DOCUMENT; up = AXES.parent(up, page)[0]) list.push(up)
    return list
  },
  'following-sibling': (node, page) => siblings(node, page).after,
  'preceding-sibling': (node, page) => siblings(node, page).before.reverse(),
}

function siblings (node, page) {
  const parent = AXES.parent(node, page)[0]
  const list = parent ? childrenOf(parent, page) : []
  const index = list.indexOf(node)
  return { before: list.slice(0, Math.max(0, index)), after: index < 0 ? [] : list.slice(index + 1) }
}

const string = (value) => (Array.isArray(value) ? (value.length ? string(value[0]) : '') : typeof value === 'object' ? textOf(value) : String(value))
const boolean = (value) => (Array.isArray(value) ? value.length > 0 : Boolean(value))
const number = (value) => (typeof value === 'number' ? value : Number(string(value).trim() || NaN))

const FUNCTIONS = {
  last: (context) => context.size,
  position: (context) => context.position,
  count: (context, list) => list.length,
  not: (context, value) => !boolean(value),
  contains: (context, value, part) => string(value).includes(string(part)),
  'starts-with': (context, value, part) => string(value).startsWith(string(part)),
  'normalize-space': (context, value = context.node) => string(value).trim().replace(/\s+/g, ' '),
  'string-length': (context, value = context.node) => string(value).length,
  string: (context, value = context.node) => string(value),
  name: (context) => tagOf(context.node, context.page),
  concat: (context, ...values) => values.map(string).join(''),
  true: () => true,
  false: () => false,
}

function compare (left, operator, right) {
  const lefts = Array.isArray(left) ? left.map(string) : [left]
  const rights = Array.isArray(right) ? right.map(string) : [right]
  return lefts.some((a) => rights.some((b) => {
    if (operator === '<') return number(a) < number(b)
    if (operator === '>') return number(a) > number(b)
    if (operator === '<=') return number(a) <= number(b)
    if (operator === '>=') return number(a) >= number(b)
    const same = typeof a === 'number' || typeof b === 'number' ? number(a) === number(b) : string(a) === string(b)
    return same === (operator === '=')
  }))
}

/** Reads an expression and makes functions of it: each takes `{node, position, size, page}`. */
class Parser {
  constructor (text) {
    this.text = text
    this.tokens = tokenize(text)
    this.at = 0
  }

  get next () { return this.tokens[this.at] }

  take (token) {
    if (this.next !== token) return false
    this.at += 1
    return true
  }

  fail () { throw new Error(`"${this.text}" is not an XPath the simulator knows`) }

  whole () {
    const made = this.either()
    if (this.at < this.tokens.length) this.fail()
    return made
  }

  either () {
    let left = this.both()
    while (this.take('or')) { const [a, b] = [left, this.both()]; left = (c) => boolean(a(c)) || boolean(b(c)) }
    return left
  }

  both () {
    let left = this.comparison()
    while (this.take('and')) { const [a, b] = [left, this.comparison()]; left = (c) => boolean(a(c)) && boolean(b(c)) }
    return left
  }

  comparison () {
    const left = this.union()
    const operator = this.next
    if (!['=', '!=', '<', '>', '<=', '>='].includes(operator)) return left
    this.at += 1
    const right = this.union()
    return (context) => compare(left(context), operator, right(context))
  }

  union () {
    let left = this.value()
    while (this.take('|')) { const [a, b] = [left, this.value()]; left = (c) => [...new Set([...a(c), ...b(c)])] }
    return left
  }

  value () {
    const token = this.next
    if (token === undefined) return this.fail()
    if (/^["']/.test(token)) { this.at += 1; return () => token.slice(1, -1) }
    if (/^\d/.test(token)) { this.at += 1; return () => Number(token) }
    if (this.take('(')) {
      const inner = this.either()
      if (!this.take(')')) this.fail()
      return this.steps(inner)
    }
    const call = token.replace(/\(\)$/, '')
    if (Object.hasOwn(FUNCTIONS, call) && (token.endsWith('()') || this.tokens[this.at + 1] === '(')) return this.call(call, token.endsWith('()'))
    return this.path()
  }

  call (name, empty) {
    this.at += 1
    const args = []
    if (!empty) {
      this.take('(')
      while (!this.take(')')) {
        args.push(this.either())
        if (!this.take(',') && this.next !== ')') this.fail()
      }
    }
    return (context) => FUNCTIONS[name](context, ...args.map((arg) => arg(context)))
  }

  path () {
    if (this.next === '/' || this.next === '//') {
      const deep = this.next === '//'
      this.at += 1
      return this.steps(() => [DOCUMENT], true, deep)
    }
    return this.steps((context) => [context.node], true)
  }

  /** The steps that follow `start`; with `first`, one of them must come now. */
  steps (start, first = false, deep = false) {
    let made = start
    let wanted = first
    let below = deep
    for (;;) {
      if (!wanted) {
        // Filters of an expression in brackets, such as (//view)[2].
        if (this.next === '[') { made = this.filtered(made); continue }
        if (this.next !== '/' && this.next !== '//') return made
        below = this.next === '//'
        this.at += 1
      }
      made = this.step(made, below)
      wanted = false
      below = false
    }
  }

  filtered (list) {
    const predicates = this.predicates()
    return (context) => keep(list(context), predicates, context.page)
  }

  step (list, deep) {
    const attribute = this.take('@')
    let axis = 'child'
    let test = this.next
    if (test === undefined) this.fail()
    this.at += 1
    if (test === '.') [axis, test] = ['self', '*']
    else if (test === '..') [axis, test] = ['parent', '*']
    else if (this.take('::')) [axis, test] = [test, this.tokens[this.at++]]
    if (attribute) return (context) => list(context).map((node) => (isText(node) || node === DOCUMENT ? null : attributeOf(node, test))).filter((value) => value !== null)
    if (!Object.hasOwn(AXES, axis) || !/^(\*|[\w-]+|text\(\)|node\(\))$/.test(test || '')) this.fail()
    const predicates = this.predicates()
    const matches = tester(test)
    return (context) => {
      const { page } = context
      const from = deep ? list(context).flatMap((node) => AXES['descendant-or-self'](node, page)) : list(context)
      return [...new Set(from.flatMap((node) => keep(AXES[axis](node, page).filter((other) => matches(other, page)), predicates, page)))]
    }
  }

  predicates () {
    const list = []
    while (this.take('[')) {
      list.push(this.either())
      if (!this.take(']')) this.fail()
    }
    return list
  }
}

function tester (test) {
  if (test === 'text()') return (node) => node !== DOCUMENT && isText(node)
  if (test === 'node()') return () => true
  const tag = test.toLowerCase().replace(/^wx-/, '')
  return (node, page) => node !== DOCUMENT && !isText(node) && (test === '*' || tagOf(node, page) === tag)
}

function keep (nodes, predicates, page) {
  let list = nodes
  for (const predicate of predicates) {
    const size = list.length
    list = list.filter((node, index) => {
      const value = predicate({ node, position: index + 1, size, page })
      return typeof value === 'number' ? value === index + 1 : boolean(value)
    })
  }
  return list
}

/** Elements of a page that an XPath selects, in the order it finds them. */
export function selectByPath (page, text) {
  if (typeof text !== 'string' || !text.trim()) throw new Error('the XPath is empty')
  const found = new Parser(text).whole()({ node: page.component, position: 1, size: 1, page })
  if (!Array.isArray(found)) throw new Error(`"${text}" selects no elements`)
  // "/view" starts below the page, too: its tag is often left out.
  const list = found.length || !/^\/[^/]/.test(text.trim()) ? found : new Parser(text.trim().slice(1)).whole()({ node: page.component, position: 1, size: 1, page })
  return tagged(list.filter((node) => node !== DOCUMENT && typeof node === 'object'))
}
