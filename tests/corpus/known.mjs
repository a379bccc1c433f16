// SPDX-License-Identifier: GPL-3.0-or-later
// Exceptions that are the programs' own: each happens on a phone, too.

const KNOWN = [
  {
    program: 'wux-weapp',
    match: /(?:reading 'detail'|'e\.detail')[^]*pages\/barcode\/index/,
    why: 'pages/barcode has one onLoad for the page and for its barcode; outside of DevTools its advertising wrapper calls it without an event',
  },
  {
    program: 'wux-weapp',
    match: /无法找到对应的组件[^]*refresher/,
    why: 'pages/refresher ends its refresh after three seconds, on whatever page is open by then',
  },
]

/** @returns {string|undefined} why this exception of a program is no mistake of the simulator's */
export const explain = (program, text) => KNOWN.find((one) => one.program === program && one.match.test(text))?.why
