// SPDX-License-Identifier: MIT
// <icon>
import { HubElement, toLength } from './base.js'

const SVG = 'http://www.w3.org/2000/svg'
const DISC = 'M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20z'
const TICK = 'M10.600 14.900l6.500-6.500 1.200 1.200-7.100 7.100a.9.9 0 0 1-1.200 0l-3.800-3.700 1.200-1.200z'
const CROSS = 'M13.300 12l3.200-3.200-1.300-1.300-3.200 3.200-3.200-3.200-1.300 1.300 3.200 3.200-3.200 3.200 1.300 1.300 3.200-3.200 3.200 3.200 1.300-1.300z'
const BANG = 'M11 7h2l-.2 6.500h-1.600zM12 15.200a1.100 1.100 0 1 1 0 2.200 1.100 1.100 0 0 1 0-2.200z'

// type → colour, path (drawn with the even-odd rule: the sign is a hole in the disc)
const ICONS = {
  success: ['#07c160', DISC + TICK],
  success_no_circle: ['#07c160', 'M9.600 18.200l-6-6 1.400-1.400 4.900 4.900L19.700 6l1.400 1.400-10.800 10.800a.5.500 0 0 1-.7 0z'],
  success_circle: ['#07c160', DISC + 'M12 3.400a8.600 8.600 0 1 0 0 17.200 8.600 8.600 0 0 0 0-17.200z' + TICK],
  info: ['#10aeff', DISC + 'M11 10.400h2V17h-2zM12 6.800a1.200 1.200 0 1 1 0 2.400 1.200 1.200 0 0 1 0-2.400z'],
  info_circle: ['#10aeff', DISC + 'M12 3.400a8.600 8.600 0 1 0 0 17.200 8.600 8.600 0 0 0 0-17.200zM11 10.400h2V17h-2zM12 6.800a1.200 1.200 0 1 1 0 2.400 1.200 1.200 0 0 1 0-2.400z'],
  warn: ['#fa5151', DISC + BANG],
  waiting: ['#10aeff', DISC + 'M11.100 6h1.500v5.600l4 2.700-.9 1.300-4.600-3.100z'],
  waiting_circle: ['#10aeff', DISC + 'M12 3.400a8.600 8.600 0 1 0 0 17.200 8.600 8.600 0 0 0 0-17.200zM11.100 6h1.500v5.600l4 2.700-.9 1.300-4.600-3.100z'],
  cancel: ['#fa5151', DISC + 'M12 3.400a8.600 8.600 0 1 0 0 17.200 8.600 8.600 0 0 0 0-17.200z' + CROSS],
  clear: ['#b2b2b2', DISC + CROSS],
  download: ['#07c160', DISC + 'M11.200 6.500h1.600v6.600l2.400-2.400 1.100 1.100L12 16.200l-4.300-4.400 1.100-1.100 2.400 2.400zM7 17.200h10v1.300H7z'],
  search: ['#b2b2b2', 'M10.500 3.500a7 7 0 0 1 5.500 11.300l4.700 4.700-1.200 1.200-4.700-4.700A7 7 0 1 1 10.500 3.500zm0 1.700a5.300 5.300 0 1 0 0 10.600 5.300 5.300 0 0 0 0-10.600z'],
  circle: ['#c9c9c9', DISC + 'M12 3.400a8.600 8.600 0 1 0 0 17.200 8.600 8.600 0 0 0 0-17.200z'],
}

// Programs without "style": "v2" have the colours of the first style.
const FIRST_COLORS = {
  success: '#09bb07', success_no_circle: '#09bb07', success_circle: '#09bb07', warn: '#f76260', cancel: '#f43530', download: '#09bb07',
}

export class IconElement extends HubElement {
  static defaults = { type: '', size: '23', color: '' }

  static reflected = ['type']

  build() {
    const svg = document.createElementNS(SVG, 'svg')
    svg.setAttribute('viewBox', '2 2 20 20')
    svg.setAttribute('aria-hidden', 'true')
    this.path = document.createElementNS(SVG, 'path')
    this.path.setAttribute('fill-rule', 'evenodd')
    svg.append(this.path)
    this.svg = svg
    this.append(svg)
  }

  changed() {
    const { type } = this.hubProps
    const [second, d] = ICONS[type] ?? ['#c9c9c9', '']
    const color = (document.documentElement.dataset.style !== 'v2' && FIRST_COLORS[type]) || second
    const size = toLength(this.hubProps.size)
    this.path.setAttribute('d', d)
    this.svg.style.cssText = `width:${size};height:${size};fill:${this.hubProps.color || color}`
  }
}
