// SPDX-License-Identifier: GPL-3.0-or-later
// JavaScriptCore alone has neither of these; the template compiler asks for them when it is loaded.
globalThis.TextDecoder = class {
  decode(bytes) {
    return bytes === undefined ? '' : globalThis.hubDecodeUtf8(bytes);
  }
};
globalThis.TextEncoder = class {
  encode(text) {
    return globalThis.hubEncodeUtf8(text);
  }
};
globalThis.console ??= { log() {}, info() {}, warn() {}, error() {}, debug() {} };
