// SPDX-License-Identifier: GPL-3.0-or-later
// What real programs write into their templates.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { stage } from './stage.mjs'

const here = stage({
  pages: {
    'pages/t/t': {
      js: `Page({ data: { list: ['a', 'b'], rows: [{ id: 1, name: 'x' }, { id: 2, name: 'y' }], object: { k: 'v', l: 'w' }, item: { a: 1, b: 2, deep: { c: 3 } }, which: 'one', n: 2, s: 'text', nothing: null, on: true, key: 'name', html: '<b>' } })`,
      wxml: `<import src="./missing.wxml" /><include src="not/there" /><import src="parts" /><wxs module="m" src="m.wxs" /><wxs module="m2" src="./m" />
        <view id="items" wx:for-items="{{list}}" wx:for-item="it" wx:for-index="i" wx:key="{{it}}">{{i}}{{it}};</view>
        <view id="empty-key"><text wx:for="{{list}}" wx:key="">{{index}}{{item}};</text></view>
        <view id="no-key"><block wx:for="{{rows}}"><text>{{item.name}}</text><text>{{index}}</text></block></view>
        <view id="object"><text wx:for="{{object}}" wx:key="*this">{{index}}={{item}};</text></view>
        <view id="count"><text wx:for="{{3}}" wx:key="index">{{item}}</text></view>
        <view id="nested"><block wx:for="{{rows}}" wx:for-item="row" wx:key="id"><text wx:for="{{list}}" wx:key="index">{{row.id}}{{item}} </text></block></view>
        <view id="filtered"><text wx:for="{{rows}}" wx:if="{{item.id > 1}}" wx:key="id">{{item.name}}</text></view>
        <view id="spread"><template is="part" data="{{...item, n}}" /></view>
        <view id="named"><template is="part" data="{{a: 5, b: s, deep: item.deep}}" /></view>
        <view id="dynamic"><template is="{{which}}" data="{{which, v: n}}" /></view>
        <view id="none"><template is="no-such" data="{{a: 1}}" />left</view>
        <view id="expressions">{{n + 1}} {{n > 1 && 'big'}} {{nothing || 'none'}} {{on ? 'yes' : 'no'}} {{rows[0][key]}} {{rows.length}} {{-n}} {{!on}} {{'a' + s}} {{[1,2].length}} {{item['deep'].c}} {{nothing.x.y}}</view>
        <view id="scripts">{{m.up(s)}} {{m2.up('z')}}</view>
        <view id="attr" class="c {{on ? 'on' : ''}} {{nothing}}" style="width: {{n}}00rpx; color: red" data-o="{{ {a: n} }}" hidden="{{!on}}">attr</view>
        <!-- a comment with {{ braces }} and <tags> -->
        <view id="if"><text wx:if="{{n === 1}}">1</text><text wx:elif="{{n === 2}}">2</text><text wx:else>else</text></view>
        <include src="/pages/t/included.wxml" /><view id="html">{{html}} &amp; {{ "quoted 'text'" }}</view>`,
    },
  },
  files: {
    'pages/t/parts.wxml': `<wxs module="own">module.exports = function (x) { return '[' + x + ']' }</wxs><template name="part"><text>{{own(a)}} {{b}} {{deep.c}} {{n}}</text></template>
      <template name="one"><text>one {{which}} {{v}}</text></template><template name="two"><template is="one" data="{{which: 'inner', v}}" /></template>`,
    'pages/t/m.wxs': 'module.exports.up = function (t) { return t.toUpperCase() }',
    'pages/t/included.wxml': '<view id="included">included {{n}} {{s}}</view>',
  },
})
const plain = async (selector) => (await here.phone.call('view', 'content', selector)).replace(/\s+/g, ' ').trim()

describe('templates', () => {
  it('repeat in every way programs write it', async () => {
    await here.hasText('included', '#included')
    assert.deepEqual(await Promise.all(['#items', '#empty-key', '#no-key', '#object', '#count', '#nested', '#filtered'].map(plain)),
      ['0a;', '0a;1b;', 'x0y1', 'k=v;l=w;', '012', '1a 1b 2a 2b', 'y'])
    assert.match(await here.text(), /1b;/)
  })

  it('take parts from other files, also with what is spread, and live without those that are missing', async () => {
    assert.deepEqual(await Promise.all(['#spread', '#named', '#dynamic', '#none', '#included', '#scripts'].map(plain)),
      ['[1] 2 3 2', '[5] text 3', 'one one 2', 'left', 'included 2 text', 'TEXT Z'])
    await here.set({ which: 'two', n: 4 })
    await here.until(async () => await plain('#dynamic') === 'one inner 4')
    assert.equal(await plain('#spread'), '[1] 2 3 4')
    await here.set({ n: 2, which: 'one' })
  })

  it('compute, also with what is not there', async () => {
    await here.until(async () => await plain('#if') === '2')
    assert.equal(await plain('#expressions'), '3 big none yes x 2 -2 false atext 2 3')
    assert.equal(await here.style('#attr', 'width'), '100px')
    assert.match(await here.phone.call('view', 'html', '#attr'), /class="c on/)
    assert.match(await plain('#html'), /^<b> .*quoted 'text'$/)
  })
})
