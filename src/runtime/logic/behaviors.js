// SPDX-License-Identifier: MIT
// Behavior() and the behaviors the platform provides by name.
import { say } from './console.js'

const SECTIONS = ['properties', 'data', 'observers', 'methods', 'created', 'attached', 'ready', 'moved', 'detached', 'lifetimes', 'pageLifetimes', 'relations', 'externalClasses']

/** What a program's Behavior() returns. */
export class HubBehavior {
  constructor (inner, definition, parents) {
    Object.defineProperty(this, '_$', { value: inner })
    this.definition = definition
    this.parents = parents
  }

  /** Lets the behavior change the definition that uses it (`definitionFilter`). */
  filter (target) {
    const chain = this.parents.map((parent) => (definition) => parent.filter(definition))
    const own = this.definition.definitionFilter
    if (typeof own === 'function') own.call(this.definition, target, chain)
    else chain.forEach((filter) => filter(target))
  }
}

// A <form> around the component finds its name and value on the component's node in the view.
function tellForm () {
  const backend = this._$.getBackendElement()
  if (backend) backend.setAttribute('hub-field', { name: this.data.name, value: this.data.value })
}

const FORM_FIELD = {
  properties: { name: { type: String, value: '' }, value: { type: null, value: null } },
  lifetimes: { attached: tellForm },
  observers: { 'name, value': tellForm },
}
const NAMED = {
  'wx://form-field': FORM_FIELD,
  'wx://form-field-group': {},
  'wx://form-field-button': {},
  'wx://component-export': {},
}
const named = new Map()

/** The platform's behavior of that name, if a program uses it. */
export const namedBehavior = (name) => named.get(name) || null

/** Maps the `behaviors` of a definition to Behavior objects; an unknown one is left out with a message. */
export function behaviorsOf (space, list, where) {
  const found = []
  for (const item of list || []) {
    if (item instanceof HubBehavior) {
      found.push(item)
    } else if (typeof item === 'string' && Object.hasOwn(NAMED, item)) {
      if (!named.has(item)) named.set(item, makeBehavior(space, NAMED[item]))
      found.push(named.get(item))
    } else {
      say('warn', `${where}: unknown behavior ${typeof item === 'string' ? `"${item}"` : typeof item}`)
    }
  }
  return found
}

function relationsOf (relations) {
  const result = {}
  for (const key of Object.keys(relations)) {
    const relation = relations[key]
    result[key] = relation && relation.target instanceof HubBehavior ? { ...relation, target: relation.target._$ } : relation
  }
  return result
}

function observersOf (observers) {
  const wrap = (observer) => (typeof observer === 'string' ? function (...args) { if (typeof this[observer] === 'function') this[observer](...args) } : observer)
  if (Array.isArray(observers)) return observers.map((item) => ({ ...item, observer: wrap(item.observer) }))
  const result = {}
  for (const key of Object.keys(observers)) result[key] = wrap(observers[key])
  return result
}

/** The part of a definition glass-easel takes, with our behaviors and relations put in its terms. */
export function definitionFor (definition, behaviors) {
  const result = { behaviors: behaviors.map((behavior) => behavior._$) }
  for (const name of SECTIONS) {
    if (definition[name] !== undefined && definition[name] !== null) result[name] = definition[name]
  }
  if (result.relations) result.relations = relationsOf(result.relations)
  if (result.observers) result.observers = observersOf(result.observers)
  if (result.methods) result.methods = Object.fromEntries(Object.entries(result.methods).filter(([, method]) => typeof method === 'function'))
  return result
}

/** @returns {HubBehavior} */
export function makeBehavior (space, definition, where = 'Behavior') {
  const behaviors = behaviorsOf(space, definition.behaviors, where)
  behaviors.forEach((behavior) => behavior.filter(definition))
  const builder = space.define()
  builder.definition(definitionFor(definition, behaviors))
  return new HubBehavior(builder.registerBehavior(), definition, behaviors)
}
