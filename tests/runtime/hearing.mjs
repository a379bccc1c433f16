// SPDX-License-Identifier: GPL-3.0-or-later
// Events of built-in components as a program's handlers get them.

/** A page whose `hear` keeps every event. */
export const hearingPage = (wxml, { data = {}, methods = '', ...rest } = {}) => ({
  js: `Page({
    data: ${JSON.stringify(data)},
    hear(event) { getApp().log.push([event.type, event.detail]) },
    ${methods}
  })`,
  wxml,
  ...rest,
})

/** What a test file needs to listen; `here` is its stage. */
export function hearing (here) {
  const ears = {
    /** All events since the last call. */
    heard: () => here.run('getApp().log.splice(0)'),
    /** Waits for an event of a type and gives its detail; everything before it is forgotten. */
    async next (type) {
      await here.until(async () => (await here.run('getApp().log.map((entry) => entry[0])')).includes(type), `the event ${type}`)
      const all = await ears.heard()
      return all.find(([name]) => name === type)[1]
    },
    /** The frame of the page that is shown. */
    frame: () => here.phone.pageFrames().at(-1),
    /** Presses the mouse at `from`, moves it through the others and lets it go; points are relative to an element. */
    async drag (selector, ...points) {
      const box = await ears.frame().locator(selector).boundingBox()
      const { mouse } = here.phone.page
      await mouse.move(box.x + points[0][0], box.y + points[0][1])
      await mouse.down()
      for (const [x, y] of points.slice(1)) await mouse.move(box.x + x, box.y + y, { steps: 4 })
      await mouse.up()
    },
    rect: (selector) => here.phone.call('view', 'rect', selector),
    value: (selector) => here.phone.call('view', 'value', selector),
    input: (selector, value) => here.phone.call('input', selector, value),
  }
  return ears
}
