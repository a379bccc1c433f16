/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `wx.*` that needs the host, in a running program: files and the network. */
#include <adwaita.h>

#include "network-server.h"
#include "simulator-driver.h"

typedef struct
{
  Driver      driver;
  SoupServer *server;
  char       *base;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->server = network_server_start (&fixture->base);
  driver_set_up (&fixture->driver, NULL);
  driver_write (&fixture->driver, "pages/home/home.wxml",
                "<image class=\"picture\" src=\"{{src}}\" bindload=\"loaded\" binderror=\"failed\"/><view class=\"size\">{{size}}</view>\n");
  driver_write (&fixture->driver, "pages/home/home.js",
                "Page({ data: { src: '', size: '' },"
                " loaded(e) { this.setData({ size: `${e.detail.width}x${e.detail.height}` }) },"
                " failed(e) { this.setData({ size: e.detail.errMsg }) } })\n");
  driver_open (&fixture->driver, NULL);
  driver_wait_running (&fixture->driver);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  driver_tear_down (&fixture->driver, NULL);
  g_clear_object (&fixture->server);
  g_free (fixture->base);
}

/* Runs the body of an asynchronous function in the logic layer, where `base` is the server and `fs` the files. */
static char *
run (Fixture *fixture, const char *body)
{
  g_autofree char *script = g_strdup_printf (
    "(async () => { const base = '%s', usr = wx.env.USER_DATA_PATH, fs = wx.getFileSystemManager();"
    " const caught = (run) => { try { return run() } catch (error) { return error.message } };"
    " const settled = (name, args) => new Promise((resolve) => wx[name]({ ...args, success: resolve, fail: resolve }));"
    " %s })()",
    fixture->base, body);

  return driver_ask (&fixture->driver, TRUE, script);
}

static void
check (Fixture *fixture, const char *body, const char *expected)
{
  g_autofree char *answer = run (fixture, body);

  g_assert_cmpstr (answer, ==, expected);
}

static void
test_files_stand_on_the_disk (Fixture *fixture, gconstpointer data)
{
  check (fixture,
         "fs.mkdirSync(usr + '/a/b', true); fs.writeFileSync(usr + '/a/b/c.txt', 'Grüße 世界');"
         "fs.appendFileSync(usr + '/a/b/c.txt', '!');"
         "return [fs.readFileSync(usr + '/a/b/c.txt', 'utf8'), fs.readFileSync(usr + '/a/b/c.txt', 'utf8', 8, 3),"
         " fs.statSync(usr + '/a/b/c.txt').size, fs.readdirSync(usr + '/a'), fs.readFileSync('app.json').byteLength > 10]",
         "[\"Grüße 世界!\",\"世\",15,[\"b\"],true]");
  check (fixture,
         "return [caught(() => fs.readFileSync(usr + '/no')), caught(() => fs.writeFileSync(usr + '/no/a', '')),"
         " caught(() => fs.mkdirSync(usr + '/a')), caught(() => fs.rmdirSync(usr + '/a')),"
         " caught(() => fs.readFileSync(usr + '/../../../../etc/passwd')), caught(() => fs.unlinkSync(usr + '/a'))]",
         "[\"readFileSync:fail no such file or directory, open wxfile://usr/no\","
         "\"writeFileSync:fail no such file or directory, open wxfile://usr/no/a\","
         "\"mkdirSync:fail file already exists wxfile://usr/a\",\"rmdirSync:fail directory not empty wxfile://usr/a\","
         "\"readFileSync:fail permission denied, open wxfile://usr/../../../../etc/passwd\","
         "\"unlinkSync:fail operation not permitted, unlink wxfile://usr/a\"]");
  check (fixture,
         "const big = new Uint8Array(9e6).fill(7); fs.writeFileSync(usr + '/big', big.buffer);"
         "const back = new Uint8Array(fs.readFileSync(usr + '/big'));"
         "fs.unlinkSync(usr + '/big'); fs.rmdirSync(usr + '/a', true);"
         "return [back.length, back[8999999], fs.readdirSync(usr)]",
         "[9000000,7,[]]");
}

static void
test_pictures_come_from_files (Fixture *fixture, gconstpointer data)
{
  check (fixture,
         "fs.writeFileSync(usr + '/p.png', 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC', 'base64');"
         "getCurrentPages()[0].setData({ src: usr + '/p.png' }); return 1",
         "1");
  driver_wait_text (&fixture->driver, ".size", "1x1");
  check (fixture, "fs.unlinkSync(usr + '/p.png'); return 1", "1");
}

static void
test_requests_have_tasks (Fixture *fixture, gconstpointer data)
{
  check (fixture,
         "const result = await settled('request', { url: base + 'cookies' });"
         "return [result.errMsg, result.data, result.statusCode, result.cookies]",
         "[\"request:ok\",{\"n\":1},200,[\"a=1; Path=/\",\"b=2\"]]");
  check (fixture,
         "const result = await settled('request', { url: base + 'echo', method: 'POST', data: { a: 1, b: 'ü' },"
         " header: { 'content-type': 'application/x-www-form-urlencoded' } });"
         "const bytes = await settled('request', { url: base + 'bytes', responseType: 'arraybuffer' });"
         "return [result.data, result.header['X-Got-Content-Type'], [...new Uint8Array(bytes.data)]]",
         "[\"a=1&b=%C3%BC\",\"application/x-www-form-urlencoded\",[0,255,16]]");
  check (fixture,
         "const aborted = new Promise((resolve) => { const task = wx.request({ url: base + 'never', fail: resolve }); setTimeout(() => task.abort(), 10) });"
         "const at_once = new Promise((resolve) => { wx.request({ url: base + 'never', fail: resolve }).abort() });"
         "const late = settled('request', { url: base + 'never', timeout: 30 });"
         "const wrong = settled('request', { url: 'file:///etc/passwd' });"
         "return (await Promise.all([aborted, at_once, late, wrong])).map(({ errMsg, errno }) => [errMsg, errno])",
         "[[\"request:fail abort\",600003],[\"request:fail abort\",600003],[\"request:fail timeout\",5],"
         "[\"request:fail invalid url \\\"file:///etc/passwd\\\"\",600009]]");
  check (fixture,
         "const seen = []; await new Promise((resolve) => {"
         "  const task = wx.request({ url: base + 'slow', enableChunked: true, complete: resolve });"
         "  task.onHeadersReceived(({ header }) => seen.push(header['Transfer-Encoding']));"
         "  task.onChunkReceived(({ data }) => { seen.push(String.fromCharCode(...new Uint8Array(data)));"
         "    wx.request({ url: base + (seen.length < 3 ? 'more' : 'more?last=1') }) }) });"
         "return seen",
         "[\"chunked\",\"one\",\"two\"]");
}

static void
test_files_are_transferred (Fixture *fixture, gconstpointer data)
{
  check (fixture,
         "const progress = []; const result = await new Promise((resolve) => {"
         "  const task = wx.downloadFile({ url: base + 'big', success: resolve, fail: resolve });"
         "  task.onProgressUpdate((detail) => progress.push(detail)) });"
         "const last = progress.pop();"
         "const up = await settled('uploadFile', { url: base + 'upload', filePath: result.tempFilePath, name: 'f', formData: { n: 5 } });"
         "const named = await settled('downloadFile', { url: base + 'bytes', filePath: usr + '/b' });"
         "const missing = await settled('uploadFile', { url: base + 'upload', filePath: usr + '/no', name: 'f' });"
         "return [/^wxfile:..tmp.+png$/.test(result.tempFilePath), last, up.data.replace(/[0-9a-f]{20,}/, 'X'), up.statusCode, named.filePath,"
         " fs.readFileSync(usr + '/b', 'hex'), missing.errMsg]",
         "[true,{\"progress\":100,\"totalBytesWritten\":1000000,\"totalBytesExpectedToWrite\":1000000},"
         "\"n|||1\\nf|X.png|image/png|1000000\\n\",200,\"wxfile://usr/b\",\"00ff10\",\"uploadFile:fail file not found\"]");
}

static void
test_sockets_talk (Fixture *fixture, gconstpointer data)
{
  check (fixture,
         "const seen = []; await new Promise((resolve) => {"
         "  const task = wx.connectSocket({ url: base.replace('http', 'ws') + 'socket', protocols: ['chat'], success: ({ errMsg }) => seen.push(errMsg) });"
         "  task.onOpen(() => { seen.push(task.readyState); task.send({ data: '世' }) });"
         "  task.onMessage(({ data }) => { if (typeof data === 'string') { seen.push(data); task.send({ data: new Uint8Array([1, 255]).buffer }) }"
         "    else { seen.push([...new Uint8Array(data)]); task.send({ data: 'bye' }) } });"
         "  task.onClose(({ code, reason }) => { seen.push(code, reason, task.readyState); resolve() }) });"
         "return seen",
         "[\"connectSocket:ok\",1,\"世\",[1,255],4001,\"as you wish\",3]");
  check (fixture,
         "const seen = []; const done = new Promise((resolve) => {"
         "  wx.onSocketOpen(() => wx.sendSocketMessage({ data: 'hi' })); wx.onSocketMessage(({ data }) => { seen.push(data); wx.closeSocket({ code: 1000, reason: 'enough' }) });"
         "  wx.onSocketClose(({ code }) => { seen.push(code); resolve() }) });"
         "wx.connectSocket({ url: base.replace('http', 'ws') + 'socket' }); await done;"
         "seen.push((await settled('sendSocketMessage', { data: 'late' })).errMsg); return seen",
         "[\"hi\",1000,\"sendSocketMessage:fail no socket is open: call wx.connectSocket first\"]");
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/simulator/services/files-stand-on-the-disk", test_files_stand_on_the_disk);
  ADD ("/simulator/services/pictures-come-from-files", test_pictures_come_from_files);
  ADD ("/simulator/services/requests-have-tasks", test_requests_have_tasks);
  ADD ("/simulator/services/files-are-transferred", test_files_are_transferred);
  ADD ("/simulator/services/sockets-talk", test_sockets_talk);
  return g_test_run ();
}
