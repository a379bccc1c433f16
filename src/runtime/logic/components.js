// SPDX-License-Identifier: MIT
// Pages and components: from the program's definitions to glass-easel's, when a page first needs them.
import * as glassEasel from 'glass-easel'
import { endAnimatedStyles } from './animated-style.js'
import { behaviorsOf, definitionFor, makeBehavior } from './behaviors.js'
import { report } from './errors.js'
import { Instance, pageOfContext } from './instance.js'
import { getTemplate, hasModule, runModule } from './modules.js'
import { ensurePackage } from './packages.js'
import { program } from './program.js'

// What stands in for a component that is not there: it shows what is put into it.
const NOTHING = 'hub-nothing'
export const space = new glassEasel.ComponentSpace(NOTHING)
const scopes = space.styleScopeManager
export const scopeManager = scopes
const sharedScope = scopes.register('')
space.setSharedStyleScope(sharedScope)
space.updateComponentOptions({ writeIdToDOM: true, useMethodCallerListeners: true, writeFieldsToNode: false })

/** An empty page, for one whose own definition cannot be made. */
export const emptyDefinition = space.defineComponent({ is: NOTHING })

/** path → what was registered: `{definition, kind}`. */
const registered = new Map()
const scopeIds = new Map()
let current = null

const configOf = (path) => (program.config.components && program.config.components[path]) || null

function styleOptions (config, chosen) {
  if (!config || !config.styleScope) return { styleScope: sharedScope }
  if (!scopeIds.has(config.styleScope)) scopeIds.set(config.styleScope, scopes.register(config.styleScope))
  const options = { styleScope: scopeIds.get(config.styleScope) }
  // The compiler reads what stands in the component's own files; a library's helper may give the options when it runs.
  const isolation = config.styleIsolation || 'isolated'
  if (/shared$/.test(isolation) || /shared$/.test(chosen.styleIsolation) || chosen.addGlobalClass) options.extraStyleScope = sharedScope
  return options
}

function copy (value) {
  if (Array.isArray(value)) return value.map(copy)
  if (value === null || typeof value !== 'object') return value
  const proto = Object.getPrototypeOf(value)
  if (proto !== Object.prototype && proto !== null) return value
  const result = {}
  for (const key of Object.keys(value)) result[key] = copy(value[key])
  return result
}

/** A Page() definition in a component's terms; what is neither data nor function goes on each page itself. */
function pageParts (definition) {
  const parts = { methods: {}, fields: {} }
  for (const key of Object.keys(definition)) {
    const value = definition[key]
    if (['data', 'behaviors', 'options', 'observers', 'relations', 'externalClasses', 'pageLifetimes'].includes(key)) parts[key] = value
    else if (typeof value === 'function') parts.methods[key] = value
    else parts.fields[key] = value
  }
  return parts
}

function configure (builder, path, definition, config) {
  const options = definition.options || {}
  const json = (config && config.config) || {}
  const pureData = options.pureDataPattern || (json.pureDataPattern ? new RegExp(json.pureDataPattern) : null)
  builder.options({
    ...styleOptions(config, options),
    multipleSlots: Boolean(options.multipleSlots),
    dynamicSlots: Boolean(options.dynamicSlots),
    virtualHost: Boolean(options.virtualHost),
    pureDataPattern: pureData,
    propertyEarlyInit: Boolean(options.propertyEarlyInit),
  })
  const using = {}
  const wanted = (config && config.usingComponents) || {}
  for (const [tag, target] of Object.entries(wanted)) if (configOf(target)) using[tag] = `/${target}`
  // A component that is not there (of a plugin, say) is shown as its placeholder.
  for (const [tag, stand] of Object.entries((config && config.placeholder) || {})) {
    if (!using[tag] && configOf(wanted[stand])) using[tag] = `/${wanted[stand]}`
  }
  builder.usingComponents(using)
  const generics = config && config.generics
  if (generics && Object.keys(generics).length) {
    builder.generics(Object.fromEntries(Object.entries(generics).map(([name, value]) => {
      const target = value && value.default
      return [name, target ? { default: target.startsWith('/') || target.startsWith('.') ? target : `/${target}` } : true]
    })))
  }
  const template = config && getTemplate(config.template || path, config.package || '')
  if (template) builder.template(template)
}

function makeCaller (builder, fields, exporter) {
  let proto = null
  builder.methodCallerInit(function () {
    if (!proto) {
      proto = Object.create(Instance.prototype)
      Object.assign(proto, this.getComponentDefinition().behavior.getMethods())
      if (exporter) Object.defineProperty(proto, 'hubExport', { value: exporter })
    }
    const caller = Object.create(proto)
    Object.defineProperty(caller, '_$', { value: this })
    if (fields) Object.assign(caller, copy(fields))
    return caller
  })
}

/** Tells the page of every component that comes, so that `ready` follows the first frame. */
function watchLife (builder) {
  builder.lifetime('detached', function () { endAnimatedStyles(this) })
  builder.lifetime('attached', function () {
    const page = pageOfContext.get(this._$.getBackendContext())
    if (page) page.componentAttached(this._$)
  })
}

/** @param {"page"|"component"} kind */
export function register (path, kind, definition) {
  const config = configOf(path)
  const behaviors = behaviorsOf(space, definition.behaviors, path)
  behaviors.forEach((behavior) => behavior.filter(definition))
  const builder = space.defineWithMethodCaller(path)
  const parts = kind === 'page' ? pageParts(definition) : definition
  makeCaller(builder, parts.fields, definition.export)
  builder.definition(definitionFor(parts, behaviors))
  watchLife(builder)
  configure(builder, path, definition, config)
  const made = builder.registerComponent()
  registered.set(path, { definition: made, kind })
}

/** Page(), Component() and Behavior() as the program's scripts see them. */
export const constructors = {
  Page (definition) {
    if (!current) throw new Error('Page() was called outside of a page\'s script')
    current.done = true
    register(current.path, 'page', definition || {})
  },
  Component (definition) {
    if (!current) throw new Error('Component() was called outside of a component\'s script')
    current.done = true
    register(current.path, 'component', definition || {})
    return current.path
  },
  Behavior (definition) {
    return makeBehavior(space, definition || {}, current ? current.path : 'Behavior')
  },
}

function runScript (path, config) {
  const outer = current
  current = { path, kind: config.kind, done: false }
  try {
    if (config.script && hasModule(config.script)) runModule(config.script)
    return current.done
  } catch (error) {
    report(error, 'start')
    return current.done
  } finally {
    current = outer
  }
}

/** Runs the script of a page or component and of all it uses, once. A script that fails leaves an empty one. */
export function ensure (path) {
  if (registered.has(path)) return registered.get(path)
  const config = configOf(path)
  if (!config) return null
  // In another sub-package: loaded now, so that no placeholder has to stand in for it.
  if (config.package) ensurePackage(path)
  registered.set(path, null)
  for (const target of Object.values(config.usingComponents || {})) ensure(target)
  for (const generic of Object.values(config.generics || {})) if (generic && generic.default) ensure(generic.default)
  if (!runScript(path, config) || !registered.get(path)) register(path, config.kind === 'page' ? 'page' : 'component', {})
  return registered.get(path)
}

/** Every component a page uses, itself first: for its style sheets. */
export function closure (path) {
  const seen = new Set()
  const visit = (name) => {
    const config = configOf(name)
    if (!config || seen.has(name)) return
    seen.add(name)
    Object.values(config.usingComponents || {}).forEach(visit)
    for (const generic of Object.values(config.generics || {})) if (generic && generic.default) visit(generic.default)
  }
  visit(path)
  return [...seen]
}

/** Takes new templates into the definitions; returns the paths that have one. */
export function refreshTemplates () {
  for (const [path, entry] of registered) {
    const config = configOf(path)
    const template = entry && config && getTemplate(config.template || path, config.package || '')
    if (template && entry.definition.isPrepared()) entry.definition.updateTemplate(template)
  }
}
