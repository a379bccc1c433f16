// SPDX-License-Identifier: MIT
// What is almost surely a mistake; how lines look is up to their author.
const shared = {
  'no-undef': 'error',
  'no-unused-vars': ['error', { args: 'none', caughtErrors: 'none' }],
  'no-redeclare': 'error',
  'no-dupe-keys': 'error',
  'no-unreachable': 'error',
  'no-const-assign': 'error',
  'no-self-assign': 'error',
  'no-eval': 'error',
  'no-new-func': 'error',
  'no-var': 'error',
  'prefer-const': 'error',
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'max-lines': ['error', 700],
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
  complexity: ['error', 25],
}

const names = (list) => Object.fromEntries(list.split(' ').map((name) => [name, 'readonly']))
const common = names('console setTimeout clearTimeout setInterval clearInterval URL Blob performance fetch Intl structuredClone queueMicrotask atob btoa crypto TextEncoder TextDecoder')
const page = names('window document self location navigator addEventListener removeEventListener innerWidth innerHeight getComputedStyle ' +
  'requestAnimationFrame cancelAnimationFrame CustomEvent Event InputEvent MouseEvent KeyboardEvent PointerEvent UIEvent HTMLElement Node IntersectionObserver ' +
  'ResizeObserver MutationObserver MessageChannel Worker Image FontFace customElements matchMedia devicePixelRatio Audio FileReader DOMParser CSS getSelection parent createImageBitmap')

export default [
  { ignores: ['node_modules/**'] },
  { files: ['**/*.{js,mjs}'], languageOptions: { ecmaVersion: 2022, sourceType: 'module', globals: common }, rules: shared },
  { files: ['view/**', 'components/**', 'shell/**', 'api/**'], languageOptions: { globals: page } },
  { files: ['*.mjs'], languageOptions: { globals: names('process Buffer') } },
]
