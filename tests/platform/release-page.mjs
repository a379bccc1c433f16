// SPDX-License-Identifier: GPL-3.0-or-later
// The phone's page finds the same version as the platform: its own HMAC beside that of node, and documents as they come.
import assert from 'node:assert'
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import test from 'node:test'

const source = readFileSync(new URL('../../src/platform/phone/assets/release.js', import.meta.url), 'utf8')
const { bucket, choose, read } = await import(`data:text/javascript;base64,${Buffer.from(source).toString('base64')}`)

const expected = (salt, user) => Number(BigInt(`0x${createHmac('sha256', salt).update(user).digest('hex').slice(0, 13)}`) % 10000n)

test('buckets are those of HMAC-SHA256', () => {
  for (let length = 0; length < 200; length += 7) {
    for (const user of ['', 'anna', '店主'.repeat(length), 'x'.repeat(length)]) {
      const salt = 'f'.repeat(length)
      assert.equal(bucket(salt, user), expected(salt, user))
    }
  }
})

test('who is inside the share gets the phased version', () => {
  const full = { package: 'full' }
  const phased = { package: 'phased', salt: '0123456789abcdef0123456789abcdef', share: 5000 }
  const own = bucket(phased.salt, 'anna')
  assert.equal(choose({ state: 'online', full, phased: { ...phased, share: own + 1 } }, 'anna').package, 'phased')
  assert.equal(choose({ state: 'online', full, phased: { ...phased, share: own } }, 'anna').package, 'full')
  assert.equal(choose({ state: 'online', full, phased: null }, 'anna').package, 'full')
  assert.equal(choose({ state: 'suspended', full, phased }, 'anna'), null)
})

test('documents are read with all their letters', () => {
  const payload = Buffer.from(JSON.stringify({ name: 'Corner Shop 角落 ÿ', number: 3 })).toString('base64url')
  assert.deepEqual(read({ payload }), { name: 'Corner Shop 角落 ÿ', number: 3 })
})
