// SPDX-License-Identifier: MIT
// Ways out of the program: other programs, chats, accounts. The simulator says what a phone would open.
import { invoke } from '../control.js'
import { top } from '../router.js'
import { asyncApi } from './base.js'

const page = () => (top() ? top().id : 0)

/** Shows where a phone would go now; with `cancel` the person may stay, which fails. */
const telling = (name, kind, describe, { schema, cancel = false } = {}) => asyncApi(name, async (args) => {
  const { done } = await invoke('tellSheet', { kind, details: describe(args).filter((text) => text !== undefined && text !== '').map(String), cancel }, page())
  if (cancel && !done) throw new Error('fail cancel')
}, schema)

const forward = (name) => asyncApi(name, () => invoke(name, {}, page()).then(() => ({})))

const programOf = ({ appId, shortLink, path, envVersion }) => [appId || shortLink, path, envVersion]

function needTarget (args) {
  if (!args.appId && !args.shortLink) throw new Error('fail parameter error: parameter.appId should be String instead of Undefined;')
  return programOf(args)
}

export const programs = {
  navigateToMiniProgram: telling('navigateToMiniProgram', 'miniProgram', needTarget, { cancel: true }),
  openEmbeddedMiniProgram: telling('openEmbeddedMiniProgram', 'miniProgram', needTarget, { cancel: true }),
  exitMiniProgram: forward('exitMiniProgram'),
  restartMiniProgram: forward('restartMiniProgram'),
  openCustomerServiceChat: telling('openCustomerServiceChat', 'customerService', ({ corpId, extInfo }) => [corpId, extInfo && extInfo.url], { schema: { corpId: 'String', extInfo: {} } }),
  openOfficialAccountProfile: telling('openOfficialAccountProfile', 'officialAccount', ({ username }) => [username]),
  openOfficialAccountArticle: telling('openOfficialAccountArticle', 'article', ({ url }) => [url]),
  openOfficialAccountChat: telling('openOfficialAccountChat', 'officialAccount', ({ username }) => [username]),
  openChannelsUserProfile: telling('openChannelsUserProfile', 'channels', ({ finderUserName }) => [finderUserName]),
  openChannelsActivity: telling('openChannelsActivity', 'channels', ({ finderUserName, feedId }) => [finderUserName, feedId]),
  openChannelsLive: telling('openChannelsLive', 'channels', ({ finderUserName, feedId }) => [finderUserName, feedId]),
  openChannelsEvent: telling('openChannelsEvent', 'channels', ({ finderUserName, eventId }) => [finderUserName, eventId]),
  openCard: telling('openCard', 'card', ({ cardList }) => (cardList || []).map((card) => card.cardId)),
  addCard: telling('addCard', 'card', ({ cardList }) => (cardList || []).map((card) => card.cardId), { cancel: true }),
  shareFileMessage: telling('shareFileMessage', 'chat', ({ fileName, filePath }) => [fileName || filePath], { schema: { filePath: 'String' }, cancel: true }),
  shareVideoMessage: telling('shareVideoMessage', 'chat', ({ videoPath }) => [videoPath], { schema: { videoPath: 'String' }, cancel: true }),
  sendSms: telling('sendSms', 'sms', ({ phoneNumber, content }) => [phoneNumber, content], { cancel: true }),
  makePhoneCall: telling('makePhoneCall', 'phoneCall', ({ phoneNumber }) => [phoneNumber], { schema: { phoneNumber: 'Number|String' }, cancel: true }),
}
