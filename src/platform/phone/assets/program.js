// SPDX-License-Identifier: MIT
// Starts the program in its frame, which cannot reach this page or the sign-in, and listens to what it tells.
const frame = document.getElementById('program')
const start = JSON.parse(frame.dataset.start)
const dark = window.matchMedia('(prefers-color-scheme: dark)')

if (frame.dataset.update) start.update = 'checking'
start.theme = dark.matches ? 'dark' : 'light'
frame.src = `${frame.dataset.run}runtime/shell.html#${encodeURIComponent(JSON.stringify(start))}`

dark.addEventListener('change', () => {
  frame.contentWindow.postMessage({ type: 'host', call: 'setTheme', args: [dark.matches ? 'dark' : 'light'] }, '*')
})

function showProgram () {
  document.getElementById('waiting').hidden = true
}

window.addEventListener('message', ({ source, data }) => {
  if (source !== frame.contentWindow || typeof data !== 'object' || data === null) return
  if (data.type === 'ready' || data.type === 'error') showProgram()
  if (data.type === 'page' && typeof data.title === 'string' && data.title !== '') document.title = data.title
  if (data.type === 'error') console.error(`${data.message} (${data.file ?? '?'}:${data.line ?? '?'})`)
  if (data.type === 'console') console[data.level === 'error' ? 'error' : 'log'](data.text)
})
// The platform answers when this run is over: its person was removed, the preview was made anew, the service was suspended.
// The page, asked for again, says which.
async function watchEnd () {
  for (;;) {
    const began = Date.now()
    try {
      const { status } = await fetch(`${frame.dataset.run}ended`, { cache: 'no-store' })
      if (status === 404 || status === 410) {
        window.location.reload()
        return
      }
    } catch {}
    if (Date.now() - began < 1000) await new Promise(resolve => setTimeout(resolve, 15000))
  }
}
watchEnd()

// The program has a message of its own when it does not come up; this page must not hide it.
frame.addEventListener('load', () => setTimeout(showProgram, 3000))
