// SPDX-License-Identifier: MIT
// The attributes each built-in component knows, for wx.canIUse: names, `name=value|value` where the values are a closed list.
// Only what works belongs here.

/** Attributes of every component. */
export const COMMON = 'id class style hidden bindtap bindlongpress bindlongtap bindtouchstart bindtouchmove bindtouchend bindtouchcancel catchtap'

export const ATTRIBUTES = {
  view: 'hover-class hover-stop-propagation hover-start-time hover-stay-time',
  text: 'selectable user-select space=ensp|emsp|nbsp decode overflow max-lines',
  image: 'src mode=scaleToFill|aspectFit|aspectFill|widthFix|heightFix|top|bottom|center|left|right lazy-load show-menu-by-longpress webp binderror bindload',
  button: 'size=default|mini type=primary|default|warn plain disabled loading form-type=submit|reset ' +
    'open-type=share|getPhoneNumber|getUserInfo|contact|launchApp|openSetting|feedback|chooseAvatar|getRealtimePhoneNumber|agreePrivacyAuthorization ' +
    'hover-class hover-stop-propagation hover-start-time hover-stay-time bindgetuserinfo bindgetphonenumber bindcontact bindopensetting bindchooseavatar binderror',
  input: 'value type=text|number|idcard|digit|nickname password placeholder placeholder-style placeholder-class disabled maxlength focus auto-focus cursor ' +
    'confirm-type=send|search|next|go|done confirm-hold selection-start selection-end adjust-position hold-keyboard always-embed bindinput bindfocus bindblur bindconfirm bindkeyboardheightchange',
  textarea: 'value placeholder placeholder-style placeholder-class disabled maxlength auto-focus focus auto-height fixed cursor show-confirm-bar selection-start ' +
    'selection-end adjust-position hold-keyboard disable-default-padding confirm-type=send|search|next|go|done|return bindfocus bindblur bindlinechange bindinput bindconfirm bindkeyboardheightchange',
  'scroll-view': 'scroll-x scroll-y upper-threshold lower-threshold scroll-top scroll-left scroll-into-view scroll-with-animation enable-flex scroll-anchoring ' +
    'enhanced bounces show-scrollbar paging-enabled refresher-enabled refresher-threshold refresher-default-style refresher-background refresher-triggered ' +
    'bindscrolltoupper bindscrolltolower bindscroll bindrefresherpulling bindrefresherrefresh bindrefresherrestore bindrefresherabort binddragstart binddragging binddragend',
  swiper: 'indicator-dots indicator-color indicator-active-color autoplay current current-item-id interval duration circular vertical previous-margin next-margin ' +
    'display-multiple-items easing-function bindchange bindtransition bindanimationfinish',
  'swiper-item': 'item-id',
  navigator: 'url open-type=navigate|redirect|switchTab|reLaunch|navigateBack|exit delta target=self hover-class hover-stop-propagation hover-start-time hover-stay-time',
  icon: 'type=success|success_no_circle|info|warn|waiting|cancel|download|search|clear size color',
  progress: 'percent show-info border-radius font-size stroke-width color activeColor backgroundColor active active-mode=backwards|forwards duration bindactiveend',
  form: 'report-submit report-submit-timeout bindsubmit bindreset',
  label: 'for',
  checkbox: 'value disabled checked color',
  'checkbox-group': 'bindchange',
  radio: 'value checked disabled color',
  'radio-group': 'bindchange',
  slider: 'min max step disabled value color activeColor backgroundColor selected-color background-color activeColor block-size block-color show-value bindchange bindchanging',
  switch: 'checked disabled type=switch|checkbox color bindchange',
  picker: 'mode=selector|multiSelector|time|date|region header-text disabled range range-key value start end fields=year|month|day custom-item level bindchange bindcolumnchange bindcancel',
  'picker-view': 'value indicator-style indicator-class mask-style mask-class immediate-change bindchange bindpickstart bindpickend',
  'picker-view-column': '',
  'rich-text': 'nodes space=ensp|emsp|nbsp user-select',
  canvas: 'type=2d|webgl canvas-id disable-scroll bindtouchstart bindtouchmove bindtouchend bindtouchcancel bindlongtap binderror',
  video: 'src duration controls autoplay loop muted initial-time direction show-progress show-fullscreen-btn show-play-btn show-center-play-btn object-fit=contain|fill|cover ' +
    'poster bindplay bindpause bindended bindtimeupdate bindfullscreenchange bindwaiting binderror bindprogress bindloadedmetadata',
  audio: 'id src loop controls poster name author binderror bindplay bindpause bindtimeupdate bindended',
  'movable-area': 'scale-area',
  'movable-view': 'direction=all|vertical|horizontal|none inertia out-of-bounds x y damping friction disabled scale scale-min scale-max scale-value animation bindchange bindscale',
  'cover-view': 'scroll-top',
  'cover-image': 'src bindload binderror',
  'web-view': 'src bindmessage bindload binderror',
  'page-meta': 'background-text-style background-color background-color-top background-color-bottom root-background-color scroll-top scroll-duration page-style ' +
    'page-font-size root-font-size page-orientation bindresize bindscroll bindscrolldone',
  'navigation-bar': 'title loading front-color background-color color-animation-duration color-animation-timing-func',
  'root-portal': 'enable',
  block: '',
  template: '',
  slot: 'name',
}
