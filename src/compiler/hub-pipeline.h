/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "hub-diagnostic.h"
#include "hub-project.h"

G_BEGIN_DECLS

typedef enum
{
  HUB_COMPILE_DEVELOPMENT,   /* project.private.config.json applies */
  HUB_COMPILE_RELEASE,       /* for preview and upload: reproducible, nothing private */
} HubCompileMode;

/* One file of the compiled program: @name is its path inside the program ("app-config.json",
 * "images/a.png"), @path the absolute file that holds its bytes (generated, or the source itself),
 * @package the root of the sub-package it belongs to, "" for the main package. */
typedef struct
{
  char    *name;
  char    *path;
  char    *package;
  guint64  size;
} HubBuildFile;

/* The result of one compilation; immutable. The generated files live as long as the object. */
#define HUB_TYPE_BUILD (hub_build_get_type ())
G_DECLARE_FINAL_TYPE (HubBuild, hub_build, HUB, BUILD, GObject)

guint       hub_build_get_generation  (HubBuild *self);
guint       hub_build_get_duration_ms (HubBuild *self);
gboolean    hub_build_has_errors      (HubBuild *self);  /* then it has diagnostics and no files */
GListModel *hub_build_get_diagnostics (HubBuild *self);  /* of HubDiagnostic, errors first */
GPtrArray  *hub_build_get_files       (HubBuild *self);  /* (element-type HubBuildFile), by name */
/* (transfer full) (nullable): the absolute path of a file of the program; refuses "..", so a web
 * page may ask for any name. */
char       *hub_build_lookup          (HubBuild   *self,
                                       const char *name);
JsonNode   *hub_build_get_app_config  (HubBuild *self);  /* (transfer none) (nullable) */
char      **hub_build_get_pages       (HubBuild *self);  /* (transfer none) */
/* Of each file that changed since @previous: "style" when only CSS differs, "template" when only
 * templates and CSS differ, else "logic"; "none" when nothing does. */
const char *hub_build_compare         (HubBuild *self,
                                       HubBuild *previous);

/* Gives the bytes of one file of a compiled program: (transfer full) (nullable). */
typedef GBytes *(*HubBuildReader) (const char  *name,
                                   gpointer     user_data,
                                   GError     **error);
HubBuild   *hub_build_unpack          (const char *const  *names,
                                       const char         *identity,
                                       HubBuildReader      read,
                                       gpointer            user_data,
                                       GError            **error);

/* Runs superhub-compiler as a child process, which stays while the pipeline lives. Signals: "started" (guint generation),
 * "finished" (HubBuild). Property "last-good" (nullable HubBuild) keeps the last build without errors.
 * A new compile cancels the running one. */
#define HUB_TYPE_PIPELINE (hub_pipeline_get_type ())
G_DECLARE_FINAL_TYPE (HubPipeline, hub_pipeline, HUB, PIPELINE, GObject)

HubPipeline *hub_pipeline_new            (HubProject           *project);
void         hub_pipeline_compile_async  (HubPipeline          *self,
                                          HubCompileMode        mode,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
/* (transfer full): a build, also when the program has errors (ask hub_build_has_errors());
 * NULL with an error only when the compiler itself could not do its work: "compiler.crashed",
 * "compiler.timeout", "compiler.missing", "io.no_space", "cancelled". */
HubBuild    *hub_pipeline_compile_finish (HubPipeline          *self,
                                          GAsyncResult         *result,
                                          GError              **error);
HubBuild    *hub_pipeline_get_last_good  (HubPipeline          *self);

G_END_DECLS
