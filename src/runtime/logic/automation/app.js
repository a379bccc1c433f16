// SPDX-License-Identifier: MIT
// The client's requests about the program as a whole.
import { setConsoleTap } from '../console.js'
import { tell } from '../control.js'
import { pages, top } from '../router.js'
import { wx } from '../wx/index.js'
import { callWxMethod, mockWxMethod } from './calling.js'
import { describePage } from './registry.js'
import { makeFunction } from './source.js'
import { plain, plainArguments } from './values.js'

const event = (method, params) => tell({ type: 'automation', method, params })

function getCurrentPage () {
  const page = top()
  if (!page) throw new Error('no page is open')
  return describePage(page)
}

async function callFunction ({ functionDeclaration, args = [] }) {
  return { result: plain(await makeFunction(functionDeclaration)(...args)) }
}

function enableLog () {
  setConsoleTap((type, args) => event('App.logAdded', { type, args: plainArguments(args) }))
  return {}
}

function addBinding ({ name }) {
  globalThis[name] = (...args) => { event('App.bindingCalled', { name, args: plainArguments(args) }) }
  return {}
}

export const app = {
  'Tool.getInfo': () => ({ SDKVersion: wx.getSystemInfoSync().SDKVersion }),
  'App.getCurrentPage': getCurrentPage,
  'App.getPageStack': () => ({ pageStack: pages().map(describePage) }),
  'App.callWxMethod': callWxMethod,
  'App.mockWxMethod': mockWxMethod,
  'App.callFunction': callFunction,
  'App.enableLog': enableLog,
  'App.addBinding': addBinding,
}
