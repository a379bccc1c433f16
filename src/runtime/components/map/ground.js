// SPDX-License-Identifier: MIT
// The ground of the map: no tiles, which would need a service, but the lines of latitude and longitude, truly placed.

// Distances between lines, in degrees.
const STEPS = [45, 30, 15, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0002, 0.0001]
const ROOM = 90
const NOTE = 'grid map · no tiles'

const LIGHT = { ground: '#eef1ec', line: '#d3dad0', strong: '#b9c4b5', text: '#7d8a79' }
const DARK = { ground: '#20262b', line: '#323b42', strong: '#44505a', text: '#8b98a3' }

function draw(context, view, colors, from, to, step, horizontal) {
  const first = Math.ceil(from / step) * step
  const digits = Math.max(0, Math.ceil(-Math.log10(step)))
  for (let degree = first; degree <= to + step / 1000; degree += step) {
    const at = view.toScreen(horizontal ? { latitude: degree, longitude: view.longitude } : { latitude: view.latitude, longitude: degree })
    const place = Math.round(horizontal ? at.y : at.x) + 0.5
    const strong = Math.abs(Math.round(degree / step)) % 5 === 0
    context.strokeStyle = strong ? colors.strong : colors.line
    context.beginPath()
    if (horizontal) {
      context.moveTo(0, place)
      context.lineTo(view.width, place)
    } else {
      context.moveTo(place, 0)
      context.lineTo(place, view.height)
    }
    context.stroke()
    const text = `${Math.abs(degree).toFixed(digits)}°${horizontal ? (degree < 0 ? 'S' : 'N') : (degree < 0 ? 'W' : 'E')}`
    context.fillStyle = colors.text
    if (horizontal) context.fillText(text, 4, place - 3)
    else if (place > 50) context.fillText(text, place + 3, 11)
  }
}

/** @param {HTMLCanvasElement} canvas @param {import('./projection.js').View} view */
export function drawGround(canvas, view, dark) {
  const ratio = Math.min(3, window.devicePixelRatio || 1)
  canvas.width = Math.max(1, Math.round(view.width * ratio))
  canvas.height = Math.max(1, Math.round(view.height * ratio))
  const context = canvas.getContext('2d')
  const colors = dark ? DARK : LIGHT
  context.scale(ratio, ratio)
  context.fillStyle = colors.ground
  context.fillRect(0, 0, view.width, view.height)
  context.font = '10px sans-serif'
  context.lineWidth = 1
  const degrees = ROOM / view.world * 360
  const step = STEPS.findLast((candidate) => candidate >= degrees) ?? STEPS[0]
  const { southwest, northeast } = view.region()
  draw(context, view, colors, southwest.longitude, northeast.longitude, step, false)
  draw(context, view, colors, southwest.latitude, northeast.latitude, step, true)
  context.fillStyle = colors.text
  context.textAlign = 'right'
  context.fillText(NOTE, view.width - 5, view.height - 5)
}
