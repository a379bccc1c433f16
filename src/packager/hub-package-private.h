/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-package.h"

G_BEGIN_DECLS

/* The container's own entries; the program's files stand below a folder of their own, so that a
 * program may have a manifest.json too. */
#define HUB_PACKAGE_FORMAT 1
#define HUB_PACKAGE_MANIFEST "manifest.json"
#define HUB_PACKAGE_SIGNATURE "META-INF/signature.json"
#define HUB_PACKAGE_PROGRAM "program/"
#define HUB_PACKAGE_CONFIG "app-config.json"

/* Bounds of what is read into memory at once. */
#define HUB_PACKAGE_MAX_NAME 1024
#define HUB_PACKAGE_MAX_MANIFEST (16 * 1024 * 1024)
#define HUB_PACKAGE_MAX_SIGNATURE 4096
#define HUB_PACKAGE_MAX_CONFIG (8 * 1024 * 1024)
#define HUB_PACKAGE_CHUNK (64 * 1024)

/* What is signed: this line, then the manifest. A signature made for something else never fits. */
#define HUB_PACKAGE_SIGNED_PREFIX "superhub package 1\n"

typedef struct
{
  const char *name;
  const char *package;
  guint64     size;
} HubPackageFile;

gboolean hub_package_check_name  (const char              *name,
                                  gsize                    length,
                                  GError                 **error);
gboolean hub_package_check_limits (const HubPackageFile    *files,
                                   gsize                    n_files,
                                   const HubPackageLimits  *limits,
                                   JsonNode               **sizes,
                                   GError                 **error);
char    *hub_package_to_hex      (const guint8            *bytes,
                                  gsize                    length);
void     hub_package_set_errno   (GError                 **error,
                                  int                      saved_errno,
                                  const char              *path,
                                  gboolean                 writing);

G_END_DECLS
