// SPDX-License-Identifier: GPL-3.0-or-later
Page({
  data: {
    lines: 'one\ntwo  three',
    entities: '1 &lt; 2&nbsp;&amp;',
    picture: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="200" height="80"><rect width="200" height="80" fill="teal"/></svg>',
    html: '<p class="red" onclick="alert(1)">Rich <b>text</b><script>alert(2)</script><img src="javascript:alert(3)"></p>',
    nodes: [{ name: 'div', attrs: { class: 'red', style: 'font-size: 20px' }, children: [{ type: 'text', text: 'a &lt; b' }] }, { name: 'iframe' }],
  },
  hear(event) {
    getApp().globalData.heard.push([event.type, event.detail])
  },
})
