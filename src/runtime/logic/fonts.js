// SPDX-License-Identifier: MIT
// Fonts that a program loads at run time: into one page, or into all, those to come too.

const everywhere = []

/** Loads a font into a page's view; resolves with {status: 'loaded'} or {status: 'error', message}. */
export const loadFont = (context, font) => new Promise((resolve) => {
  context.call('loadFont', 1, font, (answer) => resolve(answer || { status: 'error', message: 'the page was closed' }))
})

/** Every later page gets it, too. */
export function addGlobalFont (font) { everywhere.push(font) }

/** Called for each new page. */
export function loadGlobalFonts (context) {
  for (const font of everywhere) loadFont(context, font)
}
