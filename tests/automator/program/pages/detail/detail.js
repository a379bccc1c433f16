// SPDX-License-Identifier: GPL-3.0-or-later
Page({ data: { id: '' }, onLoad ({ id }) { this.setData({ id }) } })
