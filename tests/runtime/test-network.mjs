// SPDX-License-Identifier: GPL-3.0-or-later
// Requests and files on a phone, whose host keeps no files and tells no events.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Running, sourcesOf } from './wx-program.mjs'

let program

before(async () => { program = await Running.start(sourcesOf({ index: {} }, { files: { 'data/note.txt': 'a note' } })) })
after(() => program && program.stop())

const run = (source) => program.run(source)

describe('network on a phone', () => {
  it('a file of the package is sent with its bytes', async () => {
    const { data, statusCode } = await run('return wx.uploadFile({ url: "https://files.example.com/put", filePath: "/data/note.txt", name: "f", formData: { n: 1 } })')
    assert.equal(statusCode, 200)
    assert.deepEqual(JSON.parse(data), { name: 'f', fileName: 'note.txt', type: 'text/plain', file: { base64: 'YSBub3Rl' }, formData: { n: '1' } })
  })

  it('a download becomes a file, temporary or where the program wants it', async () => {
    const result = await run('return wx.downloadFile({ url: "https://files.example.com/get.png" })')
    assert.match(result.tempFilePath, /^wxfile:\/\/tmp\/.*\.png$/)
    assert.equal(result.dataLength, 5)
    assert.equal(await run(`return wx.getFileSystemManager().readFileSync(${JSON.stringify(result.tempFilePath)}, 'utf8')`), 'hello')
    const named = await run('return wx.downloadFile({ url: "https://files.example.com/get", filePath: wx.env.USER_DATA_PATH + "/kept" })')
    assert.match(named.filePath, /\/kept$/)
    assert.equal(await run('return wx.getFileSystemManager().readFileSync(wx.env.USER_DATA_PATH + "/kept", "utf8")'), 'hello')
  })

  it('who listens for headers, progress and chunks hears them, at once', async () => {
    assert.deepEqual(await run(`const heard = []
      const task = wx.request({ url: "https://api.example.com/x", enableChunked: true })
      task.onHeadersReceived(({ statusCode }) => heard.push(statusCode))
      task.onChunkReceived(({ data }) => heard.push(JSON.parse(new TextDecoder().decode(data)).method))
      await task
      const download = wx.downloadFile({ url: "https://files.example.com/get" })
      download.onProgressUpdate(({ progress }) => heard.push(progress))
      await download
      return heard`), [200, 'GET', 100])
  })

  it('a domain that is not declared is named, with the place to add it', async () => {
    const error = await run('return wx.request({ url: "https://undeclared.example.com:8443/x?y" }).catch((error) => error)')
    assert.deepEqual([error.errMsg, error.errno], ['request:fail url not in domain list', 600002])
    const message = await program.phone.wait(({ type, level, text }) => type === 'console' && level === 'error' && text.includes('undeclared'), 'the message')
    assert.match(message.text, /^https:\/\/undeclared\.example\.com:8443 is not among the program's request domains\. .*superhub settings domains add --request/)
  })
})
