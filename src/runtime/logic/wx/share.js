// SPDX-License-Identifier: MIT
// Which ways of sharing the capsule's menu offers, for each page.
import { invoke } from '../control.js'
import { top } from '../router.js'
import { asyncApi } from './base.js'

const page = () => (top() ? top().id : 0)
const change = (name, describe) => asyncApi(name, (args) => invoke('setShareMenu', describe(args), page()).then(() => ({})))

// Without `menus` all of them are meant.
const named = ({ menus }, shown) => {
  const list = Array.isArray(menus) && menus.length ? menus : ['shareAppMessage', 'shareTimeline']
  return { menus: Object.fromEntries(list.map((menu) => [menu, shown])) }
}

export const share = {
  showShareMenu: change('showShareMenu', (args) => named({ menus: args.menus || ['shareAppMessage'] }, true)),
  hideShareMenu: change('hideShareMenu', (args) => named(args, false)),
  updateShareMenu: change('updateShareMenu', ({ withShareTicket, isUpdatableMessage, activityId }) => ({ options: { withShareTicket, isUpdatableMessage, activityId } })),
  showShareImageMenu: asyncApi('showShareImageMenu', async ({ path }) => {
    const { done } = await invoke('showShareImage', { path }, page())
    if (!done) throw new Error('fail cancel')
  }, { path: 'String' }),
}
