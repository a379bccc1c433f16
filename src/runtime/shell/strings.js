// SPDX-License-Identifier: MIT
// What the shell says itself, by language. `%s` is replaced in order.
const TABLE = {
  en: {
    back: 'Back',
    home: 'Home page',
    more: 'More',
    close: 'Close',
    cancel: 'Cancel',
    confirm: 'OK',
    done: 'Done',
    loading: 'Loading…',
    starting: 'Starting %s',
    miniProgram: 'Mini program',
    relaunch: 'Relaunch',
    goOn: 'Go on',
    wait: 'Wait',
    openAgain: 'Open again',
    closed: '%s is in the background',
    closedHint: 'On a phone you would be back in the app that opened it.',
    errorStart: 'The program could not start',
    errorRun: 'The program made a mistake',
    errorRender: 'The page could not be drawn',
    errorCompile: 'The program does not compile',
    errorHang: 'The program does not answer',
    errorHangHint: 'It has been busy for more than five seconds. Perhaps a loop never ends.',
    errorNoProgram: 'There is no compiled program here (%s).',
    errorPhone: 'Something went wrong in this mini program.',
    details: 'Details',
    goHome: 'Go to the home page',
    copyPath: 'Copy the page path',
    copied: 'Copied',
    darkMode: 'Dark mode',
    lightMode: 'Light mode',
    picture: 'Picture %s of %s',
    pullDown: 'Refreshing',
    tabs: 'Tabs',
    tabBadge: '%s, %s',
  },
  'zh-CN': {
    back: '返回',
    home: '首页',
    more: '更多',
    close: '关闭',
    cancel: '取消',
    confirm: '确定',
    done: '完成',
    loading: '加载中…',
    starting: '正在启动 %s',
    miniProgram: '小程序',
    relaunch: '重新启动',
    goOn: '继续',
    wait: '等待',
    openAgain: '重新打开',
    closed: '%s 已进入后台',
    closedHint: '在手机上,此时会回到打开它的应用。',
    errorStart: '小程序无法启动',
    errorRun: '小程序运行出错',
    errorRender: '页面无法渲染',
    errorCompile: '小程序编译失败',
    errorHang: '小程序没有响应',
    errorHangHint: '它已经忙了五秒以上,可能有一个循环没有结束。',
    errorNoProgram: '这里没有编译好的小程序(%s)。',
    errorPhone: '这个小程序出了点问题。',
    details: '详情',
    goHome: '回到首页',
    copyPath: '复制页面路径',
    copied: '已复制',
    darkMode: '深色模式',
    lightMode: '浅色模式',
    picture: '第 %s 张,共 %s 张',
    pullDown: '正在刷新',
    tabs: '标签栏',
    tabBadge: '%s,%s',
  },
}

let table = TABLE.en

/** Chooses the language: an exact match, then Chinese for any `zh…`, else English. */
export function setLanguage(language = 'en') {
  const name = language.replace('_', '-')
  table = TABLE[name] ?? (name.startsWith('zh') ? TABLE['zh-CN'] : TABLE.en)
  document.documentElement.lang = table === TABLE.en ? 'en' : 'zh-CN'
}

export function t(key, ...values) {
  let text = table[key] ?? TABLE.en[key] ?? key
  for (const value of values) text = text.replace('%s', String(value))
  return text
}
