// SPDX-License-Identifier: MIT
// What concerns the page on the screen: scrolling, its keyboard, its fonts, its nodes.
import { createIntersectionObserver } from '../intersection.js'
import { addGlobalFont, loadFont } from '../fonts.js'
import { createMediaQueryObserver } from '../media-query.js'
import { livingPages, top } from '../router.js'
import { SelectorQuery } from '../selector-query.js'
import { Animation } from './animation.js'
import { asyncApi } from './base.js'

function needPage () {
  const page = top()
  if (!page) throw new Error('fail no page')
  return page
}

function scrollTo ({ selector, scrollTop, duration = 300, offsetTop = 0 }) {
  const page = needPage()
  let id = 1
  if (selector) {
    const found = page.component.getShadowRoot().querySelector(selector)
    if (!found || !found.getBackendElement()) throw new Error(`fail no node matches ${selector}`)
    id = found.getBackendElement().id
  } else if (typeof scrollTop !== 'number') throw new Error('fail invalid scrollTop')
  page.context.call('scrollPage', id, { scrollTop, duration, offsetTop }, null)
}

/** Asks the page's view about its focused field. */
const ofField = (method) => new Promise((resolve, reject) => {
  needPage().context.call(method, 1, {}, (answer) => {
    if (answer) resolve(answer)
    else reject(new Error('fail input not exists'))
  })
})

async function loadFontFace ({ family, source, desc, global: everywhere }) {
  const font = { family, source, desc }
  const pages = everywhere ? livingPages() : [needPage()]
  if (everywhere) addGlobalFont(font)
  const outcomes = await Promise.all(pages.map((page) => loadFont(page.context, font)))
  const failed = outcomes.find((outcome) => outcome.status !== 'loaded')
  if (failed) throw Object.assign(new Error(`fail ${failed.message}`), { extra: { status: 'error' } })
  return { status: 'loaded' }
}

export const pageApis = {
  createAnimation: (options) => new Animation(options),
  createSelectorQuery: () => new SelectorQuery(() => (top() ? top().instance : null)),
  createMediaQueryObserver: (owner) => createMediaQueryObserver(owner || (top() ? top().instance : null)),
  createIntersectionObserver: (owner, options) => createIntersectionObserver(owner, options),
  pageScrollTo: asyncApi('pageScrollTo', scrollTo),
  nextTick (callback) {
    if (top()) top().context.render(() => callback())
    else setTimeout(callback, 0)
  },
  hideKeyboard: asyncApi('hideKeyboard', () => ofField('blurField')),
  getSelectedTextRange: asyncApi('getSelectedTextRange', () => ofField('fieldSelection')),
  loadFontFace: asyncApi('loadFontFace', loadFontFace, { family: 'String', source: 'String' }),
  enableAlertBeforeUnload: asyncApi('enableAlertBeforeUnload', ({ message }) => { needPage().leaveQuestion = message }, { message: 'String' }),
  disableAlertBeforeUnload: asyncApi('disableAlertBeforeUnload', () => { needPage().leaveQuestion = '' }),
}
