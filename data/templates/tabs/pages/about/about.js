// SPDX-License-Identifier: MIT
Page({})
