// SPDX-License-Identifier: GPL-3.0-or-later
// The sweep's results as the table in docs/corpus.md.
import { versionOf } from './programs.mjs'

const row = (cells) => `| ${cells.join(' | ')} |`

/** @param {boolean} times also how long it took, which differs from run to run */
export function table (results, times = false) {
  const heads = ['Program', 'Pages opened', 'Components', 'Exceptions', 'Explained', ...(times ? ['Seconds'] : [])]
  const sum = { title: 'In all' }
  for (const key of ['pages', 'components', 'milliseconds']) sum[key] = results.reduce((all, one) => all + one[key], 0)
  sum.failures = results.flatMap((one) => one.failures)
  sum.explained = results.flatMap((one) => reasons(one))
  const cells = (one) => [one.title, one.pages, one.components || '', one.failures.length, reasons(one).length || '', ...(times ? [(one.milliseconds / 1000).toFixed(1)] : [])]
  return [row(heads), row(heads.map(() => '---')), ...results.map((one) => row(cells(one))), row(cells(sum))].join('\n')
}

/** A known exception counts once, however often a timer brings it. */
const reasons = (result) => (result.explained.length && typeof result.explained[0] === 'string' ? result.explained : [...new Set(result.explained.map(({ why }) => why))])

function missing (results) {
  const names = new Map()
  for (const one of results) for (const name of one.missing) names.set(name, [...(names.get(name) || []), one.title])
  return [...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, where]) => `- \`${name}\`: ${where.join(', ')}`)
}

const versions = (names) => names.map((name) => `\`${name}\` ${versionOf(name)}`).join(', ')

/** The whole of docs/corpus.md. */
export function document (results) {
  const explained = results.flatMap((one) => reasons(one).map((why) => `- ${one.title}: ${why}.`))
  const gaps = missing(results)
  return `# The public corpus

Mini programs and component libraries that nobody here wrote, opened page by page by the official client
(\`miniprogram-automator\`) in the simulator: \`build-aux/test --suite corpus\`. A page fails that throws an exception
nobody explained, or that shows nothing. The packages come from npm and are not part of the repository: ${versions([
    'weui-wxss', 'wux-weapp', 'mp-html', '@weapp-core/init', '@vant/weapp', 'tdesign-miniprogram', 'weui-miniprogram', 'lin-ui', 'iview-weapp',
    'miniprogram-recycle-view', 'miniprogram-computed', 'mobx-miniprogram', 'mobx-miniprogram-bindings'])}.

${table(results)}

A library has no pages: \`tests/corpus/hosts\` gives every component of it one, with what it needs to show something,
or a place on the page of the component it belongs to.

## Exceptions that are the programs' own

${explained.length ? explained.join('\n') : 'None.'}

## Names of \`wx\` they ask for and the simulator does not have

${gaps.length ? gaps.join('\n') : 'None.'}
`
}
