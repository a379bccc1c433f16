/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-error.h"

typedef struct
{
  char *name;
} HubErrorPrivate;

static void
hub_error_private_init (HubErrorPrivate *priv)
{
}

static void
hub_error_private_copy (const HubErrorPrivate *source, HubErrorPrivate *copy)
{
  copy->name = g_strdup (source->name);
}

static void
hub_error_private_clear (HubErrorPrivate *priv)
{
  g_clear_pointer (&priv->name, g_free);
}

G_DEFINE_EXTENDED_ERROR (HubError, hub_error)

static GError *
hub_error_new_valist (HubError kind, const char *name, const char *format, va_list args)
{
  GError *error = g_error_new_valist (HUB_ERROR, kind, format, args);

  hub_error_get_private (error)->name = g_strdup (name);
  return error;
}

/**
 * hub_error_new:
 * @kind: the kind of failure
 * @name: its stable name, in lower case with one dot: "module.what"
 * @format: a sentence for people
 *
 * Returns: (transfer full): a new error of the domain %HUB_ERROR
 */
GError *
hub_error_new (HubError kind, const char *name, const char *format, ...)
{
  va_list args;
  GError *error;

  va_start (args, format);
  error = hub_error_new_valist (kind, name, format, args);
  va_end (args);
  return error;
}

/**
 * hub_set_error:
 * @error: (out) (optional): where to put the error, or %NULL
 * @kind: the kind of failure
 * @name: its stable name
 * @format: a sentence for people
 *
 * As g_set_error(), with a stable name.
 */
void
hub_set_error (GError **error, HubError kind, const char *name, const char *format, ...)
{
  va_list args;

  if (error == NULL)
    return;
  va_start (args, format);
  g_propagate_error (error, hub_error_new_valist (kind, name, format, args));
  va_end (args);
}

/**
 * hub_error_get_name:
 * @error: any error
 *
 * Returns: (transfer none): the stable name of an error of our own domain, and a general one
 *   ("io.no_space", "io.denied", "io.failed", "cancelled") for those of the libraries below
 */
const char *
hub_error_get_name (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == HUB_ERROR)
    return hub_error_get_private (error)->name;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return "cancelled";
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE)
      || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    return "io.no_space";
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED)
      || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_ACCES))
    return "io.denied";
  return "io.failed";
}
