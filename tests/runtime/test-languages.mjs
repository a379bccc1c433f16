// SPDX-License-Identifier: GPL-3.0-or-later
// A program in TypeScript, ES modules, Sass and Less, with npm packages: it runs, and a mistake has its place in the source.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { stage } from './stage.mjs'

const here = stage({
  app: { pages: ['pages/index/index'], resolveAlias: { '@utils/*': '/utils/*' } },
  appScript: 'never this one',
  pages: { 'pages/index/index': { js: 'never this one', wxml: '<view id="out" class="box">{{text}}</view><view id="throw" bindtap="fail">x</view><text id="plain">a&lt;\\nb</text>' } },
  files: {
    'project.config.json': { setting: { useCompilerPlugins: ['typescript', 'sass', 'less'] } },
    'app.ts': 'import { one } from "plain"\ninterface Data { n: number }\nApp<{ data: Data }>({ data: { n: one as number } })\n',
    'utils/words.ts': 'export enum Mood { Good = "good", Bad = "bad" }\nexport default class Words {\n  constructor(private readonly list: string[]) {}\n  join(): string { return this.list.join(" ") }\n}\nexport * from "./more"\n',
    'utils/more.js': 'export const more = "more"\nexport { default as same } from "./common"\n',
    'utils/first.js': 'import { fromSecond } from "./second"\nexport function early() { return "early" }\nexport default fromSecond\n',
    'utils/second.js': 'import { early } from "./first"\nexport const fromSecond = early()\n',
    'utils/common.js': 'module.exports = "common"\n',
    'pages/index/index.ts': `import Words, { Mood, more } from '@utils/words'
import type { Nothing } from './nothing'
import { same } from '../../utils/more'
import * as common from '../../utils/common'
import first from '../../utils/first'

Page({
  data: { text: '' },
  async onLoad() {
    const later = await import('../../utils/more')
    this.setData({ text: new Words([Mood.Good, more, same, String(common.default), later.more, first]).join() })
  },
  fail(this: any) {
    const nothing: any = undefined
    nothing.here
  },
})
`,
    'pages/index/index.scss': '@import "./sizes";\n.box { width: $half; &#out { margin-left: 75rpx } }\n',
    'pages/index/_sizes.scss': '$half: 750rpx / 2;\n',
    'app.less': '@c: rgb(0, 128, 0);\npage { view { color: @c } }\n',
    'miniprogram_npm/plain/index.js': 'exports.one = 1\n',
  },
})

describe('a program in other languages', () => {
  it('runs its modules', async () => {
    assert.equal(await here.run('getApp().data.n'), 1)
    await here.hasText('good more common common more early', '#out')
  })

  it('has its styles', async () => {
    assert.equal(await here.style('#out', 'color'), 'rgb(0, 128, 0)')
    const left = parseFloat(await here.style('#out', 'margin-left'))
    const half = parseFloat(await here.style('#out', 'width'))
    assert.ok(Math.abs(half / left - 5) < 0.05, `${half} is five times ${left}`)
  })

  it('shows an entity as it is written, and a line end', async () => {
    assert.equal(await here.text('#plain'), 'a&lt;\nb')
  })

  it('names the file and the line of the source where it fails', async () => {
    await here.tap('#throw')
    const error = await here.phone.wait((message) => message.type === 'error' || (message.type === 'console' && message.level === 'error'))
    assert.equal(error.file, 'pages/index/index.ts')
    assert.equal(error.line, 15)
  })
})
