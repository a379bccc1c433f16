// SPDX-License-Identifier: MIT
// Light and dark, and the `@name` colours of theme.json.

const DEFAULTS = {
  light: {
    navigationBarBackgroundColor: '#ffffff', navigationBarTextStyle: 'black',
    backgroundColor: '#ffffff', backgroundTextStyle: 'dark',
    color: '#7f7f7f', selectedColor: '#07c160', tabBackground: '#ffffff', borderStyle: 'black',
  },
  dark: {
    navigationBarBackgroundColor: '#111111', navigationBarTextStyle: 'white',
    backgroundColor: '#111111', backgroundTextStyle: 'light',
    color: '#8a8a8a', selectedColor: '#07c160', tabBackground: '#1e1e1e', borderStyle: 'white',
  },
}

export class Theme {
  constructor(name) {
    this.asked = name === 'dark' ? 'dark' : 'light'
    this.aware = false
    this.variables = {}
  }

  /** What the program sees: always light unless it says in app.json that it knows dark. */
  get name() {
    return this.aware ? this.asked : 'light'
  }

  get defaults() {
    return DEFAULTS[this.name]
  }

  async load(config, base) {
    const app = config?.app?.config ?? {}
    this.aware = app.darkmode === true
    // The old values stay until the new ones are there, so that no bar changes its colour in between.
    this.variables = app.themeLocation ? await readVariables(new URL('app/' + String(app.themeLocation).replace(/^\.?\//, ''), base)) : {}
  }

  set(name) {
    this.asked = name === 'dark' ? 'dark' : 'light'
  }

  /** A configured value, with `@name` replaced; undefined where it is not set. */
  resolve(value) {
    if (typeof value !== 'string' || value[0] !== '@') return value
    return this.variables[this.name]?.[value.slice(1)]
  }

  /** Shows the theme in the shell's own parts. */
  apply() {
    document.documentElement.dataset.theme = this.name
  }
}

// Without its theme file the program shows the default colours.
async function readVariables(url) {
  try {
    return await (await fetch(url, { cache: 'no-store' })).json()
  } catch {
    return {}
  }
}
