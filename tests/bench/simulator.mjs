// SPDX-License-Identifier: GPL-3.0-or-later
// The simulator's speed and memory. Every figure stands beside a peer or a floor measured in the same run,
// for a machine's own speed says nothing.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { compileFigures } from './compile.mjs'
import { churnScript, prepareRows, programScript } from './rows.mjs'
import { Report, median } from './report.mjs'

const { BENCH_BUILD: build, BENCH_PEERS: peers, BENCH_PROGRAM: weui, BENCH_SECONDS: seconds = '60', BENCH_ROUNDS: rounds = '9', BENCH_ONLY: only = '' } = process.env
const work = mkdtempSync(join(tmpdir(), 'superhub-bench-'))
const run = promisify(execFile)

async function ask (...args) {
  const { stdout } = await run(join(build, 'tests/bench/bench-simulator'), args, { maxBuffer: 1 << 24 })
  return JSON.parse(stdout.trim().split('\n').at(-1))
}

const parts = {
  compile: (report) => compileFigures(report, { ask, peers, weui, work, rounds: Number(rounds) }),

  launch: async (report) => {
    const { program, page } = await ask('launch', join(work, 'program'), join(work, 'blank.html'), rounds)
    report.figure('first content', median(program), 'ms', median(page), 'blank page', 3)
  },

  save: async (report) => {
    const times = await ask('save', join(work, 'program'), 'pages/rows/rows.wxml', rounds)
    const floor = await ask('script', join(work, 'blank.html'), `(async () => { const times = []; for (let i = 0; i < ${rounds}; i++) {
      const start = Date.now(); document.body.textContent = i; await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))); times.push(Date.now() - start) }
      return times })()`)
    report.figure('save to pixels', median(times), 'ms', median(floor), 'text set by hand', null, 100)
  },

  rows: async (report) => {
    const program = await ask('script', join(work, 'program'), programScript(rounds))
    const vanilla = await ask('script', join(work, 'vanilla.html'), `bench(${rounds})`)
    const easel = await ask('script', join(work, 'glass-easel.html'), `bench(${rounds})`)
    const total = (times) => Object.values(times).reduce((sum, list) => sum + median(list), 0)
    for (const name of Object.keys(vanilla)) {
      report.figure(`rows: ${name}`, median(program[name]), 'ms', median(vanilla[name]), 'vanilla DOM')
      report.figure('', median(program[name]), 'ms', median(easel[name]), 'plain glass-easel')
    }
    report.figure('rows: all six', total(program), 'ms', total(vanilla), 'vanilla DOM', 2)
    report.figure('', total(program), 'ms', total(easel), 'plain glass-easel')
  },

  memory: async (report) => {
    const [program, page] = await Promise.all([ask('memory', join(work, 'program'), seconds), ask('memory', join(work, 'blank.html'), seconds)])
    report.figure(`web process, PSS after ${seconds} s`, program / 1024, 'MiB', page / 1024, 'blank page', 2.5)
    const { before, after } = await ask('return', join(work, 'program'), seconds, churnScript)
    report.figure('web process after 100 pages, 10,000 rows and 10 MB of data', after / 1024, 'MiB', before / 1024, 'before', 2)
  },
}

try {
  await prepareRows(work)
  const report = new Report('simulator')
  for (const [name, measure] of Object.entries(parts)) {
    if (only && !only.split(',').includes(name)) continue
    process.stderr.write(`${name}…\n`)
    await measure(report)
  }
  report.print()
} finally {
  rmSync(work, { recursive: true, force: true })
}
