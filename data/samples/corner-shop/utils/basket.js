// SPDX-License-Identifier: MIT
// The basket and the past orders: kept in storage, so that they survive a restart.
const catalogue = require('./catalogue')

const BASKET = 'basket'
const ORDERS = 'orders'
const BASKET_TAB = 1

let counts = {}

function save() {
  wx.setStorageSync(BASKET, counts)
  showBadge()
}

// The number on the tab bar. It fails on pages without a tab bar, which does not matter here.
function showBadge() {
  const total = size()
  if (total > 0) {
    wx.setTabBarBadge({ index: BASKET_TAB, text: String(total), fail() {} })
  } else {
    wx.removeTabBarBadge({ index: BASKET_TAB, fail() {} })
  }
}

function load() {
  counts = wx.getStorageSync(BASKET) || {}
  showBadge()
}

function setCount(id, count) {
  if (count > 0) counts[id] = count
  else delete counts[id]
  save()
}

function add(id, count) {
  setCount(id, (counts[id] || 0) + count)
}

function clear() {
  counts = {}
  save()
}

function size() {
  return Object.keys(counts).reduce((sum, id) => sum + counts[id], 0)
}

function lines() {
  return Object.keys(counts)
    .map((id) => ({ product: catalogue.find(id), count: counts[id] }))
    .filter((line) => line.product)
}

function cents() {
  return lines().reduce((sum, line) => sum + line.product.cents * line.count, 0)
}

function orders() {
  return wx.getStorageSync(ORDERS) || []
}

// Turns the basket into an order and returns it.
function placeOrder(details) {
  const past = orders()
  const order = Object.assign({}, details, {
    number: past.length + 1,
    placedAt: Date.now(),
    items: lines().map((line) => ({ name: line.product.name, count: line.count })),
  })
  wx.setStorageSync(ORDERS, [order].concat(past))
  clear()
  return order
}

module.exports = { load, showBadge, setCount, add, clear, size, lines, cents, orders, placeOrder }
