// SPDX-License-Identifier: MIT
// What an automation client asks of the parts around the program: bars, dialogs, its end. The rest goes to the logic layer.

// Longer than any transition of the shell.
const SETTLED = 1500

function press(button, what) {
  if (!button || button.hidden) throw new Error(`there is no ${what}`)
  button.click()
}

/** A dialog's button: the topmost dialog that is still open counts. */
const inDialog = (selector) => [...document.querySelectorAll(`.overlay:not([inert]) ${selector}`)].pop()

// What a sheet asks for stands in its `data-purpose`. One that only informs has a single button, which answers either way.
const agree = (purpose) => inDialog(`[data-purpose="${purpose}"] button.strong`)
const refuse = (purpose) => [...document.querySelectorAll(`.overlay:not([inert]) [data-purpose="${purpose}"] button:not(.strong)`)].shift() ?? agree(purpose)

const natives = {
  goHome: (shell) => shell.goHome(),
  navigateLeft: (shell) => {
    const bar = shell.pages.current?.bar
    press(bar && [bar.backButton, bar.homeButton].find((button) => !button.hidden), 'button on the left of the navigation bar')
  },
  confirmModal: () => press(inDialog('.modal .modal-buttons .strong'), 'modal dialog to confirm'),
  cancelModal: () => press(inDialog('.modal .modal-buttons button:not(.strong)'), 'modal dialog to cancel'),
  switchTab: (shell, { url } = {}) => {
    const path = String(url ?? '').replace(/^\//, '').split('?')[0]
    const item = shell.tabBar.items[shell.tabBar.indexOf(path)]
    press(item?.button, `tab "${path}"`)
  },
  authorizeAllow: () => press(agree('authorize'), 'question for permission'),
  authorizeCancel: () => press(refuse('authorize'), 'question for permission'),
  closePaymentDialog: () => press(refuse('payment'), 'payment dialog'),
  shareConfirm: () => press(agree('share'), 'share dialog'),
  shareCancel: () => press(refuse('share'), 'share dialog'),
}

async function native(shell, { method, data }) {
  if (!Object.hasOwn(natives, method)) throw new Error(`"${method}" is not a native action the simulator knows`)
  natives[method](shell, data ?? {})
  // The press is a message to the program, and so is this: when it is answered, the program has dealt with the press.
  await askProgram(shell, 'Tool.getInfo', {})
  return {}
}

const askProgram = (shell, method, params) => shell.logic.call({ type: 'automate', method, params })

const frame = () => new Promise((done) => { requestAnimationFrame(done) })
const limit = (ms) => new Promise((done) => { setTimeout(done, ms) })

/** Waits until the shell stands still, for a picture. */
async function settle() {
  const moving = document.getAnimations().filter((animation) => animation.effect.getComputedTiming().endTime < Infinity)
  await Promise.race([Promise.all(moving.map((animation) => animation.finished.catch(() => {}))), limit(SETTLED)])
  await Promise.race([frame().then(frame), limit(SETTLED)])
  return {}
}

const own = {
  'Tool.native': native,
  'App.exit': (shell) => {
    shell.closeProgram()
    return {}
  },
  'Shell.settle': settle,
}

/** Carries out one request of an automation client. */
export async function automate(shell, method, params) {
  if (Object.hasOwn(own, method)) return own[method](shell, params)
  return askProgram(shell, method, params)
}

