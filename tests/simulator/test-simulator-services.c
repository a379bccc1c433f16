/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `wx.*` that needs the host, in a running program: files and the network. */
#include <adwaita.h>
#include <glib/gstdio.h>

#include "network-server.h"
#include "simulator-driver.h"

/* A QR code: "hub 码 1", 116 by 116 pixels. */
static const char code[] =
  "iVBORw0KGgoAAAANSUhEUgAAAHQAAAB0AQAAAAB84SuKAAAAmElEQVQ4y+XUSw7EIAwDUN/A97+lb5CJSVWJ2eEuuihCit4G5QOg"
  "tiV8zwBY5AqJ2ZtaITPIwoTYTuiBe+f2Jrf6TuxG8q+/J545cpvviX1YOSqzqD5O4lXPqV2JVkGhZTqZyuwTCc8lshchuaLEHuQg"
  "sy9Sd1S68zu0r1O/Rz5wOS3lnufAzGskftAVGTPNbiojv/1/v+ofH0qQ1TGy7b0AAAAASUVORK5CYII=";

typedef struct
{
  Driver      driver;
  SoupServer *server;
  char       *base;
  char       *pictures;   /* the person's own folder: in the project's, a new file would be a change */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->server = network_server_start (&fixture->base);
  fixture->pictures = g_dir_make_tmp ("hub-pictures-XXXXXX", NULL);
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
  g_autofree char *chosen = g_build_filename (fixture->pictures, "chosen.png", NULL);

  driver_tear_down (&fixture->driver, NULL);
  g_unlink (chosen);
  g_rmdir (fixture->pictures);
  g_free (fixture->pictures);
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

/* What the person chooses from now on; without a name they cancel. */
static void
choose (Fixture *fixture, const char *name)
{
  g_autofree char *path = name != NULL ? g_build_filename (fixture->pictures, name, NULL) : NULL;
  const char *paths[] = { path, NULL };
  gsize length;
  g_autofree guchar *picture = g_base64_decode (code, &length);

  if (path != NULL)
    g_assert_true (g_file_set_contents (path, (const char *) picture, length, NULL));
  hub_simulator_set_choices (fixture->driver.simulator, paths);
}

/* Presses the strong button of the sheet that the host app shows, when it is there, and waits until it is gone: the next
 * one is not to be taken for it. */
static void
allow (Fixture *fixture)
{
  driver_tell (&fixture->driver,
               "new Promise((resolve) => { let pressed = null; const look = () => {"
               " const button = document.querySelector('.request-buttons .strong');"
               " if (pressed && !pressed.isConnected) { resolve(1); return }"
               " if (button && button !== pressed) { pressed = button; button.click() }"
               " requestAnimationFrame(look) }; look() })");
}

static void
test_files_are_chosen (Fixture *fixture, gconstpointer data)
{
  choose (fixture, "chosen.png");
  check (fixture,
         "const { tempFilePaths, tempFiles } = await settled('chooseImage', { count: 1 });"
         "const info = await settled('getImageInfo', { src: tempFilePaths[0] });"
         "const media = await settled('chooseMedia', { mediaType: ['image', 'video'] });"
         "const message = await settled('chooseMessageFile', { count: 2, type: 'all' });"
         "return [/^wxfile:..tmp.+png$/.test(tempFilePaths[0]), tempFiles[0].size, info.width, info.type, info.orientation, info.path === tempFilePaths[0],"
         " media.type, media.tempFiles[0].height, message.tempFiles[0].name, message.tempFiles[0].type]",
         "[true,209,116,\"png\",\"up\",true,\"image\",116,\"chosen.png\",\"image\"]");
  check (fixture, "return (await settled('chooseVideo', {})).errMsg", "\"chooseVideo:fail cancel\"");
  choose (fixture, NULL);
  check (fixture, "return (await settled('chooseImage', {})).errMsg", "\"chooseImage:fail cancel\"");
}

static void
test_pictures_are_read_and_kept (Fixture *fixture, gconstpointer data)
{
  g_autofree char *album = g_build_filename (g_get_home_dir (), "Pictures", "Super Hub", NULL);
  g_autofree char *asked = NULL;
  g_autoptr (GDir) dir = NULL;

  choose (fixture, "chosen.png");
  check (fixture,
         "const { tempFilePaths: [path] } = await settled('chooseImage', { count: 1 }); globalThis.chosen = path;"
         "const { tempFilePath } = await settled('compressImage', { src: path, quality: 50, compressedWidth: 58 });"
         "const small = await settled('getImageInfo', { src: tempFilePath });"
         "const network = await settled('getImageInfo', { src: base + 'bytes' });"
         "const scanned = await settled('scanCode', {});"
         "return [small.width, small.height, small.type, network.errMsg, scanned.result, scanned.scanType]",
         "[58,58,\"jpeg\",\"getImageInfo:fail the file is not a picture\",\"hub 码 1\",\"QR_CODE\"]");
  check (fixture, "globalThis.saving = settled('saveImageToPhotosAlbum', { filePath: chosen }); return 1", "1");
  allow (fixture);
  check (fixture, "return (await saving).errMsg", "\"saveImageToPhotosAlbum:ok\"");
  dir = g_dir_open (album, 0, NULL);
  g_assert_nonnull (dir);
  g_assert_true (g_str_has_suffix (g_dir_read_name (dir), ".png"));
  g_assert_true (driver_console_has (&fixture->driver, "The program saved"));
}

/* A second of silence, which the engine measures as it would a film. */
static void
test_films_are_measured (Fixture *fixture, gconstpointer data)
{
  check (fixture,
         "const view = new DataView(new ArrayBuffer(8044)); const text = (at, value) => [...value].forEach((c, i) => view.setUint8(at + i, c.charCodeAt(0)));"
         "text(0, 'RIFF'); text(8, 'WAVEfmt '); text(36, 'data');"
         "for (const [at, value] of [[4, 8036], [16, 16], [24, 8000], [28, 8000], [40, 8000]]) view.setUint32(at, value, true);"
         "for (const [at, value] of [[20, 1], [22, 1], [32, 1], [34, 8]]) view.setUint16(at, value, true);"
         "fs.writeFileSync(usr + '/second.wav', view.buffer); const { duration, size, errMsg } = await settled('getVideoInfo', { src: usr + '/second.wav' });"
         "fs.unlinkSync(usr + '/second.wav'); return [duration, size, errMsg]",
         "[1,8,\"getVideoInfo:ok\"]");
}

static void
test_the_device_is_somewhere (Fixture *fixture, gconstpointer data)
{
  hub_simulator_set_location (fixture->driver.simulator, 39.907340, 116.390890);
  check (fixture, "globalThis.asking = settled('getLocation', { type: 'wgs84' }); return 1", "1");
  allow (fixture);
  check (fixture,
         "const { latitude, longitude, errMsg } = await asking;"
         "const china = await settled('getLocation', { type: 'gcj02' });"
         "return [errMsg, latitude, longitude, china.latitude.toFixed(4), china.longitude.toFixed(4)]",
         "[\"getLocation:ok\",39.90734,116.39089,\"39.9087\",\"116.3971\"]");
  check (fixture,
         "const place = await new Promise((resolve) => { wx.onLocationChange(resolve); wx.startLocationUpdate({ type: 'wgs84' }) });"
         "wx.offLocationChange(); wx.stopLocationUpdate(); return [place.latitude, place.longitude]",
         "[39.90734,116.39089]");
  check (fixture, "globalThis.choosing = settled('chooseLocation', {}); return 1", "1");
  allow (fixture);
  check (fixture, "const { errMsg, latitude } = await choosing; return [errMsg, latitude.toFixed(4)]",
         "[\"chooseLocation:ok\",\"39.9087\"]");
}

static gboolean
socket_is_closed (Driver *driver, const char *argument)
{
  Fixture *fixture = (Fixture *) driver;
  SoupWebsocketConnection *connection = g_object_get_data (G_OBJECT (fixture->server), "connection");

  return soup_websocket_connection_get_state (connection) == SOUP_WEBSOCKET_STATE_CLOSED;
}

static void
test_everything_ends_with_the_program (Fixture *fixture, gconstpointer data)
{
  const char *start = "wx.request({ url: base + 'never', fail() {} });"
                      "globalThis.left = (await settled('downloadFile', { url: base + 'bytes' })).tempFilePath;"
                      "await new Promise((resolve) => wx.connectSocket({ url: base.replace('http', 'ws') + 'socket' }).onOpen(resolve));"
                      "return caught(() => fs.accessSync(left)) === undefined";
  g_autofree char *left = NULL;
  g_autofree char *look = NULL;

  check (fixture, start, "true");
  left = driver_ask (&fixture->driver, TRUE, "left");
  hub_simulator_relaunch (fixture->driver.simulator);
  driver_wait_running (&fixture->driver);
  driver_wait (&fixture->driver, "the socket of the former run is closed", socket_is_closed, NULL);
  look = g_strdup_printf ("return caught(() => fs.accessSync(%s)).includes('no such file')", left);
  check (fixture, look, "true");
  /* And once more, open while the window closes. */
  check (fixture, start, "true");
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
  ADD ("/simulator/services/files-are-chosen", test_files_are_chosen);
  ADD ("/simulator/services/pictures-are-read-and-kept", test_pictures_are_read_and_kept);
  ADD ("/simulator/services/films-are-measured", test_films_are_measured);
  ADD ("/simulator/services/the-device-is-somewhere", test_the_device_is_somewhere);
  ADD ("/simulator/services/everything-ends-with-the-program", test_everything_ends_with_the_program);
  return g_test_run ();
}
