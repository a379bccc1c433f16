// SPDX-License-Identifier: GPL-3.0-or-later
// The six operations on a list of rows, the same for every competitor: pure functions from rows to rows. A
// classic script, so that a mini program can require it and a page can load it.
const COUNT = 1000
let serial = 0

function makeRows () {
  return Array.from({ length: COUNT }, () => ({ id: ++serial, label: `Row number ${serial}` }))
}

const operations = {
  create: () => makeRows(),
  update: (rows) => rows.map((row, index) => (index === COUNT / 2 ? { id: row.id, label: `${row.label} !` } : row)),
  replace: () => makeRows(),
  append: (rows) => rows.concat(makeRows()),
  reverse: (rows) => rows.slice().reverse(),
  clear: () => [],
}

/** Whether a document shows these rows: their number, the first, the middle and the last one. */
function shows (document, rows) {
  const found = document.getElementsByClassName('row')
  if (found.length !== rows.length) return false
  return [0, COUNT / 2, rows.length - 1].every((index) => !rows[index] || found[index].textContent === `${rows[index].id}${rows[index].label}`)
}

/**
 * Runs all operations several times.
 *
 * @param {Window} window of the page that shows the rows
 * @param {function(string, object[]): number|Promise<number>} run applies rows, tells when it began (Date.now())
 * @param {number} rounds the first is not counted
 * @returns {Promise<Object<string, number[]>>} milliseconds until two frames after the change of the document
 */
async function measure (window, run, rounds) {
  const times = {}
  let rows = []
  for (let round = 0; round <= rounds; round++) {
    for (const name of Object.keys(operations)) {
      rows = operations[name](rows)
      const shown = new Promise((resolve) => {
        const look = () => {
          if (!shows(window.document, rows)) return
          observer.disconnect()
          window.requestAnimationFrame(() => window.requestAnimationFrame(() => resolve(Date.now())))
        }
        const observer = new window.MutationObserver(look)
        observer.observe(window.document.body, { subtree: true, childList: true, characterData: true, attributes: true })
      })
      const start = await run(name, rows)
      const end = await shown
      if (round > 0) (times[name] ||= []).push(end - start)
      await new Promise((resolve) => window.requestAnimationFrame(() => window.requestAnimationFrame(resolve)))
    }
  }
  return times
}

if (typeof module !== 'undefined') module.exports = { operations, measure }
