// SPDX-License-Identifier: GPL-3.0-or-later
// What the style compilers ask for when they are loaded, and JavaScriptCore alone has not.

// Addresses here are only names: "hub:///" and a path of the program.
globalThis.URL ??= class URL {
  constructor(text, base) {
    const address = String(text);
    this.href = /^[a-z][a-z0-9+.-]*:/i.test(address) || base === undefined ? address : String(base).replace(/[^/]*$/, '') + address;
    [, this.protocol] = /^([a-z][a-z0-9+.-]*:)?/i.exec(this.href);
    this.pathname = this.href.slice((this.protocol || '').length).replace(/^\/\//, '').replace(/[?#].*$/s, '');
    this.host = this.hostname = this.search = this.hash = '';
  }

  toString() {
    return this.href;
  }

  toJSON() {
    return this.href;
  }
};
globalThis.self ??= globalThis;
globalThis.location ??= { href: 'hub:///' };
globalThis.console ??= { log() {}, info() {}, warn() {}, error() {}, debug() {} };
globalThis.setTimeout ??= (call) => Promise.resolve().then(call);
globalThis.clearTimeout ??= () => {};
