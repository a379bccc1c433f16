// SPDX-License-Identifier: GPL-3.0-or-later
// The component framework's own tests (some 760), in a document of jsdom.
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { expect } from 'expect'
import jestMock from 'jest-mock'
import { JSDOM } from 'jsdom'
import { bundleTests } from './framework.mjs'

const { window } = new JSDOM('<!DOCTYPE html><body></body>', { pretendToBeVisual: true })
Object.assign(globalThis, {
  window, document: window.document, Node: window.Node, Element: window.Element, HTMLElement: window.HTMLElement, CustomEvent: window.CustomEvent, Event: window.Event, TouchEvent: window.TouchEvent,
  MutationObserver: window.MutationObserver, requestAnimationFrame: window.requestAnimationFrame, getComputedStyle: window.getComputedStyle,
  describe, it, test: it, beforeEach, afterEach, beforeAll: before, afterAll: after, expect, jest: { fn: jestMock.fn },
})
const folder = mkdtempSync(join(tmpdir(), 'superhub-framework-'))
const script = join(folder, 'tests.cjs')
await bundleTests(script)
createRequire(import.meta.url)(script)
rmSync(folder, { recursive: true })
