// SPDX-License-Identifier: GPL-3.0-or-later
// The Console's long lists over a real superhubd, beside a plain column view of as many labels in the same run.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Report, median } from './report.mjs'

const { BENCH_BUILD: build, BENCH_ROUNDS, BENCH_ONLY = '' } = process.env
const run = promisify(execFile)
/** How many rows, and how many columns of text the plain view has. */
const LISTS = { members: [5000, 5], versions: [2000, 5], audit: [20000, 5] }
const wanted = (name) => !BENCH_ONLY || BENCH_ONLY.split(',').includes(name)

async function measure (...args) {
  const { stdout } = await run(join(build, 'tests/bench/bench-console'), args.map(String), { maxBuffer: 1 << 24 })
  return JSON.parse(stdout.split('\n').find((line) => line.startsWith('{')))
}

/** One list and the plain one in turns; the middle one of the rounds counts. */
async function compare (report, name, [rows, columns]) {
  const own = []
  const plain = []
  for (let round = 0; round < Number(BENCH_ROUNDS ?? 3); round++) {
    plain.push(await measure('plain', rows, columns))
    own.push(await measure(name, rows))
  }
  const figure = (what, unit, get, goal) => report.figure(`${name}, ${rows} rows: ${what}`, median(own.map(get)), unit, median(plain.map(get)), 'plain labels', goal)
  figure('first rows in sight', 'ms', ({ first }) => first)
  figure('a frame of the wheel', 'ms', ({ wheel }) => wheel.middle, 2)
  figure('99 % of them within', 'ms', ({ wheel }) => wheel.most, 2)
  figure('a frame of the scrollbar', 'ms', ({ drag }) => drag.middle, 2)
  figure('99 % of them within', 'ms', ({ drag }) => drag.most, 2)
  figure('the slowest sort', 'ms', ({ sorts }) => Math.max(...sorts))
  figure('a search', 'ms', ({ search }) => search)
  figure('memory', 'KiB', ({ memory }) => memory)
}

const unknown = BENCH_ONLY.split(',').filter((name) => name && !LISTS[name])
if (unknown.length) {
  console.error(`bench: no part is called ${unknown.join(' or ')}; there are ${Object.keys(LISTS).join(', ')}`)
  process.exit(1)
}
const report = new Report('console')
for (const name of Object.keys(LISTS).filter(wanted)) await compare(report, name, LISTS[name])
report.print()
