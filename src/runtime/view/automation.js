// SPDX-License-Identifier: MIT
// What tests and automation may do on a page, through hubShell.

/** "#id", ".class", "view.class" as in the program: built-in tags get their prefix, scoped classes match too. */
function find (selector) {
  try {
    const found = document.querySelector(selector)
    if (found) return found
  } catch { /* tried with the prefix next */ }
  const prefixed = selector.replace(/(^|[\s>+~,])([a-z][\w-]*)/g, (all, before, tag) => (tag === 'page' ? `${before}body` : `${before}wx-${tag}`))
  const found = document.querySelector(prefixed)
  if (found) return found
  const scoped = prefixed.replace(/\.([\w-]+)/g, ':is(.$1,[class$="--$1"],[class*="--$1 "])')
  return scoped === prefixed ? null : document.querySelector(scoped)
}

function need (selector) {
  const found = find(selector)
  if (!found) throw new Error(`no node matches ${selector}`)
  return found
}

function tap (selector) {
  const node = need(selector)
  node.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  const rect = node.getBoundingClientRect()
  const init = { bubbles: true, composed: true, cancelable: true, button: 0, clientX: rect.left + rect.width / 2, clientY: rect.top + rect.height / 2 }
  for (const type of ['mousedown', 'mouseup', 'click']) node.dispatchEvent(new MouseEvent(type, init))
  return true
}

function inner (node) {
  return node.matches('input, textarea') ? node : (node.shadowRoot || node).querySelector('input, textarea')
}

function input (selector, value) {
  const node = need(selector)
  const field = inner(node)
  if (!field) throw new Error(`${selector} takes no input`)
  field.focus()
  field.value = value
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
  field.dispatchEvent(new Event('change', { bubbles: true, composed: true }))
  return true
}

const calls = {
  tap,
  input,
  text: (selector) => (selector ? need(selector) : document.body).innerText,
  content: (selector) => (selector ? need(selector) : document.body).textContent,
  exists: (selector) => find(selector) !== null,
  count: (selector) => document.querySelectorAll(selector).length,
  html: (selector) => (selector ? need(selector) : document.body).outerHTML,
  value: (selector) => { const field = inner(need(selector)); return field ? field.value : null },
  style: (selector, name) => getComputedStyle(need(selector)).getPropertyValue(name),
  rect: (selector) => { const r = need(selector).getBoundingClientRect(); return { left: r.left, top: r.top, width: r.width, height: r.height } },
  scrollTop: () => document.scrollingElement.scrollTop,
  scrollTo: (top, duration) => { window.scrollTo({ top, behavior: duration ? 'smooth' : 'instant' }); return true },
}

/** Runs one call of the shell and returns its result; throws a sentence if it cannot. */
export function runAutomation (call, args) {
  if (!Object.hasOwn(calls, call)) throw new Error(`no such call: ${call}`)
  return calls[call](...(args || []))
}
