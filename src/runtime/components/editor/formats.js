// SPDX-License-Identifier: MIT
// Formatting what is selected in an editor, and telling how it is formatted.
import { lineAttributes } from './delta.js'

const SIMPLE = { bold: 'bold', italic: 'italic', underline: 'underline', strike: 'strikeThrough' }
const ALIGN = { left: 'justifyLeft', center: 'justifyCenter', right: 'justifyRight', justify: 'justifyFull' }
// What a status says for those that are on, as on a phone.
const ON = { bold: 'strong', italic: 'em', underline: 'u', strike: 's' }
const INLINE_STYLES = new Set(['fontSize', 'fontFamily', 'letterSpacing', 'textDecoration', 'fontWeight', 'fontStyle'])
const LINE_STYLES = /^(lineHeight|textIndent|margin(Top|Bottom|Left|Right)?|padding(Top|Bottom|Left|Right)?)$/

const run = (command, value = null) => document.execCommand(command, false, value)

/** The lines that are selected. */
function selectedBlocks(root) {
  const selection = getSelection()
  if (!selection.rangeCount) return []
  const range = selection.getRangeAt(0)
  const blocks = [...root.querySelectorAll('p,h1,h2,h3,h4,h5,h6,li,div')].filter((block) => range.intersectsNode(block) && !block.querySelector('p,li,div'))
  return blocks
}

/** Gives what is selected an inline style that no command knows: by a font size nobody uses. */
function styleInline(root, name, value) {
  run('styleWithCSS', false)
  run('fontSize', '7')
  for (const font of root.querySelectorAll('font[size="7"]')) {
    const span = document.createElement('span')
    span.style[name] = value || ''
    span.append(...font.childNodes)
    font.replaceWith(span)
    getSelection().selectAllChildren(span)
  }
}

function styleLines(root, name, value) {
  for (const block of selectedBlocks(root)) block.style[name] = block.style[name] === value ? '' : value || ''
}

function list(root, value) {
  const now = status(root).list
  if (value === 'ordered') run('insertOrderedList')
  else if (value === 'bullet' && now !== 'unchecked' && now !== 'checked') run('insertUnorderedList')
  else if (value === 'bullet' || !value) run(now === 'ordered' ? 'insertOrderedList' : 'insertUnorderedList')
  else {
    if (now !== 'bullet') run('insertUnorderedList')
    for (const block of selectedBlocks(root)) if (block.nodeName === 'LI') block.dataset.checked = 'false'
  }
}

function header(root, value) {
  const level = Number(String(value ?? '').replace(/^h/i, ''))
  run('formatBlock', level && status(root).header !== level ? `<h${level}>` : '<p>')
}

const FORMATS = {
  header,
  list,
  align: (root, value) => run(ALIGN[value] || ALIGN.left),
  indent: (root, value) => run(String(value).startsWith('-') ? 'outdent' : 'indent'),
  script: (root, value) => run(value === 'super' ? 'superscript' : 'subscript'),
  color: (root, value) => run('foreColor', value || 'inherit'),
  backgroundColor: (root, value) => run('hiliteColor', value || 'transparent'),
  direction: (root, value) => selectedBlocks(root).forEach((block) => {
    if (block.getAttribute('dir') === value || !value) block.removeAttribute('dir')
    else block.setAttribute('dir', value)
  }),
  ins: () => run('underline'),
}

/** Returns false for a format nobody knows. */
export function format(root, name, value) {
  run('styleWithCSS', true)
  if (SIMPLE[name]) {
    run('styleWithCSS', false)
    run(SIMPLE[name])
  } else if (FORMATS[name]) FORMATS[name](root, value)
  else if (INLINE_STYLES.has(name)) styleInline(root, name, value)
  else if (LINE_STYLES.test(name)) styleLines(root, name, value)
  else return false
  return true
}

export function removeFormat(root) {
  run('removeFormat')
  for (const block of selectedBlocks(root)) {
    block.removeAttribute('style')
    block.removeAttribute('dir')
  }
  run('formatBlock', '<p>')
}

/** How the place of the caret is formatted: what `statuschange` tells. */
export function status(root) {
  const result = {}
  for (const [name, command] of Object.entries(SIMPLE)) if (document.queryCommandState(command)) result[name] = ON[name]
  const selection = getSelection()
  let node = selection.anchorNode
  if (!node || !root.contains(node)) return result
  for (; node && node !== root; node = node.parentNode) {
    if (node.nodeType !== Node.ELEMENT_NODE) continue
    for (const [name, value] of Object.entries(lineAttributes(node))) if (result[name] === undefined) result[name] = value
    for (const name of ['color', 'backgroundColor', 'fontSize', 'fontFamily', 'letterSpacing']) {
      if (node.style[name] && result[name] === undefined) result[name] = node.style[name]
    }
    if (node.nodeName === 'SUB' || node.nodeName === 'SUP') result.script = node.nodeName === 'SUB' ? 'sub' : 'super'
  }
  return result
}
