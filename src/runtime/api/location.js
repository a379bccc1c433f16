// SPDX-License-Identifier: MIT
// Places: choosing one from a list, and showing one.
import { register } from './index.js'
import { PLACES } from './places.js'
import { h } from '../shell/dom.js'
import { askHost } from '../shell/host.js'
import { facts, programLine, request } from '../shell/request-sheet.js'
import { t } from '../shell/strings.js'

const degrees = ({ latitude, longitude }) => `${latitude.toFixed(6)}, ${longitude.toFixed(6)}`

function listPlaces({ from, here }) {
  const chinese = document.documentElement.lang.startsWith('zh')
  const own = [{ name: t('hereName'), address: degrees(here), ...here }]
  if (degrees(from) !== degrees(here)) own.push({ name: t('thereName'), address: degrees(from), ...from })
  return [...own, ...PLACES.map(({ zh, en, latitude, longitude }) => ({ name: (chinese ? zh : en)[0], address: (chinese ? zh : en)[1], latitude, longitude }))]
}

// For the dot of a <map show-location>.
register('deviceLocation', (_args, { fromView }) => {
  if (!fromView) throw new Error('fail not allowed')
  return askHost('location/get', {})
})

register('chooseLocation', async (args, { shell }) => {
  const places = listPlaces(args)
  const boxes = places.map((place, index) => h('input', { type: 'radio', name: 'place', checked: index === 0 }))
  const rows = places.map(({ name, address }, index) => h('label.request-choice', {}, h('span', {}, name, h('small', {}, address)), boxes[index]))
  const field = h('input.modal-field', {
    type: 'search', placeholder: t('searchPlaces'), ariaLabel: t('searchPlaces'),
    oninput: () => rows.forEach((row, index) => {
      row.hidden = !`${places[index].name} ${places[index].address}`.toLowerCase().includes(field.value.trim().toLowerCase())
    }),
  })
  const chosen = await request({
    label: t('choosePlace'),
    body: [programLine(shell, ''), h('h2', {}, t('choosePlace')), field, h('div.request-places', {}, ...rows)],
    buttons: [{ text: t('cancel'), value: null }, { text: t('done'), value: () => places[boxes.findIndex((box) => box.checked)], strong: true }],
    dismissed: null,
  })
  if (!chosen) throw new Error('fail cancel')
  return chosen
})

register('openLocation', async ({ name, address, latitude, longitude }, { shell }) => {
  await request({
    label: name || t('place'),
    body: [programLine(shell, ''), h('h2', {}, name || t('place')), facts([address, degrees({ latitude, longitude })].filter(Boolean)), h('p', {}, t('noMap'))],
    buttons: [{ text: t('done'), value: null, strong: true }],
  })
})
