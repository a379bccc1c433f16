// SPDX-License-Identifier: MIT
// One name in its two spellings: as in a template, and as in a program's JavaScript.

/** `stroke-width` → `strokeWidth`. */
export const camel = (name) => name.replace(/-([a-z])/g, (all, letter) => letter.toUpperCase())

/** `strokeWidth` → `stroke-width`. */
export const dashed = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
