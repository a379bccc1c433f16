// SPDX-License-Identifier: MIT
// Lines, circles and areas on the map, as SVG.

const SVG = 'http://www.w3.org/2000/svg'
const list = (value) => (Array.isArray(value) ? value.filter(Boolean) : [])

function shape(name, attributes) {
  const element = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== '') element.setAttribute(key, value)
  }
  return element
}

function polyline(view, item, index) {
  const points = list(item.points).map((point) => view.toScreen(point))
  if (points.length < 2) return []
  const path = points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')
  const width = Number(item.width) || 4
  const common = { points: path, fill: 'none', 'stroke-linejoin': 'round', 'stroke-linecap': 'round' }
  const lines = []
  if (item.borderWidth) lines.push(shape('polyline', { ...common, stroke: item.borderColor || '#000000', 'stroke-width': width + 2 * item.borderWidth }))
  const line = shape('polyline', {
    ...common, stroke: item.color || '#000000', 'stroke-width': width, 'stroke-dasharray': item.dottedLine ? `${width * 2} ${width * 2}` : '', 'data-line': item.id ?? index,
  })
  lines.push(line)
  if (Array.isArray(item.colorList)) {
    item.colorList.forEach((color, at) => {
      if (!points[at + 1]) return
      const [a, b] = [points[at], points[at + 1]]
      lines.push(shape('line', { x1: a.x, y1: a.y, x2: b.x, y2: b.y, stroke: color, 'stroke-width': width, 'stroke-linecap': 'round' }))
    })
  }
  if (item.arrowLine) lines.push(...arrows(points, width))
  return lines
}

/** One arrow in the middle of each long piece. */
function arrows(points, width) {
  const result = []
  for (let i = 1; i < points.length; i += 1) {
    const [a, b] = [points[i - 1], points[i]]
    if (Math.hypot(b.x - a.x, b.y - a.y) < 30) continue
    const turn = Math.atan2(b.y - a.y, b.x - a.x) * 180 / Math.PI
    const at = `translate(${(a.x + b.x) / 2} ${(a.y + b.y) / 2}) rotate(${turn})`
    result.push(shape('path', { d: `M${-width * 0.4} ${-width * 0.4}L${width * 0.4} 0L${-width * 0.4} ${width * 0.4}`, transform: at, fill: 'none', stroke: '#ffffff', 'stroke-width': Math.max(1, width / 5) }))
  }
  return result
}

function circle(view, item) {
  const { x, y } = view.toScreen(item)
  return shape('circle', {
    cx: x, cy: y, r: Math.max(0, view.pixels(Number(item.radius) || 0, item)), fill: item.fillColor || 'transparent', stroke: item.color || '#000000', 'stroke-width': item.strokeWidth ?? 1,
  })
}

function polygon(view, item) {
  const points = list(item.points).map((point) => view.toScreen(point))
  return shape('polygon', {
    points: points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' '), fill: item.fillColor || 'transparent', stroke: item.strokeColor || '#000000',
    'stroke-width': item.strokeWidth ?? 1, 'stroke-dasharray': list(item.dashArray).join(' '),
  })
}

export const createShapes = () => shape('svg', { class: 'hub-map-shapes' })

/** @param {SVGElement} svg */
export function drawShapes(svg, view, { polyline: lines, circles, polygons }) {
  svg.replaceChildren(
    ...list(polygons).map((item) => polygon(view, item)),
    ...list(circles).map((item) => circle(view, item)),
    ...list(lines).flatMap((item, index) => polyline(view, item, index)))
}
