/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-config-private.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hub-json.h"
#include "hub-paths.h"

/* What a program uses without having it: `useExtendedLib`, and plug-ins. */

#define APP "app.json"
#define WEUI "miniprogram_npm/weui-miniprogram"
#define WEUI_SHEET WEUI "/weui-wxss/dist/style/weui.wxss"

/* The components come with the installation, unless the program has built them from npm itself. */
static void
add_weui (HubCompilation *self)
{
  const char *const place[] = { "useExtendedLib", "weui", NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;

  if (!hub_compilation_has_folder (self, WEUI))
    {
      folder = hub_paths_find_data ("compiler/weui-miniprogram", &error);
      if (folder == NULL)
        {
          hub_config_report (self, HUB_SEVERITY_WARNING, "config.extended_lib", APP, place,
                             _("the extended library “weui” is missing from the installation; run “npm install "
                               "weui-miniprogram” and “superhub build-npm”"));
          return;
        }
      hub_source_stage_add_folder (self, WEUI, folder);
    }
  /* Its style sheet stands in front of app.wxss by itself. */
  self->extended_sheet = hub_compilation_find (self, WEUI_SHEET) != NULL ? WEUI_SHEET : NULL;
}

void
hub_config_read_extended (HubCompilation *self)
{
  JsonObject *libs = hub_json_get_object (self->app, "useExtendedLib");
  g_autoptr (GList) names = libs != NULL ? json_object_get_members (libs) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *const place[] = { "useExtendedLib", l->data, NULL };

      if (!hub_json_get_boolean (libs, l->data, FALSE))
        continue;
      if (g_str_equal (l->data, "weui"))
        add_weui (self);
      else
        hub_config_report (self, HUB_SEVERITY_WARNING, "config.extended_lib", APP, place,
                           _("the extended library “%s” is not available here; install its npm package and run "
                             "“superhub build-npm”"), (char *) l->data);
    }
}

static void
append_name (GString *out, const char *written)
{
  for (const char *p = written; *p != '\0'; p++)
    g_string_append_c (out, g_ascii_isalnum (*p) || *p == '-' || *p == '_' ? *p : '-');
}

/* A component that shows its own name where one of a plug-in would stand: its text cannot hold anything
 * but letters, for it is a template. */
char *
hub_config_add_placeholder (HubCompilation *self, const char *written)
{
  g_autoptr (GString) path = g_string_new ("plugin-private/");
  g_autoptr (GString) shown = g_string_new (NULL);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  g_autofree char *json = NULL;

  append_name (path, written);
  g_string_append (path, "/index");
  name = g_strconcat (path->str, ".wxml", NULL);
  if (hub_compilation_find (self, name) != NULL)
    return g_string_free (g_steal_pointer (&path), FALSE);
  for (const char *p = written; *p != '\0'; p++)
    if (strchr ("<>&{}\"\\", *p) == NULL)
      g_string_append_c (shown, *p);
  text = g_strdup_printf ("<view style=\"padding:20rpx;border:1px dashed #b2b2b2;color:#7f7f7f;font-size:24rpx;"
                          "word-break:break-all\">%s</view>\n", shown->str);
  hub_source_stage_add_text (self, name, text);
  json = g_strconcat (path->str, ".json", NULL);
  hub_source_stage_add_text (self, json, "{\"component\": true}\n");
  return g_string_free (g_steal_pointer (&path), FALSE);
}
