/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-wxss.h"

#include <string.h>

/* One sheet for the app, and one for each page and component that has one. */
gboolean
hub_wxss_stage_run (HubCompilation *self, GError **error)
{
  for (guint i = 0; i < self->units->len; i++)
    {
      HubUnit *unit = g_ptr_array_index (self->units, i);
      HubSource *source = hub_compilation_find_style (self, unit->path);
      g_autofree char *name = g_strconcat (unit->path, ".css", NULL);
      g_autofree char *css = NULL;
      g_autofree char *extended = NULL;

      if (unit->kind == HUB_UNIT_APP && self->extended_sheet != NULL)
        extended = hub_wxss_compile (self, self->extended_sheet, "");
      if (source == NULL && extended == NULL)
        continue;
      if (source != NULL)
        css = hub_wxss_compile (self, source->name, unit->style_scope);
      if (extended != NULL)
        {
          char *both = g_strconcat (extended, css, NULL);

          g_free (css);
          css = both;
        }
      g_checksum_update (self->style_hash, (const guchar *) name, strlen (name) + 1);
      g_checksum_update (self->style_hash, (const guchar *) css, strlen (css) + 1);
      if (!hub_compilation_write (self, name, unit->package, css, strlen (css), error))
        return FALSE;
    }
  return TRUE;
}
