const tool = require('../tool'); Page({ data: { text: tool.text }, onLoad() { getApp().subLoaded = true } })
