// SPDX-License-Identifier: MIT
// The way to the host: a message handler in the simulator, the parent document on a phone.

export function tellHost(message) {
  const handler = window.webkit?.messageHandlers?.hub
  if (handler) handler.postMessage(JSON.stringify(message))
  else if (window.parent !== window) window.parent.postMessage(message, '*')
}

/** Lets the host call `hubShell`: by name in the simulator, by message where the shell runs in a frame. */
export function offerToHost(calls) {
  window.hubShell = calls
  window.addEventListener('message', async (event) => {
    const message = event.data
    if (event.source !== window.parent || message?.type !== 'host' || !Object.hasOwn(calls, message.call)) return
    const reply = { type: 'hostReply', id: message.id }
    try {
      reply.result = await calls[message.call](...[message.args ?? []].flat())
    } catch (error) {
      reply.errMsg = String(error?.message ?? error)
    }
    if (message.id !== undefined) window.parent.postMessage(reply, '*')
  })
}

/** Asks a service of the host; rejects with its errMsg. */
export async function askHost(name, args) {
  const response = await fetch(new URL('../host/' + name, location.href), {
    method: 'POST',
    headers: { 'Content-Type': 'text/plain' },
    body: JSON.stringify(args ?? {}),
  })
  const answer = await response.json()
  if (!answer.ok) throw new Error(answer.errMsg ?? 'fail')
  return answer.result
}
