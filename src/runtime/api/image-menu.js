// SPDX-License-Identifier: MIT
// What a long press on a picture with show-menu-by-longpress offers.
import { register } from './index.js'
import { askActionSheet } from '../shell/dialogs.js'
import { t } from '../shell/strings.js'
import { openViewer } from '../shell/viewer.js'

register('showImageMenu', async ({ src }, { fromView }) => {
  if (!fromView) throw new Error('fail not allowed')
  if (await askActionSheet({ itemList: [t('viewPicture')] }) === 0) openViewer([src], 0)
})
