/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The limits of a package; client and platform run the same check. */
typedef struct
{
  guint64 max_package;   /* bytes, main or one sub-package; 2 MiB by default */
  guint64 max_total;     /* bytes, all together; 30 MiB by default */
  guint   max_files;     /* 20,000 by default */
} HubPackageLimits;

extern const HubPackageLimits hub_package_default_limits;

typedef struct
{
  const char *name;      /* inside the program, UTF-8, "/" between */
  const char *path;      /* the file that holds the bytes */
  const char *package;   /* root of its sub-package, "" for main */
} HubPackageEntry;

/* (transfer full): {"total": n, "files": n, "packages": [{"root": "", "bytes": n, "limit": n,
 * "files": n}, …], "largest": [{"name", "bytes"}, … 10]}; sets "package.too_large" (naming the package, its
 * size, the limit and its three largest files) or "package.too_many_files" when over a limit, but
 * fills @sizes all the same, so that a table can be shown. */
gboolean    hub_package_check_sizes (const HubPackageEntry  *entries,
                                     gsize                   n_entries,
                                     const HubPackageLimits *limits,
                                     JsonNode              **sizes,
                                     GError                **error);

/* Writes a .hpkg: the same entries give the same bytes on any machine. @secret_key: 64 bytes
 * Ed25519, or NULL for none (tests). The file appears at @destination only when it is whole. Returns its SHA-256 in
 * lower-case hex (transfer full). */
char       *hub_package_write       (const HubPackageEntry  *entries,
                                     gsize                   n_entries,
                                     const HubPackageLimits *limits,
                                     const guint8           *secret_key,
                                     const char             *destination,
                                     JsonNode              **sizes,
                                     GCancellable           *cancellable,
                                     GError                **error);

/* Reads and verifies a package: structure, names, limits, every hash, the signature where there is
 * one. Errors: "package.corrupt", "package.bad_name", "package.duplicate_name", "package.too_large",
 * "package.bad_hash", "package.bad_signature", "package.unsupported". */
#define HUB_TYPE_PACKAGE (hub_package_get_type ())
G_DECLARE_FINAL_TYPE (HubPackage, hub_package, HUB, PACKAGE, GObject)

HubPackage *hub_package_open          (const char             *path,
                                       const HubPackageLimits *limits,
                                       GError                **error);
const char *hub_package_get_sha256    (HubPackage  *self);
/* (transfer none) (nullable): the public key of a verified signature, hex; NULL where unsigned */
const char *hub_package_get_signer    (HubPackage  *self);
JsonNode   *hub_package_get_manifest  (HubPackage  *self);
JsonNode   *hub_package_get_sizes     (HubPackage  *self);
char      **hub_package_list_names    (HubPackage  *self);   /* (transfer full) */
/* (transfer full) (nullable): the bytes of one file; "package.no_such_file" */
GBytes     *hub_package_read          (HubPackage  *self,
                                       const char  *name,
                                       GError     **error);

/* What the platform checks on top: the limits by the program's own configuration, not by what the manifest says. */
gboolean    hub_package_check_config  (HubPackage              *self,
                                       const HubPackageLimits  *limits,
                                       JsonNode               **sizes,
                                       JsonNode               **pages,
                                       GError                 **error);

G_END_DECLS
