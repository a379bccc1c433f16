module.exports = { text: 'from the sub-package' }
