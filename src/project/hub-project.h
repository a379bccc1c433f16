/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define HUB_TYPE_PROJECT (hub_project_get_type ())
G_DECLARE_FINAL_TYPE (HubProject, hub_project, HUB, PROJECT, GObject)

/* Opens a folder. Its program root is the folder itself, or `miniprogramRoot` of
 * project.config.json. Errors: "project.not_found", "project.not_a_folder", "project.unreadable",
 * "project.no_app_json" ("… has no app.json, so it is not a mini program: …"),
 * "project.bad_config" with file:line. A broken app.json does NOT fail here: the folder opens and
 * the compiler reports it, so that it can be mended in the editor. */
HubProject *hub_project_open                (const char  *path,
                                             GError     **error);
const char *hub_project_get_folder          (HubProject  *self);   /* absolute, canonical */
const char *hub_project_get_root            (HubProject  *self);   /* where app.json stands */
const char *hub_project_get_name            (HubProject  *self);   /* projectname, or the folder's */
const char *hub_project_get_app_id          (HubProject  *self);   /* nullable: appid of project.config.json */
/* Writes `appid` (or another string key) to project.config.json (made when missing); all other
 * bytes of that file survive. */
gboolean    hub_project_set_config_string   (HubProject  *self,
                                             const char  *key,
                                             const char  *value,
                                             GError     **error);
gboolean    hub_project_get_url_check       (HubProject  *self);
/* (transfer none) (nullable): all of project.config.json, as it was when last read. */
JsonObject *hub_project_get_config          (HubProject  *self);
/* Reads project.config.json and project.private.config.json again. On an error the last state
 * stays. The watcher calls it by itself. */
gboolean    hub_project_reload              (HubProject  *self,
                                             GError     **error);

/* Templates are folders below data/templates and data/samples. */
typedef struct
{
  char *id;           /* folder name */
  char *title;        /* translated */
  char *description;  /* translated */
} HubTemplate;
void        hub_template_free               (HubTemplate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubTemplate, hub_template_free)
GPtrArray  *hub_project_list_templates      (void);   /* (transfer container): of HubTemplate */
/* Copies a template into @folder, which must be missing or empty; nothing is left behind on failure. */
gboolean    hub_project_create              (const char  *template_id,
                                             const char  *folder,
                                             const char  *name,
                                             GError     **error);

/* Recursive; debounced (about 50 ms); ignores node_modules, .git, editors' temporary files and
 * symbolic links that leave the folder or loop. Signal "changed" (GStrv of relative paths). */
#define HUB_TYPE_PROJECT_WATCHER (hub_project_watcher_get_type ())
G_DECLARE_FINAL_TYPE (HubProjectWatcher, hub_project_watcher, HUB, PROJECT_WATCHER, GObject)
HubProjectWatcher *hub_project_watcher_new  (HubProject  *project);

G_END_DECLS
