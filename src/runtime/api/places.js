// SPDX-License-Identifier: MIT
// Places that wx.chooseLocation offers: enough to try a program with. Coordinates are GCJ-02, as maps in China use.

export const PLACES = [
  { zh: ['广州塔', '广东省广州市海珠区阅江西路'], en: ['Canton Tower', 'Yuejiang West Road, Haizhu, Guangzhou'], latitude: 23.10647, longitude: 113.32446 },
  { zh: ['天安门', '北京市东城区长安街'], en: ['Tiananmen', 'Chang’an Avenue, Dongcheng, Beijing'], latitude: 39.908823, longitude: 116.39747 },
  { zh: ['东方明珠', '上海市浦东新区世纪大道1号'], en: ['Oriental Pearl Tower', '1 Century Avenue, Pudong, Shanghai'], latitude: 31.239692, longitude: 121.499755 },
  { zh: ['市民中心', '广东省深圳市福田区福中三路'], en: ['Civic Centre', 'Fuzhong 3rd Road, Futian, Shenzhen'], latitude: 22.543527, longitude: 114.057939 },
  { zh: ['宽窄巷子', '四川省成都市青羊区长顺街'], en: ['Kuanzhai Alley', 'Changshun Street, Qingyang, Chengdu'], latitude: 30.66342, longitude: 104.053247 },
  { zh: ['西湖', '浙江省杭州市西湖区龙井路1号'], en: ['West Lake', '1 Longjing Road, Xihu, Hangzhou'], latitude: 30.242865, longitude: 120.148681 },
  { zh: ['黄鹤楼', '湖北省武汉市武昌区蛇山西坡'], en: ['Yellow Crane Tower', 'Snake Hill, Wuchang, Wuhan'], latitude: 30.544763, longitude: 114.302481 },
  { zh: ['大雁塔', '陕西省西安市雁塔区慈恩路'], en: ['Giant Wild Goose Pagoda', 'Ci’en Road, Yanta, Xi’an'], latitude: 34.218230, longitude: 108.964160 },
]
