// SPDX-License-Identifier: MIT
// Selectors on the logical tree: tags, classes, ids, attributes, some pseudo-classes, combinators, and `>>>` into components.
import { attributeOf, childrenOf, contentOf, hostOf, isComponent, parentOf, tagOf } from './tree.js'

const IDENTIFIER = /^(?:\\.|[\w-]|[^\0-\x7f])+/
const COMBINATOR = /^\s*(>>>|[>+~,])\s*|^\s+/
const ATTRIBUTE = /^\[\s*([\w:-]+)\s*(?:([~|^$*]?=)\s*(?:"([^"]*)"|'([^']*)'|([^\]\s]+))\s*[is]?\s*)?\]/
const NTH = /^(?:(odd)|(even)|([+-]?\d*)n\s*([+-]\s*\d+)?|([+-]?\d+))$/

class Reader {
  constructor (text) {
    this.all = text
    this.rest = text.trim()
  }

  fail () { throw new Error(`"${this.all}" is not a selector`) }

  match (pattern) {
    const found = pattern.exec(this.rest)
    if (found) this.rest = this.rest.slice(found[0].length)
    return found
  }

  identifier () {
    const found = this.match(IDENTIFIER)
    if (!found) this.fail()
    return found[0].replace(/\\(.)/g, '$1')
  }

  /** What stands in the brackets after a pseudo-class. */
  argument () {
    if (this.rest[0] !== '(') this.fail()
    let depth = 0
    for (let end = 0; end < this.rest.length; end += 1) {
      if (this.rest[end] === '(') depth += 1
      if (this.rest[end] === ')') depth -= 1
      if (depth === 0) {
        const inside = this.rest.slice(1, end)
        this.rest = this.rest.slice(end + 1)
        return inside.trim()
      }
    }
    return this.fail()
  }
}

function compare (value, operator, wanted) {
  if (operator === '=') return value === wanted
  if (operator === '~=') return wanted !== '' && value.split(/\s+/).includes(wanted)
  if (operator === '|=') return value === wanted || value.startsWith(`${wanted}-`)
  if (wanted === '') return false
  if (operator === '^=') return value.startsWith(wanted)
  if (operator === '$=') return value.endsWith(wanted)
  return value.includes(wanted)
}

function parseAttribute (reader) {
  const found = reader.match(ATTRIBUTE)
  if (!found) reader.fail()
  const [, name, operator] = found
  const wanted = found[3] ?? found[4] ?? found[5] ?? ''
  return (node) => {
    const value = attributeOf(node, name)
    return value !== null && (!operator || compare(value, operator, wanted))
  }
}

function parseNth (text, reader) {
  const found = NTH.exec(text.replace(/\s+/g, ''))
  if (!found) return reader.fail()
  const [, odd, even, step, offset, only] = found
  if (only !== undefined) return (index) => index === Number(only)
  const a = odd || even ? 2 : step === '' || step === '+' ? 1 : step === '-' ? -1 : Number(step)
  const b = odd ? 1 : even ? 0 : Number(offset || 0)
  return (index) => (a === 0 ? index === b : (index - b) / a >= 0 && (index - b) % a === 0)
}

const siblings = (node) => {
  const parent = parentOf(node)
  const host = hostOf(node)
  return parent ? childrenOf(parent) : host ? contentOf(host) : [node]
}

// A pseudo-class counts a node among its siblings: from the start or the end, all or those of its tag.
const COUNTED = {
  'first-child': [false, false, '1'], 'last-child': [true, false, '1'], 'nth-child': [false, false], 'nth-last-child': [true, false],
  'first-of-type': [false, true, '1'], 'last-of-type': [true, true, '1'], 'nth-of-type': [false, true], 'nth-last-of-type': [true, true],
}

function parsePseudo (reader) {
  const name = reader.identifier()
  if (name === 'not' || name === 'is' || name === 'where') {
    const inner = parseSelector(reader.argument())
    return (node, page) => inner.some((chain) => matchChain(node, chain, chain.length - 1, page)) !== (name === 'not')
  }
  if (name === 'empty') return (node) => node.childNodes.length === 0
  if (name === 'only-child') return (node) => siblings(node).length === 1
  if (!Object.hasOwn(COUNTED, name)) return reader.fail()
  const [fromEnd, ofType, fixed] = COUNTED[name]
  const counts = parseNth(fixed || reader.argument(), reader)
  return (node) => {
    const list = siblings(node).filter((other) => !ofType || tagOf(other) === tagOf(node))
    const index = list.indexOf(node)
    return index >= 0 && counts(fromEnd ? list.length - index : index + 1)
  }
}

/** One compound such as `view.a#b[c]`: a list of tests. */
function parseCompound (reader) {
  const tests = []
  if (reader.match(/^\*/)) {
    tests.push(() => true)
  } else if (IDENTIFIER.test(reader.rest)) {
    const tag = reader.identifier().toLowerCase().replace(/^wx-/, '')
    tests.push((node, page) => tagOf(node, page) === tag)
  }
  for (;;) {
    if (reader.match(/^\./)) {
      const name = reader.identifier()
      tests.push((node) => Boolean(node.classList) && node.classList.contains(name))
    } else if (reader.match(/^#/)) {
      const id = reader.identifier()
      tests.push((node) => node.id === id)
    } else if (reader.rest[0] === '[') {
      tests.push(parseAttribute(reader))
    } else if (reader.match(/^::?/)) {
      tests.push(parsePseudo(reader))
    } else {
      break
    }
  }
  if (!tests.length) reader.fail()
  return tests
}

/** A selector as a list of chains; each step of a chain has its tests and how it stands to the step before. */
export function parseSelector (text) {
  if (typeof text !== 'string' || !text.trim()) throw new Error('the selector is empty')
  const reader = new Reader(text)
  const chains = [[]]
  let relation = ' '
  while (reader.rest) {
    chains[chains.length - 1].push({ tests: parseCompound(reader), relation })
    if (!reader.rest) break
    const found = reader.match(COMBINATOR)
    if (!found || !reader.rest) reader.fail()
    relation = found[1] || ' '
    if (relation === ',') {
      chains.push([])
      relation = ' '
    }
  }
  return chains
}

/** Candidates for the step before, nearest first. */
function * before (node, relation, page) {
  if (relation === '+' || relation === '~') {
    const list = siblings(node)
    let index = list.indexOf(node) - 1
    for (; index >= 0; index -= 1) {
      yield list[index]
      if (relation === '+') return
    }
    return
  }
  // Above the page's template stands the page itself, which has a tag; above a component's template nothing can be seen.
  const up = (from) => {
    const parent = parentOf(from)
    if (parent) return parent
    const host = hostOf(from)
    return relation === '>>>' || host === page.component ? host : null
  }
  for (let parent = up(node); parent; parent = up(parent)) {
    yield parent
    if (relation === '>') return
  }
}

function matchChain (node, chain, index, page) {
  const { tests, relation } = chain[index]
  if (!tests.every((test) => test(node, page))) return false
  if (index === 0) return true
  for (const other of before(node, relation, page)) {
    if (matchChain(other, chain, index - 1, page)) return true
  }
  return false
}

function * walk (nodes, deep) {
  for (const node of nodes) {
    yield node
    if (deep && isComponent(node)) yield * walk(contentOf(node), deep)
    yield * walk(childrenOf(node), deep)
  }
}

/**
 * Finds nodes below `scope`: a page or component is searched in its own template, then in what was put into it.
 *
 * @param {object} page the page's record
 * @param {object} scope where to search
 * @param {string} text the selector
 * @param {boolean} single ends with the first
 */
export function select (page, scope, text, single) {
  const chains = parseSelector(text)
  const deep = chains.some((chain) => chain.some((step) => step.relation === '>>>'))
  const isPage = scope === page.component
  const matches = (node) => chains.some((chain) => matchChain(node, chain, chain.length - 1, page))
  const found = []
  const start = [...contentOf(scope), ...(isPage ? [] : childrenOf(scope))]
  if (isPage && matches(scope)) found.push(scope)
  for (const node of walk(start, deep)) {
    if (single && found.length) break
    if (matches(node)) found.push(node)
  }
  return found
}
