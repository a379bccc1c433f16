// SPDX-License-Identifier: MIT
// The places of <picker mode="region">, from a bundle that is loaded when it is first asked for.
import { register } from './index.js'

let loading = null

function load(url) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script')
    script.src = url
    script.onload = () => resolve(globalThis.hubRegions)
    script.onerror = () => reject(new Error('fail the table of regions could not be loaded'))
    document.head.append(script)
  })
}

register('regions', async (_args, { shell }) => {
  loading ??= load(new URL('runtime/regions.js', shell.base).href)
  try {
    return await loading
  } catch (error) {
    loading = null
    throw error
  }
})
