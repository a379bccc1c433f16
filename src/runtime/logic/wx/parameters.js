// SPDX-License-Identifier: MIT
// The check of arguments a phone makes, with its words.

const kindOf = (value) => Object.prototype.toString.call(value).slice(8, -1)

function complaints (schema, value, name) {
  const wanted = typeof schema === 'string' ? schema : kindOf(schema)
  const given = kindOf(value)
  if (!wanted.split('|').includes(given)) return `${name} should be ${wanted.split('|')[0]} instead of ${given};`
  if (typeof schema === 'string') return ''
  if (given === 'Array') {
    if (value.length < schema.length) return `${name} should have at least ${schema.length} item;`
    return schema.length ? value.map((item, index) => complaints(schema[0], item, `${name}[${index}]`)).join('') : ''
  }
  return Object.keys(schema).map((key) => {
    const optional = key.endsWith('?')
    const member = optional ? key.slice(0, -1) : key
    return optional && (value[member] === undefined || value[member] === null) ? '' : complaints(schema[key], value[member], `${name}.${member}`)
  }).join('')
}

/**
 * Throws what a phone answers to wrong arguments: "fail parameter error: parameter.url should be String instead of Undefined;".
 *
 * @param {object} schema the names of types (`String`, `Number|String`), nested like the value: `{itemList: ['String'], 'index?': 'Number'}`
 * @param {unknown} value
 */
export function checkParameters (schema, value, name = 'parameter') {
  const text = complaints(schema, value, name)
  if (text) throw new Error(`fail parameter error: ${text}`)
}
