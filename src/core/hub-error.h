/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HUB_ERROR:
 *
 * The error domain of the whole project. The numbers say what kind of thing went wrong; the
 * stable, machine-readable name ("project.no_app_json", "review.already_pending") is read with
 * hub_error_get_name(). Messages are sentences for people: what, where (file:line), what to do.
 */
#define HUB_ERROR (hub_error_quark ())
GQuark hub_error_quark (void);

/**
 * HubError:
 * @HUB_ERROR_FAILED: anything without a kind of its own
 * @HUB_ERROR_INVALID: input that breaks a rule (bad JSON, bad version number)
 * @HUB_ERROR_NOT_FOUND: the named thing does not exist
 * @HUB_ERROR_DENIED: the person may not do this
 * @HUB_ERROR_UNAUTHENTICATED: no sign-in, or one that has ended
 * @HUB_ERROR_CONFLICT: the state does not allow it now (a review is already pending)
 * @HUB_ERROR_TOO_LARGE: over a size limit
 * @HUB_ERROR_UNREACHABLE: the platform does not answer
 * @HUB_ERROR_STORAGE: disk or database (full, read-only, corrupt)
 * @HUB_ERROR_COMPILE: the program has errors; see its diagnostics
 */
typedef enum
{
  HUB_ERROR_FAILED,
  HUB_ERROR_INVALID,
  HUB_ERROR_NOT_FOUND,
  HUB_ERROR_DENIED,
  HUB_ERROR_UNAUTHENTICATED,
  HUB_ERROR_CONFLICT,
  HUB_ERROR_TOO_LARGE,
  HUB_ERROR_UNREACHABLE,
  HUB_ERROR_STORAGE,
  HUB_ERROR_COMPILE,
} HubError;

GError     *hub_error_new      (HubError     kind,
                                const char  *name,
                                const char  *format,
                                ...) G_GNUC_PRINTF (3, 4);
void        hub_set_error      (GError     **error,
                                HubError     kind,
                                const char  *name,
                                const char  *format,
                                ...) G_GNUC_PRINTF (4, 5);
const char *hub_error_get_name (const GError *error);

G_END_DECLS
