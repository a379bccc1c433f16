// SPDX-License-Identifier: GPL-3.0-or-later
// Codes read by a second decoder, which shares nothing with the first: every picture that draw-codes writes says what it should.
import assert from "node:assert";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";

const require = createRequire(new URL("../package.json", import.meta.url));
const jsQR = require("jsqr");
const { PNG } = require("pngjs");

test("jsqr reads every code", () => {
  const folder = mkdtempSync(join(tmpdir(), "codes-"));
  try {
    execFileSync(process.env.DRAW_CODES, [folder]);
    const names = readdirSync(folder);
    assert.ok(names.length > 90);
    const missed = names.filter((name) => {
      const { data, width, height } = PNG.sync.read(readFileSync(join(folder, name)));
      return jsQR(new Uint8ClampedArray(data), width, height)?.data !== "https://hub.example.com/c/Ab3dEf7h";
    });
    assert.deepEqual(missed, []);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
