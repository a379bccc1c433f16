// SPDX-License-Identifier: MIT
// The channel between a page and the one that opened it.

export class EventChannel {
  constructor () { Object.defineProperty(this, 'listeners', { value: new Map() }) }

  on (name, listener) {
    if (!this.listeners.has(name)) this.listeners.set(name, [])
    this.listeners.get(name).push(listener)
    return this
  }

  once (name, listener) {
    const wrapped = (...args) => { this.off(name, wrapped); listener(...args) }
    wrapped.origin = listener
    return this.on(name, wrapped)
  }

  off (name, listener) {
    if (listener === undefined) this.listeners.delete(name)
    else this.listeners.set(name, (this.listeners.get(name) || []).filter((item) => item !== listener && item.origin !== listener))
    return this
  }

  emit (name, ...args) {
    for (const listener of [...(this.listeners.get(name) || [])]) listener(...args)
    return this
  }
}

/** The two ends: what one emits the other hears. */
export function channelPair () {
  const [opener, opened] = [new EventChannel(), new EventChannel()]
  const hear = (channel) => EventChannel.prototype.emit.bind(channel)
  const speakTo = (channel, listen) => Object.defineProperty(channel, 'emit', { value: (...args) => { listen(...args); return channel } })
  speakTo(opener, hear(opened))
  speakTo(opened, hear(opener))
  return { opener, opened }
}
