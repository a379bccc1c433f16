/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-mime-type.h"

#include <string.h>

/* Our own table, not the desktop's database: a page must get the same type on every machine. */
static const struct
{
  const char *extension;
  const char *type;
} types[] = {
  { "aac", "audio/aac" },
  { "apng", "image/apng" },
  { "avif", "image/avif" },
  { "bmp", "image/bmp" },
  { "css", "text/css; charset=utf-8" },
  { "csv", "text/csv; charset=utf-8" },
  { "flac", "audio/flac" },
  { "gif", "image/gif" },
  { "htm", "text/html; charset=utf-8" },
  { "html", "text/html; charset=utf-8" },
  { "ico", "image/x-icon" },
  { "jpeg", "image/jpeg" },
  { "jpg", "image/jpeg" },
  { "js", "text/javascript; charset=utf-8" },
  { "json", "application/json; charset=utf-8" },
  { "m4a", "audio/mp4" },
  { "map", "application/json; charset=utf-8" },
  { "mjs", "text/javascript; charset=utf-8" },
  { "mov", "video/quicktime" },
  { "mp3", "audio/mpeg" },
  { "mp4", "video/mp4" },
  { "oga", "audio/ogg" },
  { "ogg", "audio/ogg" },
  { "ogv", "video/ogg" },
  { "otf", "font/otf" },
  { "pdf", "application/pdf" },
  { "png", "image/png" },
  { "svg", "image/svg+xml" },
  { "ttf", "font/ttf" },
  { "txt", "text/plain; charset=utf-8" },
  { "wasm", "application/wasm" },
  { "wav", "audio/wav" },
  { "webm", "video/webm" },
  { "webp", "image/webp" },
  { "woff", "font/woff" },
  { "woff2", "font/woff2" },
  { "xml", "text/xml; charset=utf-8" },
};

/**
 * hub_mime_type_for_name:
 * @name: a file's name or path
 *
 * Returns: (transfer none): the type by the name's extension, in any case;
 *   "application/octet-stream" where it is not known
 */
const char *
hub_mime_type_for_name (const char *name)
{
  const char *base = strrchr (name, '/');
  const char *dot = strrchr (base != NULL ? base : name, '.');

  for (guint i = 0; dot != NULL && i < G_N_ELEMENTS (types); i++)
    if (g_ascii_strcasecmp (dot + 1, types[i].extension) == 0)
      return types[i].type;
  return "application/octet-stream";
}

/**
 * hub_mime_type_get_extension:
 * @type: a type, without parameters
 *
 * Returns: (transfer none) (nullable): the usual extension of such files, %NULL where it is not known
 */
const char *
hub_mime_type_get_extension (const char *type)
{
  gsize length = strlen (type);

  if (g_ascii_strcasecmp (type, "image/jpeg") == 0)
    return "jpg";
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_ascii_strncasecmp (types[i].type, type, length) == 0
        && (types[i].type[length] == '\0' || types[i].type[length] == ';'))
      return types[i].extension;
  return NULL;
}
