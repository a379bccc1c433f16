// SPDX-License-Identifier: GPL-3.0-or-later
// A program's files where the host keeps none: FileSystemManager over the worker's memory, and pictures shown from it.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { compile, runtimeFolder } from './compile.mjs'
import { startHost } from './host.mjs'
import { launchBrowser, Phone } from './phone.mjs'

// One red pixel.
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC'
// A folder with a text of 1,000 characters, and a file with a Chinese name; and one whose file would land elsewhere.
const ARCHIVE = 'UEsDBBQAAAAAAAAAIQAAAAAAAAAAAAAAAAAEAAAAZGlyL1BLAwQUAAAACAAAACEA59e5Ew8AAADoAwAADAAAAGRpci9sb25nLnR4dMvJz0tXyBklRolRYjgTAFBLAwQUAAAIAAAAACEA' +
  'H07pBgMAAAADAAAABwAAAOaWhy50eHTmlodQSwECFAMUAAAAAAAAACEAAAAAAAAAAAAAAAAABAAAAAAAAAAAAAAAgAEAAAAAZGlyL1BLAQIUAxQAAAAIAAAAIQDn17kTDwAAAOgDAAAM' +
  'AAAAAAAAAAAAAACAASIAAABkaXIvbG9uZy50eHRQSwECFAMUAAAIAAAAACEAH07pBgMAAAADAAAABwAAAAAAAAAAAAAAgAFbAAAA5paHLnR4dFBLBQYAAAAAAwADAKEAAACDAAAAAAA='
const HARMFUL = 'UEsDBBQAAAAAAAAAIQCDFtyMAQAAAAEAAAAHAAAALi4vLi4veHhQSwECFAMUAAAAAAAAACEAgxbcjAEAAAABAAAABwAAAAAAAAAAAAAAgAEAAAAALi4vLi4veFBLBQYAAAAAAQABADUA' +
  'AAAmAAAAAAA='
const program = new Map([
  ['app.json', '{"pages": ["pages/home/home"]}'],
  ['app.js', 'App({})'],
  ['data/words.txt', 'packed 文\n'],
  ['pages/home/home.wxml', '<image id="picture" src="{{src}}" bindload="loaded" binderror="failed"/><view id="ground" style="background-image: url({{src}})">x</view>'],
  ['pages/home/home.js', `Page({ data: { src: '' }, loaded(e) { this.setData({ size: e.detail.width + 'x' + e.detail.height }) }, failed(e) { this.setData({ size: e.detail.errMsg }) } })`],
])
let browser
let host
let phone

before(async () => {
  browser = await launchBrowser()
  host = await startHost(runtimeFolder(), compile(program))
  phone = await Phone.open(browser, host.base)
  await phone.ready()
  await phone.evaluate('globalThis.fs = wx.getFileSystemManager(); globalThis.usr = wx.env.USER_DATA_PATH; globalThis.failing = (run) => { try { return run() } catch (error) { return error.message } }; 1')
})
after(async () => {
  await browser.close()
  await host.close()
})

const run = (source) => phone.evaluate(source)
const outcome = (call) => run(`new Promise((resolve) => { const { name, ...args } = ${call}; fs[name]({ ...args, success: resolve, fail: resolve }) })`)

describe('files', () => {
  it('are written, read, listed and removed', async () => {
    await run("fs.mkdirSync(usr + '/a/b', true); fs.writeFileSync(usr + '/a/b/c.txt', 'Grüße 世界', 'utf8')")
    assert.equal(await run("fs.readFileSync(usr + '/a/b/c.txt', 'utf-8')"), 'Grüße 世界')
    assert.equal(await run("fs.readFileSync('http://usr/a/b/c.txt', 'hex')"), Buffer.from('Grüße 世界').toString('hex'))
    assert.equal(await run("fs.readFileSync(usr + '/a/b/c.txt', 'utf8', 8, 3)"), '世')
    await run("fs.appendFileSync(usr + '/a/b/c.txt', '!')")
    assert.equal((await outcome("{ name: 'stat', path: usr + '/a/b/c.txt' }")).stats.size, Buffer.byteLength('Grüße 世界!'))
    assert.deepEqual(await run("fs.readdirSync(usr + '/a')"), ['b'])
    assert.deepEqual((await outcome("{ name: 'stat', path: usr + '/a', recursive: true }")).stats.map(({ path }) => path), ['/', '/b', '/b/c.txt'])
    await run("fs.renameSync(usr + '/a/b', usr + '/moved'); fs.copyFileSync(usr + '/moved/c.txt', usr + '/copy.txt')")
    assert.equal((await outcome("{ name: 'access', path: usr + '/copy.txt' }")).errMsg, 'access:ok')
    await run("fs.unlinkSync(usr + '/copy.txt'); fs.rmdirSync(usr + '/moved', true); fs.rmdirSync(usr + '/a')")
    assert.deepEqual(await run('fs.readdirSync(usr)'), [])
  })

  it('know every encoding', async () => {
    for (const [encoding, text, bytes] of [
      ['ascii', 'abc', '616263'], ['base64', 'AP8Q', '00ff10'], ['binary', 'ÿ', 'ff'], ['latin1', 'é', 'e9'], ['hex', '00ff10', '00ff10'],
      ['ucs2', '世', '164e'], ['ucs-2', '世', '164e'], ['utf16le', '世', '164e'], ['utf-16le', '世', '164e'], ['utf8', '世', 'e4b896'], ['utf-8', '世', 'e4b896'],
    ]) {
      await run(`fs.writeFileSync(usr + '/e', ${JSON.stringify(text)}, '${encoding}')`)
      assert.equal(await run("fs.readFileSync(usr + '/e', 'hex')"), bytes, encoding)
      assert.equal(await run(`fs.readFileSync(usr + '/e', '${encoding}')`), text, encoding)
    }
    assert.equal(await run("new Uint8Array(fs.readFileSync(usr + '/e')).length"), 3)
  })

  it('fail as on a phone', async () => {
    const bad = {
      "fs.readFileSync(usr + '/no', 'utf8')": 'readFileSync:fail no such file or directory, open wxfile://usr/no',
      "fs.accessSync(usr + '/no')": 'accessSync:fail no such file or directory wxfile://usr/no',
      "fs.writeFileSync(usr + '/no/a', '')": 'writeFileSync:fail no such file or directory, open wxfile://usr/no/a',
      "fs.writeFileSync(usr, '')": 'writeFileSync:fail permission denied, open wxfile://usr',
      "fs.writeFileSync(usr + '/../tmp/a', '')": 'writeFileSync:fail permission denied, open wxfile://usr/../tmp/a',
      "fs.writeFileSync('wxfile://tmp/a', '')": 'writeFileSync:fail permission denied, open wxfile://tmp/a',
      "fs.writeFileSync('app.js', '')": 'writeFileSync:fail permission denied, open app.js',
      "fs.readFileSync('file:///etc/passwd')": 'readFileSync:fail permission denied, open file:///etc/passwd',
      "fs.mkdirSync(usr + '/x/y')": 'mkdirSync:fail no such file or directory wxfile://usr/x/y',
      "fs.readFileSync(usr + '/e', 'klingon')": 'readFileSync:fail invalid encoding "klingon"',
      "(fs.mkdirSync(usr + '/d'), fs.mkdirSync(usr + '/d'))": 'mkdirSync:fail file already exists wxfile://usr/d',
      "(fs.writeFileSync(usr + '/d/f', 'x'), fs.rmdirSync(usr + '/d'))": 'rmdirSync:fail directory not empty wxfile://usr/d',
      "fs.unlinkSync(usr + '/d')": 'unlinkSync:fail operation not permitted, unlink wxfile://usr/d',
    }
    for (const [source, message] of Object.entries(bad)) assert.equal(await run(`failing(() => ${source})`), message)
    const failed = await outcome("{ name: 'readFile', filePath: usr + '/no' }")
    assert.equal(failed.errMsg, 'readFile:fail no such file or directory, open wxfile://usr/no')
    assert.equal(failed.errno, 1300002)
  })

  it('of the package can be read', async () => {
    assert.equal(await run("fs.readFileSync('/data/words.txt', 'utf8')"), 'packed 文\n')
    assert.equal((await outcome("{ name: 'copyFile', srcPath: 'data/words.txt', destPath: usr + '/words' }")).errMsg, 'copyFile:ok')
    assert.equal((await outcome("{ name: 'getFileInfo', filePath: usr + '/words' }")).digest, '1bd3e9fcc69a21563178a55365fa62b4')
  })

  it('can be open', async () => {
    const read = await run(`(() => {
      const fd = fs.openSync({ filePath: usr + '/fd', flag: 'w+' })
      const written = fs.writeSync({ fd, data: 'hello world' }).bytesWritten
      const buffer = new ArrayBuffer(5)
      fs.readSync({ fd, arrayBuffer: buffer, position: 6 })
      fs.ftruncateSync({ fd, length: 5 })
      const size = fs.fstatSync({ fd }).size
      fs.closeSync({ fd })
      return [written, String.fromCharCode(...new Uint8Array(buffer)), size, failing(() => fs.closeSync({ fd }))]
    })()`)
    assert.deepEqual(read, [11, 'world', 5, 'closeSync:fail bad file descriptor'])
  })

  it('are saved for later', async () => {
    await run(`fs.writeFileSync(usr + '/p.png', '${PIXEL}', 'base64')`)
    const saved = await run("wx.saveFile({ tempFilePath: usr + '/p.png' }).then((result) => result.savedFilePath)")
    assert.match(saved, /^wxfile:\/\/store_\w+\.png$/)
    const { fileList } = await run('wx.getSavedFileList()')
    assert.deepEqual(fileList.map(({ filePath, size }) => [filePath, size]), [[saved, Buffer.from(PIXEL, 'base64').length]])
    await run(`wx.removeSavedFile({ filePath: '${saved}' })`)
    assert.equal((await run('wx.getSavedFileList()')).fileList.length, 0)
  })

  it('come out of archives', async () => {
    await run(`fs.writeFileSync(usr + '/a.zip', '${ARCHIVE}', 'base64')`)
    assert.equal((await outcome("{ name: 'unzip', zipFilePath: usr + '/a.zip', targetPath: usr + '/out' }")).errMsg, 'unzip:ok')
    assert.equal(await run("fs.readFileSync(usr + '/out/dir/long.txt', 'utf8')"), 'long '.repeat(200))
    assert.equal(await run("fs.readFileSync(usr + '/out/文.txt', 'utf8')"), '文')
    const { entries } = await outcome("{ name: 'readZipEntry', filePath: usr + '/a.zip', entries: [{ path: '文.txt', encoding: 'utf8' }, { path: 'no' }] }")
    assert.deepEqual(entries['文.txt'], { data: '文', errMsg: 'readZipEntry:ok' })
    assert.match(entries.no.errMsg, /fail no such file/)
    await run(`fs.writeFileSync(usr + '/bad.zip', '${HARMFUL}', 'base64')`)
    assert.equal((await outcome("{ name: 'unzip', zipFilePath: usr + '/bad.zip', targetPath: usr + '/out' }")).errMsg,
      'unzip:fail permission denied, unzip wxfile://usr/bad.zip -> "wxfile://usr/out"')
    await run("fs.writeFileSync(usr + '/no.zip', 'not an archive at all, whatever its name may say')")
    assert.equal((await outcome("{ name: 'unzip', zipFilePath: usr + '/no.zip', targetPath: usr + '/out' }")).errMsg, 'unzip:fail unzip open file fail')
  })

  it('show as pictures', async () => {
    await run("getCurrentPages()[0].setData({ src: usr + '/p.png' })")
    await phone.until(async () => (await run('getCurrentPages()[0].data.size')) === '1x1', 'the picture')
    assert.match(await phone.call('view', 'style', '#ground', 'background-image'), /^url\("data:image\/png/)
  })
})
