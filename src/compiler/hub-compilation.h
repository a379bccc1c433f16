/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "hub-compilation-memory.h"
#include "hub-diagnostic.h"
#include "hub-project.h"

G_BEGIN_DECLS

/* What the stages of one compilation share. It lives in the child process, in one thread. */

#define HUB_SOURCE_MAX_BYTES (10 * 1024 * 1024)
#define HUB_SOURCE_MAX_FILES 20000
#define HUB_SOURCE_MAX_DEPTH 32
/* More than anybody reads; finding the places of a million mistakes would take for ever. */
#define HUB_DIAGNOSTICS_MAX 500

/* One file of the program's folder that the program may use. */
typedef struct
{
  char    *name;      /* relative to the root, with slashes */
  char    *path;      /* absolute */
  guint64  size;
  gint64   mtime_ns;
  char    *text;      /* once loaded */
  gsize    length;
  char    *style;     /* what Sass or Less made of it */
  gboolean extended;  /* comes with the installation: only what is used of it becomes part of the program */
  gboolean failed;    /* could not be loaded; said so already */
} HubSource;

typedef struct
{
  char    *root;         /* "packageA/" */
  char    *name;
  gboolean independent;
} HubSubPackage;

typedef enum
{
  HUB_UNIT_APP,
  HUB_UNIT_PAGE,
  HUB_UNIT_COMPONENT,
} HubUnitKind;

/* A page, a component, or the app itself: what has its own script, template and style sheet. */
typedef struct
{
  HubUnitKind  kind;
  char        *path;             /* "pages/index/index"; "app" */
  const char  *package;          /* "" or a sub-package's root */
  JsonNode    *config;           /* its own JSON; an empty object without one */
  char        *style_scope;
  char        *style_isolation;
  GHashTable  *using_components; /* tag -> path */
  JsonObject  *generics;
  JsonObject  *placeholder;
  gboolean     has_script;
  gboolean     has_template;
  gboolean     has_style;
} HubUnit;

/* A file the compiler wrote below the output folder. */
typedef struct
{
  char       *name;
  char       *file;      /* in the output folder, which has no folders in it: making them takes longer than the files */
  const char *package;
} HubOutput;

/* The results of earlier runs; see hub-compilation-cache.c. */
typedef struct _HubCachePack HubCachePack;
void            hub_cache_pack_free         (HubCachePack   *pack);

typedef struct
{
  HubProject *project;
  char       *root;
  char       *output;
  char       *cache;          /* nullable */
  HubCachePack *pack;         /* (nullable): once it was asked */
  gboolean    release;
  HubCompilationMemory *memory; /* (nullable): of the process, where it compiles several times */
  gboolean    setting_told;   /* to the memory */
  gboolean    typescript;     /* setting.useCompilerPlugins has it */
  gboolean    sass;
  gboolean    less;
  GPtrArray  *diagnostics;    /* of HubDiagnostic, at most HUB_DIAGNOSTICS_MAX */
  gboolean    failed;         /* there was an error among them */
  guint       reports;        /* how many there were, also of those left out */
  char       *working_on;     /* (nullable): the file the parent was told */
  GHashTable *sources;        /* name -> HubSource */
  GPtrArray  *source_names;   /* sorted, (element-type utf8), owned by the sources */
  JsonObject *app;            /* app.json */
  GPtrArray  *pages;          /* (element-type utf8), the entry page first as in app.json */
  GPtrArray  *sub_packages;   /* of HubSubPackage */
  GPtrArray  *units;          /* of HubUnit, by path */
  GHashTable *unit_index;     /* path -> HubUnit */
  GPtrArray  *outputs;        /* of HubOutput */
  const char *extended_sheet; /* (nullable): the sheet of an extended library, in front of app.wxss */
  char       *workers;        /* (nullable): the folder of workers, with a slash at its end */
  JsonObject *line_map;       /* of app-config.json */
  GChecksum  *style_hash;
  GChecksum  *template_hash;
  GChecksum  *logic_hash;
} HubCompilation;

HubCompilation *hub_compilation_new         (HubProject     *project,
                                             const char     *output,
                                             const char     *cache,
                                             gboolean        release);
void            hub_compilation_free        (HubCompilation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubCompilation, hub_compilation_free)

void            hub_compilation_report      (HubCompilation *self,
                                             HubSeverity     severity,
                                             const char     *code,
                                             const char     *file,
                                             guint           line,
                                             guint           column,
                                             const char     *format,
                                             ...) G_GNUC_PRINTF (7, 8);
gboolean        hub_compilation_has_errors  (HubCompilation *self);
/* Tells the parent which file is being worked on, for the message when this process dies. Not for what is known
 * already: each time wakes the parent. */
void            hub_compilation_working_on  (HubCompilation *self,
                                             const char     *file);

HubSource      *hub_compilation_find        (HubCompilation *self,
                                             const char     *name);
/* (transfer none) (nullable): the text; a file that is too large or cannot be read is reported once. */
const char     *hub_compilation_load        (HubCompilation *self,
                                             HubSource      *source,
                                             gsize          *length);
const char     *hub_compilation_package_of  (HubCompilation *self,
                                             const char     *name);
/* Writes the file of the program @name, or makes a link where the last compilation wrote the same. */
gboolean        hub_compilation_write       (HubCompilation *self,
                                             const char     *name,
                                             const char     *package,
                                             const char     *bytes,
                                             gsize           length,
                                             GError        **error);
/* Whether some file of the program stands below @path. */
gboolean        hub_compilation_has_folder  (HubCompilation *self,
                                             const char     *path);
/* The script, or the style sheet, of @path, which has no extension: `.ts` and `.scss` stand beside the `.js`
 * and `.wxss` that others made of them, so `useCompilerPlugins` says which counts where there are both.
 * (transfer none) (nullable) */
HubSource      *hub_compilation_find_script (HubCompilation *self,
                                             const char     *path);
HubSource      *hub_compilation_find_style  (HubCompilation *self,
                                             const char     *path);
/* (transfer full) (nullable): what app.json's resolveAlias makes of @written, with a slash in front. */
char           *hub_compilation_apply_alias (HubCompilation *self,
                                             const char     *written);
/* Whether node_modules has the package that @written begins with. */
gboolean        hub_compilation_has_node_module (HubCompilation *self,
                                             const char     *written);
/* Whether the program's miniprogram_npm has it. */
gboolean        hub_compilation_has_built_package (HubCompilation *self,
                                             const char     *written);
HubUnit        *hub_compilation_add_unit    (HubCompilation *self,
                                             HubUnitKind     kind,
                                             const char     *path);

/* Joins a name used in @from with it: "/a" from the root, "./a", "../a" and "a" from the folder @from
 * stands in. (transfer full) (nullable): NULL where it leaves the program. */
char           *hub_compilation_join        (const char     *from,
                                             const char     *name);

/* Results by content, kept between runs; never empty. */
char           *hub_compilation_cache_key   (const char     *kind,
                                             ...) G_GNUC_NULL_TERMINATED;
char           *hub_compilation_cache_get   (HubCompilation *self,
                                             const char     *key,
                                             gsize          *length);
void            hub_compilation_cache_put   (HubCompilation *self,
                                             const char     *key,
                                             const char     *bytes,
                                             gsize           length);
/* Writes what was put; after the result was printed. */
void            hub_compilation_cache_flush (HubCompilation *self);
void            hub_compilation_cache_clean (HubCompilation *self);

/* What was made of the sources @names earlier in this process, after the configuration was read. (transfer none)
 * (nullable): good until something is kept */
gpointer        hub_compilation_find_made   (HubCompilation *self,
                                             const char     *key);
/* @value: (transfer full). It may depend on nothing but the texts of @names, and on what names mean; nothing may
 * have been reported while it was made. */
void            hub_compilation_keep_made   (HubCompilation *self,
                                             const char     *key,
                                             GPtrArray      *names,
                                             gpointer        value,
                                             GDestroyNotify  free_value,
                                             gsize           size);

/* The stages, in this order. Each reports what it finds; FALSE with @error only when it cannot
 * work at all (a full disk). */
void            hub_source_stage_run        (HubCompilation *self);
/* Adds a folder of the installation, or a text, as if the program had it under @name. */
void            hub_source_stage_add_folder (HubCompilation *self,
                                             const char     *name,
                                             const char     *path);
void            hub_source_stage_add_text   (HubCompilation *self,
                                             const char     *name,
                                             const char     *text);
void            hub_config_stage_run        (HubCompilation *self);
gboolean        hub_wxss_stage_run          (HubCompilation *self,
                                             GError        **error);
gboolean        hub_script_stage_run        (HubCompilation *self,
                                             GError        **error);
gboolean        hub_output_stage_run        (HubCompilation *self,
                                             GError        **error);

G_END_DECLS
