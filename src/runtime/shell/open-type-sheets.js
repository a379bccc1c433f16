// SPDX-License-Identifier: MIT
// Sheets the host app shows for a <button open-type="…">: consent, customer service, feedback, sharing.
import { h } from './dom.js'
import { openOverlay } from './sheet.js'
import { t } from './strings.js'

/** Shows a sheet until one of its buttons is pressed; resolves with that button's value, or `dismissed`. */
function askSheet({ label, purpose, body, buttons, dismissed = null }) {
  return new Promise((resolve) => {
    const answer = (value) => {
      overlay.close()
      resolve(value)
    }
    const row = h('div.sheet-buttons', {}, ...buttons.map(([text, value, strong]) => (
      h(strong ? 'button.strong' : 'button', { onclick: () => answer(value) }, text))))
    const overlay = openOverlay(h('div.asking', { 'data-purpose': purpose }, ...body, row), { label, onDismiss: () => answer(dismissed) })
  })
}

/** Resolves with whether the person agreed. */
export function askConsent({ title, text, choice }) {
  return askSheet({
    label: title,
    purpose: 'authorize',
    body: [h('h2', {}, title), h('p', {}, text), choice && h('div.asking-choice', {}, choice)],
    buttons: [[t('reject'), false], [t('allow'), true, true]],
    dismissed: false,
  })
}

function shareCard({ name, title, imageUrl }) {
  return h('div.share-card', {}, h('small', {}, name), h('b', {}, title),
    h('div.share-picture', { style: { backgroundImage: imageUrl ? `url(${JSON.stringify(imageUrl)})` : '' } }))
}

/** Shows the card a chat would get, with the page it opens. */
export function showShare({ name, title, path, imageUrl, heading = t('shareTitle') }) {
  return askSheet({
    label: heading,
    purpose: 'share',
    body: [h('h2', {}, heading), shareCard({ name, title, imageUrl }), h('p.share-path', {}, path)],
    buttons: [[t('done'), true, true]],
  })
}

/** Stands for the chat with customer service; resolves with whether the person tapped the card there. */
export function showContact({ name, from, card }) {
  const open = card ? [[t('contactCard'), true]] : []
  return askSheet({
    label: t('contactTitle', name),
    body: [h('h2', {}, t('contactTitle', name)), h('p', {}, t('contactText')), from && h('p.share-path', {}, from),
      card && shareCard({ name, title: card.title, imageUrl: card.image })],
    buttons: [...open, [t('done'), false, true]],
    dismissed: false,
  })
}

export function showFeedback(name) {
  return askSheet({
    label: t('feedbackTitle', name),
    body: [h('h2', {}, t('feedbackTitle', name)), h('p', {}, t('feedbackText'))],
    buttons: [[t('done'), null, true]],
  })
}
