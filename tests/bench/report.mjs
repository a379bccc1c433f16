// SPDX-License-Identifier: GPL-3.0-or-later
// A table for people and JSON for programs.
import { cpus } from 'node:os'

/** The middle one. */
export const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]

const format = (number) => (number === null ? '' : number.toFixed(number < 10 ? 2 : number < 100 ? 1 : 0))

/** Figures of one benchmark, each beside what it is compared with. */
export class Report {
  constructor (name) {
    this.name = name
    this.figures = []
  }

  /**
   * @param {string} what empty: as the one before, beside another peer
   * @param {number} value
   * @param {string} unit
   * @param {number} floor the peer's value, in the same unit and run
   * @param {string} peer what it is
   * @param {number} [goal] the ratio to reach
   * @param {number} [limit] the value to reach, in the unit
   */
  figure (what, value, unit, floor, peer, goal = null, limit = null) {
    const ratio = value / floor
    const reached = goal === null && limit === null ? null : (goal === null || ratio <= goal) && (limit === null || value <= limit)
    this.figures.push({ what: what || this.figures.at(-1).what, value, unit, floor, peer, ratio, goal, limit, reached })
  }

  /**
   * Of a rate more is better: the ratio to reach is a floor. Each round is compared with the peer's same round, since a machine
   * that others use as well is faster now and slower then, and the middle one of those ratios counts.
   * @param {string} what as in figure()
   * @param {{rates: number[]}} own of each round
   * @param {{rates: number[]}} other the peer's, of the same rounds
   * @param {string} peer
   * @param {number} [goal]
   */
  rate (what, own, other, peer, goal = null) {
    const ratio = median(own.rates.map((rate, round) => rate / other.rates[round]))
    this.figures.push({ what: what || this.figures.at(-1).what, value: median(own.rates), unit: '/s', floor: median(other.rates), peer, ratio, goal, limit: null, more: true, reached: goal === null ? null : ratio >= goal })
  }

  /** The figures from that one on, as lines of text with aligned columns. */
  lines (from = 0, head = []) {
    const rows = this.figures.slice(from).map(({ what, value, unit, floor, peer, ratio, goal, limit, more, reached }) => [
      what, `${format(value)} ${unit}`, `${format(ratio)} ×`, `${peer} (${format(floor)} ${unit})`,
      goal !== null ? `${more ? '≥' : '≤'} ${goal} ×` : limit !== null ? `≤ ${limit} ${unit}` : '', reached === null ? '' : reached ? 'reached' : 'missed',
    ])
    const all = [...head, ...rows]
    const widths = all[0].map((_, column) => Math.max(...all.map((row) => row[column].length)))
    return all.map((row) => row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd())
  }

  print () {
    for (const line of this.lines(0, [['', 'value', 'ratio', 'beside', 'goal', '']])) console.log(line)
    console.log(JSON.stringify({ benchmark: this.name, cores: cpus().length, figures: this.figures }))
  }
}
