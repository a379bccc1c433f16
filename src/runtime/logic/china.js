// SPDX-License-Identifier: MIT
// GCJ-02, the coordinates of maps in China: some hundred metres beside WGS 84.

const RADIUS = 6378245
const FLATTENING = 0.00669342162296594323

const wave = (factor, value, period) => factor * Math.sin(value / period * Math.PI)

const ripple = (value) => wave(20, value, 1 / 6) + wave(20, value, 1 / 2)

function shiftNorth (x, y) {
  const plane = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x))
  return plane + (ripple(x) + wave(20, y, 1) + wave(40, y, 3) + wave(160, y, 12) + wave(320, y, 30)) * 2 / 3
}

function shiftEast (x, y) {
  const plane = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x))
  return plane + (ripple(x) + wave(20, x, 1) + wave(40, x, 3) + wave(150, x, 12) + wave(300, x, 30)) * 2 / 3
}

/** WGS 84 to GCJ-02; outside of China they are the same. */
export function toChina ({ latitude, longitude }) {
  if (longitude < 72.004 || longitude > 137.8347 || latitude < 0.8293 || latitude > 55.8271) return { latitude, longitude }
  const x = longitude - 105
  const y = latitude - 35
  const radians = latitude / 180 * Math.PI
  const magic = 1 - FLATTENING * Math.sin(radians) ** 2
  const north = shiftNorth(x, y) * 180 / ((RADIUS * (1 - FLATTENING)) / (magic * Math.sqrt(magic)) * Math.PI)
  const east = shiftEast(x, y) * 180 / (RADIUS / Math.sqrt(magic) * Math.cos(radians) * Math.PI)
  return { latitude: latitude + north, longitude: longitude + east }
}
