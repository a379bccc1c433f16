// SPDX-License-Identifier: MIT
// The phone's own Back button or gesture: it leaves a page of the program first, and only then the program.

export class BackButton {
  /** @param {{depth: function(): number, goBack: function()}} stack */
  constructor(stack) {
    this.stack = stack
    this.armed = false
    window.addEventListener('popstate', () => this.onPop())
  }

  /** Call when the stack changed: while there is somewhere to go back to, one entry of history stands for it. */
  update() {
    if (this.armed || this.stack.depth() < 2) return
    this.armed = true
    window.history.pushState({ hub: true }, '', location.href)
  }

  onPop() {
    this.armed = false
    if (this.stack.depth() > 1) this.stack.goBack()
  }
}
