// SPDX-License-Identifier: MIT
// What the wheels of a <picker> offer in each mode, and what the chosen entries mean.
import { getRegions } from './regions.js'

const two = (number) => String(number).padStart(2, '0')

function numbers(from, to) {
  const list = []
  for (let number = from; number <= to; number++) list.push(number)
  return list
}

const clampIndex = (index, list) => Math.min(Math.max(0, Number(index) || 0), Math.max(0, list.length - 1))

function label(entry, key) {
  const value = key && entry && typeof entry === 'object' ? entry[key] : entry
  return value === undefined || value === null ? '' : String(value)
}

const selector = {
  columns({ range, rangeKey }) {
    return [(Array.isArray(range) ? range : []).map((entry) => label(entry, rangeKey))]
  },
  indexes(props, columns) {
    return [clampIndex(props.value, columns[0])]
  },
  value: (props, columns, indexes) => String(indexes[0]),
}

const multiSelector = {
  columns({ range, rangeKey }) {
    return (Array.isArray(range) ? range : []).map((column) => (Array.isArray(column) ? column : []).map((entry) => label(entry, rangeKey)))
  },
  indexes(props, columns) {
    const value = Array.isArray(props.value) ? props.value : []
    return columns.map((column, index) => clampIndex(value[index], column))
  },
  value: (props, columns, indexes) => indexes,
}

function parseTime(text, fallback) {
  const match = /^(\d{1,2}):(\d{1,2})$/.exec(String(text ?? ''))
  return match ? [Number(match[1]), Number(match[2])] : fallback
}

/** The allowed minutes depend on the hour, so columns are made for what is chosen now. */
const time = {
  columns(props, chosen) {
    const start = parseTime(props.start, [0, 0])
    const end = parseTime(props.end, [23, 59])
    const hours = numbers(start[0], end[0])
    const hour = hours[clampIndex(chosen?.[0] ?? 0, hours)]
    const minutes = numbers(hour === start[0] ? start[1] : 0, hour === end[0] ? end[1] : 59)
    return [hours.map(two), minutes.map(two)]
  },
  indexes(props) {
    const now = new Date()
    const [hour, minute] = parseTime(props.value, [now.getHours(), now.getMinutes()])
    const hourIndex = Math.max(0, time.columns(props)[0].indexOf(two(hour)))
    return [hourIndex, Math.max(0, time.columns(props, [hourIndex])[1].indexOf(two(minute)))]
  },
  value: (props, columns, indexes) => indexes.map((index, column) => columns[column][clampIndex(index, columns[column])]).join(':'),
}

const DATE_PARTS = { year: 1, month: 2, day: 3 }

function parseDate(text, fallback) {
  const match = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(String(text ?? ''))
  return match ? [Number(match[1]), Number(match[2] ?? fallback[1]), Number(match[3] ?? fallback[2])] : fallback
}

const daysIn = (year, month) => new Date(year, month, 0).getDate()

const date = {
  columns(props, chosen) {
    const start = parseDate(props.start, [1900, 1, 1])
    const end = parseDate(props.end, [2100, 12, 31])
    const years = numbers(start[0], end[0])
    const year = years[clampIndex(chosen?.[0], years)]
    const months = numbers(year === start[0] ? start[1] : 1, year === end[0] ? end[1] : 12)
    const month = months[clampIndex(chosen?.[1], months)]
    const first = year === start[0] && month === start[1] ? start[2] : 1
    const last = year === end[0] && month === end[1] ? Math.min(end[2], daysIn(year, month)) : daysIn(year, month)
    const all = [years.map(String), months.map(two), numbers(first, last).map(two)]
    return all.slice(0, DATE_PARTS[props.fields] ?? 3)
  },
  indexes(props) {
    const now = new Date()
    const value = parseDate(props.value, [now.getFullYear(), now.getMonth() + 1, now.getDate()])
    const indexes = []
    const texts = [String(value[0]), two(value[1]), two(value[2])]
    for (let part = 0; part < (DATE_PARTS[props.fields] ?? 3); part++) {
      indexes.push(Math.max(0, date.columns(props, indexes)[part].indexOf(texts[part])))
    }
    return indexes
  },
  value: (props, columns, indexes) => indexes.map((index, column) => columns[column][clampIndex(index, columns[column])]).join('-'),
}

/** How many wheels a level of regions has; streets ("sub-district") are not in the data: districts are the last. */
const LEVELS = { province: 1, city: 2 }

const region = {
  columns(props, chosen) {
    const extra = props.customItem ? [props.customItem] : []
    const lists = []
    let places = getRegions()
    for (let part = 0; part < (LEVELS[props.level] ?? 3); part++) {
      const names = [...extra, ...places.map((place) => place.name)]
      lists.push(names)
      const index = clampIndex(chosen?.[part], names) - extra.length
      places = places[index]?.inside ?? []
    }
    return lists
  },
  indexes(props) {
    const value = Array.isArray(props.value) ? props.value : []
    const indexes = []
    for (let part = 0; part < (LEVELS[props.level] ?? 3); part++) {
      indexes.push(Math.max(0, region.columns(props, indexes)[part].indexOf(value[part])))
    }
    return indexes
  },
  value: (props, columns, indexes) => indexes.map((index, column) => columns[column][clampIndex(index, columns[column])] ?? ''),
  /** The official code of each place; an own entry (`custom-item`) has none and ends the list. */
  codes(names) {
    const codes = []
    let places = getRegions()
    for (const name of names) {
      const place = places.find((candidate) => candidate.name === name)
      if (!place) break
      codes.push(place.code)
      places = place.inside ?? []
    }
    return codes
  },
}

export const MODES = { selector, multiSelector, time, date, region }
