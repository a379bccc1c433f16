// SPDX-License-Identifier: MIT
// A bundle of its own, loaded by the shell when it is needed: the places of <picker mode="region">, nested.
import { areaList } from '@vant/area-data'

const list = (table) => Object.entries(table).map(([code, name]) => ({ code, name }))

/** Cities share the first two digits with their province, districts the first four with their city. */
function nest(parents, children, digits) {
  const byPrefix = new Map(parents.map((parent) => [parent.code.slice(0, digits), parent]))
  for (const child of children) {
    const parent = byPrefix.get(child.code.slice(0, digits))
    if (parent) (parent.inside ??= []).push(child)
  }
}

const provinces = list(areaList.province_list)
const cities = list(areaList.city_list)
nest(provinces, cities, 2)
nest(cities, list(areaList.county_list), 4)
globalThis.hubRegions = provinces
