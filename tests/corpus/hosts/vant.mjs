// SPDX-License-Identifier: GPL-3.0-or-later
// A page for every component of Vant: what it needs to show something, and its children where it has any.
// `wxml` is the page's template, `data` its data, `script` more members of its Page({}).

const columns = ['杭州', '宁波', '温州', '绍兴', '湖州']
const children = [{ text: '温州', id: 1 }, { text: '杭州', id: 2 }]
const tree = [{ text: '浙江', value: '330000', children: [{ text: '杭州', value: '330100' }] }, { text: '江苏', value: '320000', children: [{ text: '南京', value: '320100' }] }]
const share = [{ name: '微信', icon: 'wechat', openType: 'share' }, { name: '微博', icon: 'weibo' }, { name: '复制链接', icon: 'link' }, { name: '分享海报', icon: 'poster' }]

export default {
  name: 'vant',
  title: 'Vant Weapp',
  package: '@vant/weapp',
  folder: 'lib',
  tag: 'van-',
  path: (name) => `${name}/index`,
  pages: {
    'action-sheet': {
      wxml: '<van-action-sheet show="{{show}}" title="标题" actions="{{actions}}" cancel-text="取消" bind:close="hide" bind:select="hide" />',
      data: { show: true, actions: [{ name: '选项一' }, { name: '选项二', subname: '描述信息' }, { name: '禁用', disabled: true }, { loading: true }] },
    },
    area: {
      wxml: '<van-area area-list="{{areas}}" value="110101" title="地区" />',
      data: { areas: { province_list: { 110000: '北京市', 120000: '天津市' }, city_list: { 110100: '北京市', 120100: '天津市' }, county_list: { 110101: '东城区', 110102: '西城区', 120101: '和平区' } } },
    },
    button: {
      wxml: '<van-button>默认</van-button><van-button type="primary">主要</van-button><van-button type="info" plain>信息</van-button><van-button type="danger" loading loading-text="加载中" />' +
        '<van-button type="warning" icon="star-o" round block>警告</van-button><van-button disabled hairline size="small">禁用</van-button><van-button color="linear-gradient(to right, #4bb0ff, #6149f6)">渐变色</van-button>',
    },
    calendar: {
      wxml: '<van-calendar show="{{show}}" poppable="{{false}}" min-date="{{min}}" max-date="{{max}}" default-date="{{min}}" bind:confirm="hide" style="--calendar-height: 500px" />',
      data: { show: true, min: 1704067200000, max: 1709164800000 },
      shows: ['calendar/components/header/index', 'calendar/components/month/index'],
    },
    card: { wxml: '<van-card num="2" price="2.00" origin-price="10.00" desc="描述信息" title="商品标题" tag="标签" thumb="/icon.png"><view slot="footer"><van-button size="mini">按钮</van-button></view></van-card>' },
    cascader: { wxml: '<van-cascader value="330100" title="请选择所在地区" options="{{tree}}" />', data: { tree } },
    cell: { wxml: '<van-cell-group title="分组"><van-cell title="单元格" value="内容" /><van-cell title="单元格" value="内容" label="描述信息" border="{{false}}" /><van-cell icon="location-o" title="链接" is-link arrow-direction="down" /></van-cell-group>', shows: ['cell-group'] },
    checkbox: {
      wxml: '<van-checkbox value="{{on}}" bind:change="take">复选框</van-checkbox><van-checkbox-group value="{{list}}" bind:change="takeList"><van-checkbox name="a">复选框 a</van-checkbox><van-checkbox name="b" shape="square">复选框 b</van-checkbox></van-checkbox-group>',
      data: { on: true, list: ['a'] },
      script: 'take(e) { this.setData({ on: e.detail }) }, takeList(e) { this.setData({ list: e.detail }) }',
      shows: ['checkbox-group'],
    },
    circle: { wxml: '<van-circle value="{{70}}" text="70%" /><van-circle value="{{40}}" type="2d" color="#ee0a24">插槽</van-circle>' },
    col: { wxml: '<van-row gutter="20"><van-col span="8" custom-class="c">span: 8</van-col><van-col span="8">span: 8</van-col><van-col span="8">span: 8</van-col></van-row>', shows: ['row'] },
    collapse: {
      wxml: '<van-collapse value="{{open}}" bind:change="take"><van-collapse-item title="标题1" name="1">代码是写出来给人看的</van-collapse-item><van-collapse-item title="标题2" name="2" icon="shop-o">附带能在机器上运行</van-collapse-item></van-collapse>',
      data: { open: ['1'] },
      script: 'take(e) { this.setData({ open: e.detail }) }',
      shows: ['collapse-item'],
    },
    'config-provider': { wxml: '<van-config-provider theme-vars="{{vars}}"><van-cell-group><van-cell title="评分"><van-rate value="{{3}}" /></van-cell></van-cell-group><van-button round block type="primary">提交</van-button></van-config-provider>', data: { vars: { rateIconFullColor: '#07c160', buttonPrimaryBackgroundColor: '#07c160' } } },
    'count-down': { wxml: '<van-count-down time="{{108000000}}" /><van-count-down time="{{108000000}}" format="DD 天 HH 时 mm 分 ss 秒" />' },
    'datetime-picker': { wxml: '<van-datetime-picker type="datetime" value="{{now}}" min-date="{{min}}" max-date="{{max}}" />', data: { now: 1706000000000, min: 1704067200000, max: 1735603200000 } },
    dialog: {
      require: "const Dialog = require('@vant/weapp/dialog/dialog').default\n",
      wxml: '<van-dialog id="van-dialog" /><view>结果：{{result}}</view>',
      data: { result: '' },
      script: "onReady() { Dialog.confirm({ title: '标题', message: '弹窗内容' }).then(() => this.setData({ result: '确认' })).catch(() => this.setData({ result: '取消' })) }",
    },
    divider: { wxml: '<van-divider /><van-divider contentPosition="center">文字</van-divider><van-divider dashed contentPosition="left">左侧</van-divider>' },
    'dropdown-menu': {
      wxml: '<van-dropdown-menu active-color="#1989fa"><van-dropdown-item value="{{0}}" options="{{one}}" /><van-dropdown-item id="item" title="筛选"><van-cell title="包邮" /></van-dropdown-item></van-dropdown-menu>',
      data: { one: [{ text: '全部商品', value: 0 }, { text: '新款商品', value: 1 }] },
      shows: ['dropdown-item'],
    },
    empty: { wxml: '<van-empty image="/icon.png" description="描述文字"><van-button round type="danger">按钮</van-button></van-empty>' },
    field: {
      wxml: '<van-cell-group><van-field value="{{value}}" label="用户名" placeholder="请输入用户名" required clearable bind:change="take" /><van-field value="" type="password" label="密码" placeholder="请输入密码" /><van-field value="多行" label="留言" type="textarea" autosize show-word-limit maxlength="{{50}}" /><van-field value="输入框已禁用" label="用户名" disabled left-icon="contact" error-message="手机号格式错误"/></van-cell-group><text>写入：{{value}}</text>',
      data: { value: '小明' },
      script: 'take(e) { this.setData({ value: e.detail }) }',
    },
    'goods-action': { wxml: '<view>商品</view><van-goods-action><van-goods-action-icon icon="chat-o" text="客服" dot /><van-goods-action-icon icon="cart-o" text="购物车" info="5" /><van-goods-action-button text="加入购物车" type="warning" /><van-goods-action-button text="立即购买" /></van-goods-action>', shows: ['goods-action-icon', 'goods-action-button'] },
    grid: { wxml: '<van-grid column-num="3" border><van-grid-item wx:for="{{6}}" wx:key="index" icon="photo-o" text="文字" /></van-grid>', shows: ['grid-item'] },
    icon: { wxml: '<van-icon name="close" /><van-icon name="chat" dot /><van-icon name="cart-o" size="50px" color="red" info="9" /><view>图标</view>' },
    image: { wxml: '<van-image width="100" height="100" src="/icon.png" /><van-image width="10rem" height="10rem" fit="contain" round src="/icon.png" /><van-image width="100" height="100" use-error-slot src="/missing.png"><text slot="error">加载失败</text></van-image>' },
    'index-bar': { wxml: '<van-index-bar index-list="{{list}}"><view wx:for="{{list}}" wx:key="*this"><van-index-anchor index="{{item}}" /><van-cell wx:for="{{3}}" wx:for-item="n" wx:key="n" title="文本" /></view></van-index-bar>', data: { list: ['A', 'B', 'C', 'D', 'E', 'F'] }, shows: ['index-anchor'] },
    info: { wxml: '<view style="position: relative; width: 60px; height: 40px; margin: 20px">信息<van-info info="99+" /></view><view style="position: relative; width: 60px">点<van-info dot /></view>' },
    loading: { wxml: '<van-loading /><van-loading type="spinner" color="#1989fa" /><van-loading size="24px" vertical>加载中...</van-loading>' },
    'nav-bar': { wxml: '<van-nav-bar title="标题" left-text="返回" right-text="按钮" left-arrow /><van-nav-bar title="插槽"><van-icon name="search" slot="right" /></van-nav-bar>' },
    'notice-bar': { wxml: '<van-notice-bar left-icon="volume-o" text="在代码阅读过程中人们说脏话的频率是衡量代码质量的唯一标准。" /><van-notice-bar scrollable="{{false}}" mode="closeable" text="技术是开发它的人的共同灵魂。" /><van-notice-bar wrapable scrollable="{{false}}" mode="link" text="在代码阅读过程中人们说脏话的频率是衡量代码质量的唯一标准。" />' },
    notify: { require: "const Notify = require('@vant/weapp/notify/notify').default\n", wxml: '<van-notify id="van-notify" /><view>通知</view>', script: "onReady() { Notify({ type: 'success', message: '通知内容', duration: 0 }) }" },
    overlay: { wxml: '<van-overlay show="{{show}}" bind:click="hide"><view class="block">遮罩里的内容</view></van-overlay>', data: { show: true } },
    panel: { wxml: '<van-panel title="标题" desc="描述信息" status="状态" use-footer-slot><view>内容</view><view slot="footer"><van-button size="small">按钮</van-button></view></van-panel>' },
    picker: { wxml: '<van-picker columns="{{columns}}" show-toolbar title="标题" default-index="{{2}}" bind:change="take" /><text>选了：{{value}}</text>', data: { columns, value: '' }, script: 'take(e) { this.setData({ value: e.detail.value }) }', shows: ['picker-column'] },
    popup: { wxml: '<van-popup show="{{show}}" round closeable position="bottom" custom-style="height: 30%" bind:close="hide"><view>内容</view></van-popup>', data: { show: true } },
    progress: { wxml: '<view style="padding: 20px"><van-progress percentage="50" /><view style="height: 20px" /><van-progress inactive percentage="25" stroke-width="8" /><view style="height: 20px" /><van-progress pivot-text="橙色" color="#f2826a" percentage="75" /></view>' },
    radio: { wxml: '<van-radio-group value="{{value}}" bind:change="take"><van-radio name="1">单选框 1</van-radio><van-radio name="2" shape="square">单选框 2</van-radio><van-radio name="3" disabled>单选框 3</van-radio></van-radio-group>', data: { value: '1' }, script: 'take(e) { this.setData({ value: e.detail }) }', shows: ['radio-group'] },
    rate: { wxml: '<van-rate value="{{value}}" bind:change="take" /><van-rate value="{{2.5}}" allow-half void-icon="star" void-color="#eee" /><text>{{value}} 星</text>', data: { value: 3 }, script: 'take(e) { this.setData({ value: e.detail }) }' },
    search: { wxml: '<van-search value="{{value}}" label="地址" shape="round" placeholder="请输入搜索关键词" show-action />', data: { value: '' } },
    'share-sheet': { wxml: '<van-share-sheet show="{{show}}" title="立即分享给好友" options="{{share}}" bind:close="hide" bind:select="hide" />', data: { show: true, share }, shows: ['share-sheet/options'] },
    sidebar: { wxml: '<van-sidebar active-key="{{0}}"><van-sidebar-item title="标签名" dot /><van-sidebar-item title="标签名" badge="5" /><van-sidebar-item title="标签名" disabled /></van-sidebar>', shows: ['sidebar-item'] },
    skeleton: { wxml: '<van-skeleton title avatar row="3" /><van-skeleton title row="3" loading="{{false}}"><view>实际内容</view></van-skeleton>' },
    slider: { wxml: '<view style="padding: 30px"><van-slider value="{{50}}" /><view style="height: 30px" /><van-slider value="{{range}}" range bar-height="4px" active-color="#ee0a24" use-button-slot><view slot="left-button" class="b">左</view></van-slider></view><text>滑块</text>', data: { range: [10, 50] } },
    stepper: { wxml: '<van-stepper value="{{value}}" bind:change="take" /><van-stepper value="{{1}}" step="0.2" decimal-length="1" theme="round" /><text>共 {{value}}</text>', data: { value: 1 }, script: 'take(e) { this.setData({ value: e.detail }) }' },
    steps: { wxml: '<van-steps steps="{{steps}}" active="{{1}}" /><van-steps steps="{{steps}}" active="{{1}}" direction="vertical" active-color="#ee0a24" />', data: { steps: [{ text: '步骤一', desc: '描述信息' }, { text: '步骤二', desc: '描述信息' }, { text: '步骤三', desc: '描述信息' }] } },
    sticky: { wxml: '<van-sticky><van-button type="primary">基础用法</van-button></van-sticky><view style="height: 1200px">长页面</view>' },
    'submit-bar': { wxml: '<view>订单</view><van-submit-bar price="{{3050}}" button-text="提交订单" tip="你的收货地址不支持同城送" tip-icon="info-o"><van-tag type="primary">标签</van-tag></van-submit-bar>' },
    'swipe-cell': { wxml: '<van-swipe-cell right-width="{{65}}" left-width="{{65}}"><view slot="left" class="side">选择</view><van-cell-group><van-cell title="单元格" value="内容" /></van-cell-group><view slot="right" class="side">删除</view></van-swipe-cell>' },
    switch: { wxml: '<van-switch checked="{{on}}" bind:change="take" /><van-switch checked loading /><van-switch checked size="24px" active-color="#07c160" /><text>{{on ? "开" : "关"}}</text>', data: { on: true }, script: 'take(e) { this.setData({ on: e.detail }) }' },
    tabs: { wxml: '<van-tabs active="{{1}}" swipeable animated><van-tab title="标签 1">内容 1</van-tab><van-tab title="标签 2" dot>内容 2</van-tab><van-tab title="标签 3" info="5">内容 3</van-tab></van-tabs><van-tabs type="card"><van-tab title="卡 1">卡片 1</van-tab><van-tab title="卡 2">卡片 2</van-tab></van-tabs>', shows: ['tab'] },
    tabbar: { wxml: '<view>页面</view><van-tabbar active="{{active}}" bind:change="take"><van-tabbar-item icon="home-o">标签</van-tabbar-item><van-tabbar-item icon="search" dot>标签</van-tabbar-item><van-tabbar-item icon="friends-o" info="5">标签</van-tabbar-item></van-tabbar>', data: { active: 0 }, script: 'take(e) { this.setData({ active: e.detail }) }', shows: ['tabbar-item'] },
    tag: { wxml: '<van-tag>标签</van-tag><van-tag type="primary" plain>标签</van-tag><van-tag type="success" round size="large">标签</van-tag><van-tag type="danger" mark closeable>标签</van-tag>' },
    toast: { require: "const Toast = require('@vant/weapp/toast/toast').default\n", wxml: '<van-toast id="van-toast" /><view>轻提示</view>', script: "onReady() { Toast.success({ message: '成功文案', duration: 0 }) }" },
    transition: { wxml: '<van-transition show="{{show}}" name="fade-up" custom-class="block">动画里的内容</van-transition>', data: { show: true } },
    'tree-select': { wxml: '<van-tree-select items="{{items}}" main-active-index="{{0}}" active-id="{{1}}" />', data: { items: [{ text: '浙江', children }, { text: '江苏', children: [{ text: '南京', id: 5 }] }] } },
    uploader: { wxml: '<van-uploader file-list="{{files}}" max-count="4" /><view>上传</view>', data: { files: [{ url: '/icon.png', name: '图片', isImage: true, deletable: true }, { url: '/icon.png', status: 'uploading', message: '上传中' }] } },
  },
}
