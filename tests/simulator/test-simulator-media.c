/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the engine matters: canvases drawn in a worker, sounds of the program, keyframes. */
#include <adwaita.h>

#include "simulator-driver.h"

static void
set_up (Driver *driver, gconstpointer data)
{
  driver_set_up (driver, NULL);
  driver_write (driver, "images/green.svg",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"10\">"
                "<rect width=\"20\" height=\"10\" fill=\"#00ff00\"/></svg>");
  driver_write (driver, "pages/home/home.wxml",
                "<canvas type=\"2d\" id=\"c\" style=\"width:100px;height:50px\"/>"
                "<canvas canvas-id=\"old\" style=\"width:100px;height:50px\"/>"
                "<image class=\"made\" src=\"{{made}}\" bindload=\"loaded\"/><view class=\"moved\">moved</view>"
                "<view class=\"size\">{{size}}</view><map id=\"map\" show-location/>\n");
  driver_write (driver, "pages/home/home.js",
                "Page({ data: { made: '', size: '' }, loaded(e) { this.setData({ size: `${e.detail.width}x${e.detail.height}` }) } })\n");
  driver_open (driver, NULL);
  driver_wait_running (driver);
}

static void
check (Driver *driver, const char *body, const char *expected)
{
  g_autofree char *script
    = g_strdup_printf ("(async () => { const page = getCurrentPages()[0]; %s })()", body);
  g_autofree char *answer = driver_ask (driver, TRUE, script);

  g_assert_cmpstr (answer, ==, expected);
}

static void
test_canvases_are_drawn (Driver *driver, gconstpointer data)
{
  check (driver,
         "const { node } = await new Promise((done) => page.createSelectorQuery().select('#c').fields({ node: true }, done).exec());"
         "const ctx = node.getContext('2d'); node.width = 40; node.height = 20; ctx.fillStyle = '#0000ff'; ctx.fillRect(0, 0, 40, 20);"
         "const image = node.createImage(); await new Promise((load, fail) => { Object.assign(image, { onload: load, onerror: fail }); image.src = '/images/green.svg' });"
         "ctx.drawImage(image, 20, 0); const at = (x, y) => [...ctx.getImageData(x, y, 1, 1).data].join();"
         "const frames = await new Promise((done) => node.requestAnimationFrame((time) => done(typeof time)));"
         "return [at(5, 5), at(30, 5), image.width, frames, node.toDataURL().slice(0, 22)]",
         "[\"0,0,255,255\",\"0,255,0,255\",20,\"number\",\"data:image/png;base64,\"]");
}

static void
test_an_old_canvas_becomes_a_picture (Driver *driver, gconstpointer data)
{
  check (driver,
         "const ctx = wx.createCanvasContext('old'); ctx.setFillStyle('red'); ctx.fillRect(0, 0, 100, 50);"
         "ctx.drawImage('../../images/green.svg', 0, 0, 50, 50); await new Promise((done) => ctx.draw(false, done));"
         "const { data } = await wx.canvasGetImageData({ canvasId: 'old', x: 40, y: 10, width: 20, height: 1 });"
         "const { tempFilePath } = await wx.canvasToTempFilePath({ canvasId: 'old', x: 10, width: 40, destWidth: 80, destHeight: 100, fileType: 'jpg' });"
         "page.setData({ made: tempFilePath });"
         "return [[...data.slice(0, 4)].join(), [...data.slice(-4)].join(), /^wxfile:..tmp.*jpg$/.test(tempFilePath)]",
         "[\"0,255,0,255\",\"255,0,0,255\",true]");
  driver_wait_text (driver, ".size", "80x100");
}

/* WebKitGTK's players do not read the scheme of programs. */
static void
test_sounds_of_the_program_play (Driver *driver, gconstpointer data)
{
  check (driver,
         "const bytes = new Uint8Array(44 + 1600).fill(128); const view = new DataView(bytes.buffer);"
         "'RIFF'.split('').forEach((c, i) => { bytes[i] = c.charCodeAt(0) }); 'WAVEfmt '.split('').forEach((c, i) => { bytes[8 + i] = c.charCodeAt(0) });"
         "'data'.split('').forEach((c, i) => { bytes[36 + i] = c.charCodeAt(0) }); view.setUint32(4, 1636, true); view.setUint32(16, 16, true);"
         "view.setUint16(20, 1, true); view.setUint16(22, 1, true); view.setUint32(24, 8000, true); view.setUint32(28, 8000, true);"
         "view.setUint16(32, 1, true); view.setUint16(34, 8, true); view.setUint32(40, 1600, true);"
         "const path = wx.env.USER_DATA_PATH + '/tone.wav'; wx.getFileSystemManager().writeFileSync(path, bytes.buffer);"
         "const audio = wx.createInnerAudioContext();"
         "const end = new Promise((done) => { audio.onEnded(() => done('ended')); audio.onError(({ errMsg }) => done(errMsg)) });"
         "audio.src = path; audio.play(); return end",
         "\"ended\"");
}

static void
test_keyframes_move (Driver *driver, gconstpointer data)
{
  check (driver,
         "await new Promise((done) => page.animate('.moved', [{ translateX: 0 }, { translateX: 30, opacity: 0.5 }], 30, done));"
         "const { opacity, transform } = await new Promise((done) => page.createSelectorQuery().select('.moved').fields({ computedStyle: ['opacity', 'transform'] }, done).exec());"
         "return [opacity, Math.round(transform.split(',')[4])]",
         "[\"0.5\",30]");
}

static void
test_a_map_shows_the_device (Driver *driver, gconstpointer data)
{
  driver_wait_answer (driver, "hubShell.view('exists', '#map .hub-map-self')\ntrue");
  check (driver,
         "return (await new Promise((success) => wx.createMapContext('map').getScale({ success }))).scale", "16");
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(path, function) g_test_add (path, Driver, NULL, set_up, function, driver_tear_down)
  ADD ("/simulator/media/canvases-are-drawn", test_canvases_are_drawn);
  ADD ("/simulator/media/an-old-canvas-becomes-a-picture", test_an_old_canvas_becomes_a_picture);
  ADD ("/simulator/media/sounds-of-the-program-play", test_sounds_of_the_program_play);
  ADD ("/simulator/media/keyframes-move", test_keyframes_move);
  ADD ("/simulator/media/a-map-shows-the-device", test_a_map_shows_the_device);
  return g_test_run ();
}
