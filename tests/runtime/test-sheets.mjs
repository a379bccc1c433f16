// SPDX-License-Identifier: GPL-3.0-or-later
// How the style sheets of a page and its components reach its view.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { stage } from './stage.mjs'

const component = (name, color) => ({
  [`parts/${name}.json`]: { component: true },
  [`parts/${name}.js`]: 'Component({})',
  [`parts/${name}.wxml`]: `<view class="${name}">${name}</view>`,
  [`parts/${name}.wxss`]: `.${name} { color: ${color} }`,
})
const here = stage({
  pages: {
    'pages/a/a': { wxml: '<view>a</view>' },
    'pages/b/b': { json: { usingComponents: { one: '/parts/one', two: '/parts/two' } }, wxml: '<view id="box">b</view><one /><two />', wxss: '#box { color: rgb(1, 1, 1) }' },
  },
  files: { ...component('one', 'rgb(2, 2, 2)'), ...component('two', 'rgb(3, 3, 3)') },
})

describe('style sheets', () => {
  it('the sheets a page lacks are asked for side by side', async () => {
    const program = here.host.program
    const asked = new Set()
    let answer
    const allAsked = new Promise((resolve) => { answer = resolve })
    const slow = (name) => {
      asked.add(name)
      if (asked.size === 3) answer()
      return allAsked.then(() => program.get(name))
    }
    here.host.program = { get: (name) => (/^(pages\/b|parts)\/.*css$/.test(name) ? slow(name) : program.get(name)) }
    await here.open('pages/b/b')
    here.host.program = program
    assert.equal(asked.size, 3)
    assert.equal(await here.style('#box', 'color'), 'rgb(1, 1, 1)')
    assert.equal(await here.style('[class$=one]', 'color'), 'rgb(2, 2, 2)')
    assert.equal(await here.style('[class$=two]', 'color'), 'rgb(3, 3, 3)')
  })
})
