// SPDX-License-Identifier: MIT
// The texts of the program's style sheets, each read once.
import { readProgramFile, readProgramFileLater } from './host.js'

let texts = new Map()

/** Forgets the style sheets read so far. */
export const forgetStyles = () => { texts = new Map() }

export const sheetsAreHere = (paths) => paths.every((path) => texts.has(path))

/** The sheets at once; what was not read yet is waited for. */
export const readSheets = (paths, stamp) => paths.map((path) => {
  if (!texts.has(path)) texts.set(path, readProgramFile(path, stamp) || '')
  return { path, text: texts.get(path) }
})

/** Reads those that are missing side by side: a page of many components has dozens, and on a phone each is a way to the server and back. */
export async function loadSheets (paths) {
  // What arrives after a new build was taken over is of the old one.
  const into = texts
  await Promise.all(paths.filter((path) => !into.has(path)).map(async (path) => into.set(path, await readProgramFileLater(path) || '')))
  return paths.map((path) => ({ path, text: into.get(path) }))
}
