// SPDX-License-Identifier: GPL-3.0-or-later
exports.divide = (a, b) => {
  if (b === 0) throw new RangeError('divided by zero')
  return a / b
}
