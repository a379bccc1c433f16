// SPDX-License-Identifier: MIT
// What wx.canIUse tells of built-in components beyond the properties their elements declare: closed lists of values
// (`name=value|value`), events, and components without an element of their own. Only what works belongs here.

/** Attributes of every component. */
export const COMMON = 'id class style hidden bindtap bindlongpress bindlongtap bindtouchstart bindtouchmove bindtouchend bindtouchcancel catchtap'

const HOVER = 'hover-class hover-stop-propagation hover-start-time hover-stay-time'
const TYPING = 'bindinput bindfocus bindblur bindconfirm bindkeyboardheightchange'

export const DETAILS = {
  view: HOVER,
  text: 'selectable user-select space=ensp|emsp|nbsp decode',
  image: 'mode=scaleToFill|aspectFit|aspectFill|widthFix|heightFix|top|bottom|center|left|right|top left|top right|bottom left|bottom right binderror bindload',
  button: 'size=default|mini type=primary|default|warn form-type=submit|reset ' +
    'open-type=share|getPhoneNumber|getUserInfo|contact|openSetting|feedback|chooseAvatar|getRealtimePhoneNumber|agreePrivacyAuthorization ' +
    'bindgetuserinfo bindgetphonenumber bindgetrealtimephonenumber bindcontact bindopensetting bindchooseavatar bindagreeprivacyauthorization binderror',
  input: `type=text|number|idcard|digit|nickname|safe-password confirm-type=send|search|next|go|done ${TYPING}`,
  textarea: `confirm-type=send|search|next|go|done|return bindlinechange ${TYPING}`,
  'scroll-view': 'bindscrolltoupper bindscrolltolower bindscroll bindrefresherpulling bindrefresherrefresh bindrefresherrestore bindrefresherabort ' +
    'binddragstart binddragging binddragend',
  swiper: 'bindchange bindtransition bindanimationfinish',
  navigator: `open-type=navigate|redirect|switchTab|reLaunch|navigateBack|exit target=self ${HOVER}`,
  icon: 'type=success|success_no_circle|info|warn|waiting|cancel|download|search|clear',
  progress: 'active-mode=backwards|forwards bindactiveend',
  form: 'bindsubmit bindreset',
  'checkbox-group': 'bindchange',
  'radio-group': 'bindchange',
  slider: 'bindchange bindchanging',
  switch: 'type=switch|checkbox bindchange',
  picker: 'mode=selector|multiSelector|time|date|region fields=year|month|day bindchange bindcolumnchange bindcancel',
  'picker-view': 'bindchange bindpickstart bindpickend',
  canvas: 'type=2d|webgl|webgl2 bindtouchstart bindtouchmove bindtouchend bindtouchcancel binderror',
  video: 'object-fit=contain|fill|cover bindplay bindpause bindended bindtimeupdate bindfullscreenchange bindwaiting binderror bindprogress bindloadedmetadata',
  audio: 'binderror bindplay bindpause bindtimeupdate bindended',
  map: 'bindmarkertap bindcallouttap bindregionchange bindupdated',
  'movable-view': 'direction=all|vertical|horizontal|none bindchange bindscale',
  'cover-view': 'scroll-top',
  'cover-image': 'bindload binderror',
  'web-view': 'bindmessage bindload binderror',
  'page-meta': 'bindresize bindscroll bindscrolldone',
  'page-container': 'bindbeforeenter bindenter bindafterenter bindbeforeleave bindleave bindafterleave bindclickoverlay',
  block: '',
  template: '',
  slot: 'name',
}
