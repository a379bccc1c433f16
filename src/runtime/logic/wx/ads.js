// SPDX-License-Identifier: MIT
// Advertisements: there are none, which a program learns as on a phone where none was found.
import { Listeners } from './base.js'

const NONE = { errMsg: 'no advertisement', errCode: 1004 }

/** An advertisement whose load() and show() fail, and whose onError says so. */
function createAd () {
  const on = { load: new Listeners(), error: new Listeners(), close: new Listeners(), resize: new Listeners() }
  const fail = () => {
    on.error.emit({ ...NONE })
    return Promise.reject({ ...NONE })
  }
  const ad = { load: fail, show: fail, hide () {}, destroy () {}, isReady: () => false }
  for (const [name, listeners] of Object.entries(on)) {
    const title = name[0].toUpperCase() + name.slice(1)
    ad[`on${title}`] = listeners.on
    ad[`off${title}`] = listeners.off
  }
  // A phone begins to load at once.
  setTimeout(() => on.error.emit({ ...NONE }), 0)
  return ad
}

let rewarded = null

export const ads = {
  createInterstitialAd: createAd,
  createRewardedVideoAd: ({ multiton } = {}) => {
    if (multiton) return createAd()
    rewarded = rewarded || createAd()
    return rewarded
  },
}
