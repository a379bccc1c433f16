// SPDX-License-Identifier: MIT
// Payments and subscription messages: the simulator asks what the person would do, and answers so. Nothing is paid or sent.
import { invoke } from '../control.js'
import { top } from '../router.js'
import { asyncApi, failWith } from './base.js'
import { saveSettings, subscriptions } from './settings.js'

const page = () => (top() ? top().id : 0)
const MOST_TEMPLATES = 3

const paying = (name, describe, schema) => asyncApi(name, async (args) => {
  const { outcome } = await invoke('askPayment', { api: name, details: describe(args) }, page())
  if (outcome === 'cancel') throw new Error('fail cancel')
  if (outcome === 'fail') throw new Error('fail payment failed')
}, schema)

async function subscribe ({ tmplIds }) {
  if (tmplIds.length === 0) throw failWith("fail TmplIds can't be empty", { errCode: 10001 })
  if (tmplIds.length > MOST_TEMPLATES) throw failWith('fail Templates count out of max bounds', { errCode: 20003 })
  const fresh = tmplIds.filter((id) => !subscriptions()[id])
  const { answers, always } = fresh.length ? await invoke('askSubscribe', { tmplIds: fresh }, page()) : { answers: {} }
  const result = {}
  for (const id of tmplIds) result[id] = subscriptions()[id] || answers[id] || 'reject'
  if (always) {
    Object.assign(subscriptions(), answers)
    saveSettings()
  }
  return result
}

export const commerce = {
  requestPayment: paying('requestPayment', ({ package: order, signType }) => [String(order), signType || 'MD5'],
    { timeStamp: 'String', nonceStr: 'String', package: 'String', paySign: 'String' }),
  requestOrderPayment: paying('requestOrderPayment', ({ package: order }) => [String(order || '')]),
  requestPluginPayment: paying('requestPluginPayment', ({ fee, currencyType }) => [`${fee} ${currencyType || ''}`]),
  requestVirtualPayment: paying('requestVirtualPayment', ({ signData }) => [String(signData || '')]),
  requestCommonPayment: paying('requestCommonPayment', ({ package: order }) => [String(order || '')]),
  requestMerchantTransfer: paying('requestMerchantTransfer', ({ package: order }) => [String(order || '')]),
  requestSubscribeMessage: asyncApi('requestSubscribeMessage', subscribe, { tmplIds: ['String'] }),
}
