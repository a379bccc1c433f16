// SPDX-License-Identifier: MIT
// wx.scanCode: the person chooses a picture of the code, for there is no camera to hold it before.
import { parsePath } from '../files/paths.js'
import { hostHasFiles } from '../files/store.js'
import { callHost } from '../host.js'
import { asyncApi } from './base.js'
import { chooseFiles } from './choose.js'

async function scanCode () {
  if (!hostHasFiles()) throw new Error('fail not supported here')
  const [file] = await chooseFiles('image', 1)
  return callHost('scan/decode', { path: parsePath(file.path).key })
}

export const scanning = { scanCode: asyncApi('scanCode', scanCode) }
