// SPDX-License-Identifier: GPL-3.0-or-later
// The peer: glass-easel by itself, in the page's own thread, on its own DOM backend.
import * as glassEasel from 'glass-easel'
import template from 'bench:template'

const space = new glassEasel.ComponentSpace()
const definition = space.defineComponent({ template, data: { rows: [] } })
const context = new glassEasel.CurrentWindowBackendContext()
const root = glassEasel.Component.createWithContext('body', definition, context)
const placeholder = document.createElement('span')
document.body.appendChild(placeholder)
glassEasel.Element.replaceDocumentElement(root, document.body, placeholder)

window.bench = (rounds) => window.measure(window, (name, rows) => {
  const start = Date.now()
  root.setData(name === 'update' ? { 'rows[500]': rows[500] } : { rows })
  return start
}, rounds)
