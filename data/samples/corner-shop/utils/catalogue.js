// SPDX-License-Identifier: MIT
// What the shop sells. A real program would fetch this with wx.request().
const categories = [
  { id: 'all', name: 'Everything' },
  { id: 'drinks', name: 'Drinks' },
  { id: 'bakery', name: 'Bakery' },
  { id: 'pantry', name: 'Pantry' },
]

const products = [
  {
    id: 'flat-white',
    category: 'drinks',
    name: 'Flat white',
    note: 'Double shot, silky milk',
    about: 'Beans from the roastery two streets away, ground when you order. Oat milk at no extra cost.',
    cents: 340,
  },
  {
    id: 'mint-tea',
    category: 'drinks',
    name: 'Fresh mint tea',
    note: 'A whole handful of mint',
    about: 'Mint from our own window boxes, hot water and a spoon of honey on the side.',
    cents: 290,
  },
  {
    id: 'lemonade',
    category: 'drinks',
    name: 'Lemonade',
    note: 'Pressed this morning',
    about: 'Lemons, water, a little sugar. Served over ice with a slice of lemon.',
    cents: 320,
  },
  {
    id: 'croissant',
    category: 'bakery',
    name: 'Croissant',
    note: 'Out of the oven at seven',
    about: 'Real butter, twenty-seven layers. Best within the hour, very good all morning.',
    cents: 240,
  },
  {
    id: 'sourdough',
    category: 'bakery',
    name: 'Sourdough loaf',
    note: '750 g, dark crust',
    about: 'Thirty-six hours of patience, wholemeal rye and wheat. Keeps for five days in a cloth.',
    cents: 560,
  },
  {
    id: 'berry-tart',
    category: 'bakery',
    name: 'Berry tart',
    note: 'Vanilla cream, short crust',
    about: 'Small enough for one, generous enough for two forks. The berries follow the season.',
    cents: 420,
  },
  {
    id: 'marmalade',
    category: 'pantry',
    name: 'Orange marmalade',
    note: '340 g jar',
    about: 'Bitter oranges cut by hand, cooked in small copper pans. Bring the jar back for thirty cents.',
    cents: 490,
  },
  {
    id: 'eggs',
    category: 'pantry',
    name: 'Six eggs',
    note: 'From the hens on the hill',
    about: 'Laid by hens that see the sun. Collected every second morning.',
    cents: 380,
  },
]

function list(category) {
  return products.filter((product) => category === 'all' || product.category === category)
}

function find(id) {
  return products.find((product) => product.id === id)
}

module.exports = { categories, list, find }
