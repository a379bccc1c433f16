// SPDX-License-Identifier: GPL-3.0-or-later
// Our backend with the view's applier beside the framework's own DOM backend: whatever a program does to its data, the same tree
// stands in both. 20,000 random steps, from a seed that a failure names.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { JSDOM } from 'jsdom'
import { bundleBackend } from './framework.mjs'

const STEPS = 20000
const RUN = 200
const CHECK = 10
const FIRST_SEED = 20261122

const window = new JSDOM('<!DOCTYPE html><body></body>', { pretendToBeVisual: true }).window
Object.assign(globalThis, {
  window, document: window.document, requestAnimationFrame: window.requestAnimationFrame, MutationObserver: window.MutationObserver,
  // What the logic layer takes from its worker.
  postMessage () {}, importScripts () {}, addEventListener () {}, removeEventListener () {},
})
const folder = mkdtempSync(join(tmpdir(), 'superhub-backend-'))
const { glassEasel, PageContext, Applier, TmplGroup } = await bundleBackend(join(folder, 'backend.cjs')).then(createRequire(import.meta.url))
rmSync(folder, { recursive: true })

const compiled = new Map()
const compile = (source) => {
  if (!compiled.has(source)) compiled.set(source, compileOnce(source))
  return compiled.get(source)
}
const compileOnce = (source) => {
  const group = new TmplGroup()
  group.addTmpl('', source)
  const list = new Function(`return ${group.getTmplGenObjectGroups()}`)()
  group.free()
  return { content: list[''], groupList: list, fallbackListenerOnNativeNode: true }
}

const TEMPLATES = {
  page: `<view class="top {{a ? 'on' : ''}} {{cls}}" style="{{style}}" title="{{text}}">{{text}}</view>
    <block wx:if="{{a}}"><view id="x{{n}}">if {{n}}</view><text>t</text></block><block wx:elif="{{b}}"><card title="{{text}}" bind:x="y">in card {{n}}</card></block><view wx:else hidden="{{b}}">else</view>
    <view wx:for="{{list}}" wx:key="id" class="row {{item.on ? 'row-on' : ''}}"><text>{{index}}:{{item.name}}</text><view wx:for="{{item.kids}}" wx:for-item="kid" wx:key="*this">{{kid}}</view><card wx:if="{{item.card}}" title="{{item.name}}" /></view>
    <block wx:for="{{words}}"><text>{{item}}</text><text wx:if="{{a}}">,</text></block>
    <layout show="{{b}}"><view slot="head">head {{n}}</view><view slot="{{a ? 'head' : 'foot'}}" wx:if="{{b}}">moves</view>{{text}}<view slot="foot" wx:for="{{words}}">{{item}}</view></layout>
    <virtual><view>in virtual {{n}}</view><card wx:if="{{b}}" title="v" /></virtual>
    <template name="line"><view class="line">{{v}}<block wx:if="{{more}}">!<line-end /></block></view></template><template is="line" data="{{v: text, more: a}}" />`,
  card: '<view class="card">{{title}} {{inner}}<block wx:if="{{open}}"><slot /></block></view>',
  layout: '<view class="l"><slot name="head" /><view wx:if="{{show}}"><slot /></view><slot wx:else /><slot name="foot" /></view>',
  virtual: '<view class="v"><slot /></view>',
}

function makeSpace () {
  const space = new glassEasel.ComponentSpace()
  const shared = space.styleScopeManager.register('')
  const scoped = space.styleScopeManager.register('sc')
  space.setSharedStyleScope(shared)
  space.updateComponentOptions({ writeIdToDOM: true })
  const define = (name, more = {}) => space.defineComponent({ is: name, template: compile(TEMPLATES[name]), options: { styleScope: name === 'page' ? shared : scoped, ...more.options }, ...more, ...(more.options ? { options: { styleScope: scoped, ...more.options } } : {}) })
  const using = {
    card: define('card', { properties: { title: String }, data: { inner: 0, open: true } }),
    layout: define('layout', { properties: { show: Boolean }, options: { multipleSlots: true } }),
    virtual: define('virtual', { options: { virtualHost: true } }),
  }
  return { space, page: define('page', { using, data: { a: false, b: false, n: 0, text: '', cls: '', style: '', list: [], words: [] } }) }
}

/** A pseudo-random number below `n`, the same for the same seed. */
function randomFrom (seed) {
  let state = seed
  return (n) => {
    state = (state + 0x6D2B79F5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % n
  }
}

const WORDS = ['one', 'two', '', 'three', 'a<b>&"c"', '四']

function change (random, data) {
  const word = () => WORDS[random(WORDS.length)]
  const row = () => ({ id: `r${random(12)}`, name: word(), on: random(2) === 1, card: random(3) === 0, kids: Array.from({ length: random(3) }, (x, i) => `k${i}`) })
  const list = data.list.slice()
  const unique = (rows) => rows.filter((one, index) => rows.findIndex((other) => other.id === one.id) === index)
  switch (random(14)) {
    case 0: return { a: !data.a }
    case 1: return { b: !data.b }
    case 2: return { n: random(100), text: word() }
    case 3: return { cls: ['x', 'x y', '', 'z'][random(4)], style: ['color: red', 'width: 10px; color: blue', ''][random(3)] }
    case 4: return { list: unique([...list, row()]) }
    case 5: return { list: unique([row(), ...list]) }
    case 6: list.splice(random(list.length + 1), random(3)); return { list }
    case 7: return { list: list.reverse() }
    case 8: return { list: list.map((one) => [random(1000), one]).sort((x, y) => x[0] - y[0]).map(([, one]) => one) }
    case 9: return list.length ? { [`list[${random(list.length)}].name`]: word() } : { list: [row()] }
    case 10: return { list: unique(Array.from({ length: random(8) }, row)) }
    case 11: return { words: Array.from({ length: random(4) }, word) }
    case 12: return list.length ? { [`list[${random(list.length)}].kids`]: ['k0', 'k9'].slice(random(2)) } : {}
    default: return { a: random(2) === 1, b: random(2) === 1, list: list.slice(0, random(6)), text: word() }
  }
}

function describeNode (node) {
  if (node.nodeType === 3) return JSON.stringify(node.nodeValue)
  const attributes = [...node.attributes].filter(({ name, value }) => !name.startsWith('data-') && !(name === 'class' && !value.trim()) && !(name === 'style' && !value))
    .map(({ name, value }) => `${name}=${name === 'class' ? value.trim().split(/\s+/).sort().join(' ') : value.replace(/;\s*$/, '')}`).sort()
  return `<${node.localName.replace(/^wx-/, '')} ${attributes.join(' ')}>${describeChildren(node)}</>`
}
// Empty texts are nodes on one side only.
const describeChildren = (node) => [...node.childNodes].map(describeNode).filter((text) => text !== '""').join('')

class Ours {
  constructor () {
    this.document = new JSDOM('<!DOCTYPE html><body></body>').window.document
    const { space, page } = makeSpace()
    this.context = new PageContext(space.styleScopeManager)
    this.applier = new Applier(this.document, () => {}, (error) => { throw error })
    this.context.setPort({ postMessage: (message) => { if (message.type === 'batch') this.applier.apply(JSON.parse(message.ops)) }, close () {} })
    this.root = glassEasel.Component.createWithContext('page', page, this.context)
    glassEasel.Element.pretendAttached(this.root)
  }

  tree () {
    this.context.flush()
    return describeChildren(this.document.body)
  }
}

class Theirs {
  constructor () {
    const { page } = makeSpace()
    this.root = glassEasel.Component.createWithContext('page', page, new glassEasel.CurrentWindowBackendContext())
    glassEasel.Element.pretendAttached(this.root)
  }

  tree () { return describeChildren(this.root.getBackendElement()) }
}

// Components change by themselves, too.
function disturb (root, which, random) {
  const cards = root.getShadowRoot().querySelectorAll('.none').concat(allCards(root.getShadowRoot()))
  if (cards.length) cards[which % cards.length].setData(random(2) ? { inner: which } : { open: which % 3 !== 0 })
}

function allCards (node, found = []) {
  for (const child of node.childNodes || []) {
    if (child.is === 'card') found.push(child)
    allCards(child, found)
  }
  return found
}

it('random steps give the same tree in both', () => {
  for (let run = 0; run < STEPS / RUN; run += 1) {
    const seed = FIRST_SEED + run
    const random = randomFrom(seed)
    const sides = [new Ours(), new Theirs()]
    for (let step = 1; step <= RUN; step += 1) {
      const data = change(random, sides[1].root.data)
      const which = random(1000)
      const branch = random(5)
      const coin = random(2)
      for (const { root } of sides) {
        root.setData(JSON.parse(JSON.stringify(data)))
        if (branch === 0) disturb(root, which, () => coin)
      }
      if (step % CHECK === 0) assert.equal(sides[0].tree(), sides[1].tree(), `seed ${seed}, step ${step}, ${JSON.stringify(data)}`)
    }
    const { applier, context, root } = sides[0]
    glassEasel.Element.pretendDetached(root)
    context.flush()
    // What left the tree is forgotten in the view as well.
    assert.ok(applier.nodes.size < 400, `seed ${seed}: ${applier.nodes.size} nodes are still known to the view`)
  }
})
