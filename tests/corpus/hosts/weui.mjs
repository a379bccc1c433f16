// SPDX-License-Identifier: GPL-3.0-or-later
// A page for every component of the WeUI extended library.

export default {
  name: 'weui',
  title: 'WeUI 扩展组件',
  package: 'weui-miniprogram',
  folder: 'miniprogram_dist',
  tag: 'mp-',
  path: (name) => `${name}/${name}`,
  appStyle: '@import "miniprogram_npm/weui-miniprogram/weui-wxss/dist/style/weui.wxss";',
  pages: {
    actionsheet: { wxml: '<mp-actionsheet show="{{show}}" title="这是一个标题" actions="{{actions}}" bindactiontap="hide" bindclose="hide" />', data: { show: true, actions: [{ text: '示例菜单', value: 1 }, { text: '负向菜单', type: 'warn', value: 2 }] } },
    badge: { wxml: '<text>新消息</text><mp-badge content="99+" ext-class="spaced" /><mp-badge /><mp-badge content="New" />' },
    cell: { wxml: '<mp-cells title="列表" footer="底部说明"><mp-cell value="标题文字" footer="说明文字" /><mp-cell link hover url="/pages/badge/index" title="链接"><view>内容</view></mp-cell><mp-cell icon="/icon.png" value="带图标" ext-class="a" /></mp-cells>', shows: ['cells'] },
    checkbox: { wxml: '<mp-cells title="单选列表"><mp-checkbox-group prop="radio" multi="{{false}}" bindchange="take"><mp-checkbox wx:for="{{items}}" wx:key="value" label="{{item.name}}" value="{{item.value}}" checked="{{item.checked}}" /></mp-checkbox-group></mp-cells><mp-cells title="复选"><mp-checkbox-group multi><mp-checkbox label="甲" value="a" checked /><mp-checkbox label="乙" value="b" /></mp-checkbox-group></mp-cells><text>选了：{{value}}</text>', data: { items: [{ name: '标准', value: '0', checked: true }, { name: '精确', value: '1' }], value: '' }, script: 'take(e) { this.setData({ value: String(e.detail.value) }) }', shows: ['checkbox-group'] },
    dialog: { wxml: '<mp-dialog title="标题" show="{{show}}" bindbuttontap="hide" buttons="{{buttons}}"><view>内容</view></mp-dialog>', data: { show: true, buttons: [{ text: '取消' }, { text: '确定' }] } },
    'form-page': { wxml: '<mp-form-page title="表单结构" subtitle="展示表单页面的信息结构样式"><mp-cells title="表单组标题"><mp-cell title="微信号" prop="id"><input class="weui-input" placeholder="填写本人微信号" /></mp-cell></mp-cells><view slot="tips">注意</view><view slot="button"><button class="weui-btn" type="primary">确定</button></view></mp-form-page>' },
    form: {
      wxml: '<mp-toptips msg="{{error}}" type="error" show="{{error}}" /><mp-form id="form" rules="{{rules}}" models="{{formData}}"><mp-cells title="表单"><mp-cell prop="qq" title="qq" ext-class=""><input bindinput="edit" data-field="qq" class="weui-input" placeholder="请输入qq" /></mp-cell><mp-cell prop="mobile" title="手机号"><input bindinput="edit" data-field="mobile" class="weui-input" placeholder="请输入手机号" /></mp-cell></mp-cells></mp-form><button type="primary" bindtap="submit">确定</button><text>结果：{{result}}</text>',
      data: { formData: {}, rules: [{ name: 'qq', rules: { required: true, message: 'qq必填' } }, { name: 'mobile', rules: [{ required: true, message: 'mobile必填' }, { mobile: true, message: 'mobile格式不对' }] }], result: '', error: '' },
      script: 'edit(e) { this.setData({ ["formData." + e.currentTarget.dataset.field]: e.detail.value }) }, submit() { this.selectComponent("#form").validate((valid, errors) => { this.setData({ result: valid ? "通过" : errors[0].message, error: valid ? "" : errors[0].message }) }) }',
    },
    gallery: { wxml: '<mp-gallery show="{{show}}" img-urls="{{urls}}" current="{{0}}" bindhide="hide" />', data: { show: true, urls: ['/icon.png', '/icon.png'] } },
    grids: { wxml: '<mp-grids grids="{{grids}}" />', data: { grids: [{ imgUrl: '/icon.png', url: '/pages/badge/index', text: '徽标' }, { imgUrl: '/icon.png', url: '/pages/icon/index', text: '图标' }, { imgUrl: '/icon.png', url: '/pages/cell/index', text: '列表' }] } },
    'half-screen-dialog': { wxml: '<mp-half-screen-dialog bindbuttontap="hide" show="{{show}}" title="测试标题" sub-title="副标题" desc="辅助描述内容" tips="辅助提示内容" buttons="{{buttons}}" />', data: { show: true, buttons: [{ type: 'default', text: '辅助操作' }, { type: 'primary', text: '主操作' }] } },
    icon: { wxml: '<mp-icon icon="add" color="black" size="{{25}}" /><mp-icon type="field" icon="add-friends" color="#07c160" size="{{35}}" /><view>图标</view>' },
    loading: { wxml: '<mp-loading type="dot-white" /><mp-loading type="circle" tips="请稍候" show animated />' },
    msg: { wxml: '<mp-msg type="success" title="操作成功"><view slot="desc">内容详情，可根据实际需要安排 <navigator class="weui-wa-link">文字链接</navigator></view><view slot="extend">辅助说明</view><view slot="handle"><button class="weui-btn" type="primary">推荐操作</button></view></mp-msg>' },
    'navigation-bar': { wxml: '<mp-navigation-bar title="WeUI 标题" back loading show /><view>页面</view>', config: { navigationStyle: 'custom' } },
    searchbar: { wxml: '<mp-searchbar bindselectresult="take" search="{{search}}" value="{{value}}" placeholder="搜索" />', data: { value: '' }, script: 'onLoad() { this.setData({ search: (value) => Promise.resolve([{ text: "搜索结果", value: 1 }, { text: "结果二", value: 2 }]) }) }, take() {}' },
    slideview: { wxml: '<view class="weui-cells"><mp-slideview buttons="{{buttons}}" bindbuttontap="take"><mp-cell value="左滑可以删除" /></mp-slideview><mp-slideview buttons="{{icons}}" icon show><mp-cell value="已经滑开" /></mp-slideview></view>', data: { buttons: [{ text: '普通' }, { text: '警示', type: 'warn' }], icons: [{ src: '/icon.png' }] }, script: 'take() {}', unshown: { 'slideview/slideview-skyline': 'only with the Skyline renderer' } },
    tabbar: { wxml: '<view>页面</view><mp-tabbar style="position:fixed;bottom:0;width:100%;left:0;right:0" list="{{list}}" bindchange="take" />', data: { list: [{ text: '对话', iconPath: '/icon.png', selectedIconPath: '/icon.png', dot: true }, { text: '设置', iconPath: '/icon.png', selectedIconPath: '/icon.png', badge: '8' }] }, script: 'take() {}' },
    toptips: { wxml: '<mp-toptips msg="校验错误" type="error" show="{{show}}" delay="{{0}}" /><view>页面</view>', data: { show: true } },
    uploader: { wxml: '<mp-cells><mp-cell><mp-uploader files="{{files}}" max-count="{{5}}" title="图片上传" tips="图片上传提示" /></mp-cell></mp-cells>', data: { files: [{ url: '/icon.png' }, { url: '/icon.png', loading: true }, { url: '/icon.png', error: true }] } },
  },
}
