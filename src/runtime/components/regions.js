// SPDX-License-Identifier: MIT
// China's provinces, cities and districts, for <picker mode="region">. The table is large and seldom needed: the shell
// loads it when the first such picker opens, and hands it to the page.
import { hubInvoke } from '../view/emit.js'

let regions = []
let asked = null

/** `[{code, name, inside: […]}]`: provinces with their cities, these with their districts. Empty before `loadRegions()`. */
export const getRegions = () => regions

export async function loadRegions() {
  asked ??= hubInvoke('regions', {})
  try {
    regions = await asked
  } catch (error) {
    asked = null
    throw error
  }
}
