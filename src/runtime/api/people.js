// SPDX-License-Identifier: MIT
// What a phone knows of its owner: here always a sample, and the person sees that.
import { register } from './index.js'
import { h } from '../shell/dom.js'
import { facts, programLine, request } from '../shell/request-sheet.js'
import { t } from '../shell/strings.js'

register('askProfile', async ({ desc }, { shell }) => {
  const nickName = t('profileName')
  const allowed = await request({
    label: t('profileTitle'),
    purpose: 'authorize',
    body: [programLine(shell, t('asks')), h('h2', {}, t('profileTitle')), desc && h('p', {}, t('profileDesc', desc)),
      h('div.request-choice', {}, h('span.request-face', { ariaHidden: 'true' }, [...nickName][0]), h('span', {}, nickName, h('small', {}, t('profileText'))))],
    buttons: [{ text: t('denied'), value: false }, { text: t('allowed'), value: true, strong: true }],
    dismissed: false,
  })
  return { allowed, nickName }
})

const SAMPLES = {
  address: {
    userName: '张三', postalCode: '510000', provinceName: '广东省', cityName: '广州市', countyName: '海珠区', streetName: '新港中路',
    detailInfo: '新港中路397号', detailInfoNew: '新港中路397号', nationalCode: '510105', telNumber: '020-81167888',
  },
  invoiceTitle: {
    type: '0', title: '示例公司', taxNumber: '91440101000000000X', companyAddress: '广州市海珠区新港中路397号', telephone: '020-81167888', bankName: '示例银行', bankAccount: '0000000000000000',
  },
  invoice: { invoiceInfo: JSON.stringify([{ card_id: 'simulator', encrypt_code: 'simulator', app_id: 'simulator' }]), cardId: 'simulator', encryptCode: 'simulator' },
  contact: { phoneNumber: '13800000000', displayName: '张三', phoneNumberList: '13800000000' },
  licensePlate: { plateNumber: '粤A00000' },
}

register('askSample', async ({ kind }, { shell }) => {
  const result = SAMPLES[kind]
  const shown = Object.values(result).filter((value) => typeof value === 'string' && !value.startsWith('[')).slice(0, 7)
  const chosen = await request({
    label: t(kind),
    purpose: 'authorize',
    body: [programLine(shell, t('asks')), h('h2', {}, t(kind)), h('p', {}, t('sampleText')), facts(shown)],
    buttons: [{ text: t('cancel'), value: false }, { text: t('confirm'), value: true, strong: true }],
    dismissed: false,
  })
  return { chosen, result }
})
