// SPDX-License-Identifier: MIT
// The shell's own pictures.
import { icon } from './dom.js'

export const backIcon = () => icon(24, 'M15 4.500 7.500 12l7.500 7.500', { fill: false, width: 2.2 })
export const homeIcon = () => icon(22, ['M4 11.500 12 4.500l8 7', 'M6 10v9.500h12V10', 'M10 19.500v-6h4v6'], { fill: false, width: 1.7 })
export const moreIcon = () => icon(22, ['M4.500 12m-2.100 0a2.100 2.100 0 1 0 4.200 0a2.100 2.100 0 1 0-4.200 0',
  'M12 12m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0', 'M19.500 12m-2.100 0a2.100 2.100 0 1 0 4.200 0a2.100 2.100 0 1 0-4.200 0'])
export const closeIcon = () => icon(20, ['M12 12m-8.500 0a8.500 8.500 0 1 0 17 0a8.500 8.500 0 1 0-17 0', 'M12 12m-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0'],
  { fill: false, width: 2.4 })
export const successIcon = () => icon(40, 'M5 12.500l4.800 4.800L19.500 7', { fill: false, width: 1.8 })
export const errorIcon = () => icon(40, ['M12 6v8', 'M12 17.500v.2'], { fill: false, width: 1.9 })
export const spinnerIcon = (size = 40) => icon(size, 'M12 3a9 9 0 1 1-9 9', { fill: false, width: 1.8 })
export const signalIcon = () => icon(17, ['M1 12h3v4H1z', 'M6 9h3v7H6z', 'M11 6h3v10h-3z', 'M16 3h3v13h-3z'], { viewBox: '0 0 20 18' })
export const wifiIcon = () => icon(16, ['M2 7.500a12 12 0 0 1 16 0', 'M5 10.800a7.500 7.500 0 0 1 10 0', 'M8 14a3.200 3.200 0 0 1 4 0'],
  { fill: false, width: 2, viewBox: '0 1 20 16' })
