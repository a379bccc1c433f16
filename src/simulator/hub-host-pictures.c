/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `album/save` and `scan/decode`: pictures that leave a program, and codes in pictures. */
#include "hub-host-private.h"

#include "config.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>
#include <zbar.h>

#include "hub-json.h"
#include "hub-mime-type.h"

#define MAX_SAVED  (200 * 1024 * 1024)
#define MAX_SIDE   4096
#define MAX_PIXELS (64 * 1024 * 1024)

static char *
album_folder (void)
{
  const char *pictures = g_get_user_special_dir (G_USER_DIRECTORY_PICTURES);

  if (pictures != NULL)
    return g_build_filename (pictures, "Super Hub", NULL);
  return g_build_filename (g_get_home_dir (), "Pictures", "Super Hub", NULL);
}

/* A name that tells when, and that nothing has yet. */
static GFile *
free_name (const char *folder, const char *extension)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *stamp = g_date_time_format (now, "%Y-%m-%d %H-%M-%S");

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *number = i > 0 ? g_strdup_printf (" %u", i + 1) : g_strdup ("");
      g_autofree char *name = g_strconcat (stamp, number, ".", extension, NULL);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return g_file_new_for_path (path);
    }
  return NULL;
}

/* `album/save {path, kind}`: copies a picture or film of the program to the person's own; takes the task. (transfer full) (nullable): where
 * it stands now. */
char *
hub_host_album_save (HubProgramFiles *files, JsonObject *arguments, GTask *task)
{
  const char *key = hub_json_get_string (arguments, "path", "");
  const char *kind = hub_json_get_string (arguments, "kind", "image");
  const char *extension = hub_json_get_string (arguments, "extension", "");
  g_autofree char *prefix = g_strconcat (kind, "/", NULL);
  g_autofree char *guess = g_strconcat ("a.", extension, NULL);
  g_autofree char *path = hub_program_files_resolve (files, key);
  g_autofree char *folder = album_folder ();
  g_autoptr (GFile) source = path != NULL ? g_file_new_for_path (path) : NULL;
  g_autoptr (GFile) target = NULL;
  g_autoptr (GError) error = NULL;
  HubFileFacts facts;

  if (hub_program_files_stat (files, key, &facts) != 0 || facts.is_folder)
    hub_host_return_failure (task, "no such file");
  else if (!g_str_has_prefix (hub_mime_type_for_name (guess), prefix) || strchr (extension, '/') != NULL)
    hub_host_return_failure (task, "invalid file type");
  else if (facts.size > MAX_SAVED)
    hub_host_return_failure (task, "file exceeds 200 MB");
  else if (g_mkdir_with_parents (folder, 0755) != 0 || (target = free_name (folder, extension)) == NULL)
    hub_host_return_failure (task, "system error: the folder for pictures cannot be made");
  else if (!g_file_copy (source, target, G_FILE_COPY_NOFOLLOW_SYMLINKS, NULL, NULL, NULL, &error))
    hub_host_return_failure (task, error->message);
  else
    {
      hub_host_return_value (task, NULL);
      return g_file_get_path (target);
    }
  return NULL;
}

/* The names phones have for kinds of codes. */
static const struct
{
  zbar_symbol_type_t type;
  const char        *name;
} symbols[] = {
  { ZBAR_QRCODE, "QR_CODE" }, { ZBAR_EAN13, "EAN_13" },   { ZBAR_EAN8, "EAN_8" },    { ZBAR_UPCA, "UPC_A" },
  { ZBAR_UPCE, "UPC_E" },     { ZBAR_ISBN13, "EAN_13" },  { ZBAR_CODE128, "CODE_128" }, { ZBAR_CODE39, "CODE_39" },
  { ZBAR_CODE93, "CODE_93" }, { ZBAR_I25, "ITF" },        { ZBAR_CODABAR, "CODABAR" }, { ZBAR_DATABAR, "RSS_14" },
  { ZBAR_DATABAR_EXP, "RSS_EXPANDED" }, { ZBAR_PDF417, "PDF_417" },
};

static const char *
name_of_symbol (zbar_symbol_type_t type)
{
  for (guint i = 0; i < G_N_ELEMENTS (symbols); i++)
    if (symbols[i].type == type)
      return symbols[i].name;
  return "QR_CODE";
}

/* Brightness alone, on white where the picture is transparent. */
static guchar *
make_gray (GdkPixbuf *picture)
{
  int width = gdk_pixbuf_get_width (picture);
  int height = gdk_pixbuf_get_height (picture);
  int channels = gdk_pixbuf_get_n_channels (picture);
  int stride = gdk_pixbuf_get_rowstride (picture);
  const guchar *pixels = gdk_pixbuf_read_pixels (picture);
  gboolean has_alpha = gdk_pixbuf_get_has_alpha (picture);
  guchar *gray = g_malloc ((gsize) width * height);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        const guchar *p = pixels + (gsize) y * stride + (gsize) x * channels;
        guint value = (p[0] * 299 + p[1] * 587 + p[2] * 114) / 1000;

        if (has_alpha)
          value = (value * p[3] + 255 * (255 - p[3])) / 255;
        gray[(gsize) y * width + x] = value;
      }
  return gray;
}

static JsonObject *
describe (const zbar_symbol_t *symbol)
{
  const char *data = zbar_symbol_get_data (symbol);
  unsigned int length = zbar_symbol_get_data_length (symbol);
  g_autofree char *text = g_utf8_make_valid (data, length);
  g_autofree char *raw = g_base64_encode ((const guchar *) data, length);
  JsonObject *result = json_object_new ();

  json_object_set_string_member (result, "result", text);
  json_object_set_string_member (result, "scanType", name_of_symbol (zbar_symbol_get_type (symbol)));
  json_object_set_string_member (result, "charSet", "UTF-8");
  json_object_set_string_member (result, "rawData", raw);
  return result;
}

static JsonObject *
decode (GdkPixbuf *picture)
{
  zbar_image_scanner_t *scanner = zbar_image_scanner_create ();
  zbar_image_t *image = zbar_image_create ();
  int width = gdk_pixbuf_get_width (picture);
  int height = gdk_pixbuf_get_height (picture);
  g_autofree guchar *gray = make_gray (picture);
  const zbar_symbol_t *symbol = NULL;
  JsonObject *result = NULL;

  /* What was read is nobody else's business. */
  zbar_image_scanner_request_dbus (scanner, 0);
  zbar_image_scanner_set_config (scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 1);
  zbar_image_set_format (image, zbar_fourcc ('Y', '8', '0', '0'));
  zbar_image_set_size (image, width, height);
  zbar_image_set_data (image, gray, (unsigned long) width * height, NULL);
  if (zbar_scan_image (scanner, image) > 0)
    symbol = zbar_image_first_symbol (image);
  if (symbol != NULL)
    result = describe (symbol);
  zbar_image_destroy (image);
  zbar_image_scanner_destroy (scanner);
  return result;
}

/* `scan/decode {path}`: the first code in a picture of the program; takes the task. */
void
hub_host_scan (HubProgramFiles *files, JsonObject *arguments, GTask *task)
{
  g_autofree char *path = hub_program_files_resolve (files, hub_json_get_string (arguments, "path", ""));
  g_autoptr (GdkPixbuf) picture = NULL;
  g_autoptr (GdkPixbuf) upright = NULL;
  JsonObject *result = NULL;
  int width, height;

  if (path == NULL || gdk_pixbuf_get_file_info (path, &width, &height) == NULL
      || (gint64) width * height > MAX_PIXELS)
    {
      hub_host_return_failure (task, "the picture cannot be read");
      return;
    }
  if (MAX (width, height) > MAX_SIDE)
    picture = gdk_pixbuf_new_from_file_at_size (path, MAX_SIDE, MAX_SIDE, NULL);
  else
    picture = gdk_pixbuf_new_from_file (path, NULL);
  if (picture != NULL && gdk_pixbuf_get_colorspace (picture) == GDK_COLORSPACE_RGB)
    result = decode (picture);
  if (result != NULL)
    hub_host_return_object (task, result);
  else
    hub_host_return_failure (task, "no code was found in the picture");
}
