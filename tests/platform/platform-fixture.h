/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

/* A real superhubd of its own, on a free port, with a folder that goes away. */
typedef struct
{
  char        *folder;
  char        *url;
  char        *database;    /* its address */
  char        *data;        /* the platform's folder */
  gint64      *ahead;       /* (nullable): what the platform's clock is ahead of the machine's, shared with it */
  GSubprocess *process;
  SoupSession *session;     /* without cookies */
  char        *token;       /* who asks; "" for nobody */
  guint        status;      /* of the last answer */
  char        *code;        /* of the last refusal, "" for none */
  char        *location;    /* of the last answer */
  char        *cookie;      /* the last that was set, NAME=VALUE, "" for none */
  char        *retry_after; /* of the last answer */
  char        *policy;      /* Content-Security-Policy of the last answer */
  SoupMessageHeaders *headers; /* (nullable): of the last answer */
  char        *sent_cookie; /* what is sent, "" for none */
  GHashTable  *sent_headers; /* (nullable): name → value of what else is sent: platform_header() */
  char        *replayed;    /* Idempotent-Replayed of the last answer */
  GBytes      *package;     /* (nullable): what is uploaded instead of a package that is made */
} Platform;

Platform   *platform_start        (const char *const *extra);
void        platform_start_again  (Platform *self, const char *const *extra);
/* One on a folder and a database that are there. */
Platform   *platform_start_on     (const char *data, const char *database, const char *const *extra);
/* Another superhubd on the same database and folder; freed before @first, whose clock it has. */
Platform   *platform_start_beside (Platform *first, const char *const *extra);
/* As platform_start(), with a clock that platform_advance() puts forward. */
Platform   *platform_start_clocked (const char *const *extra);
void        platform_advance      (Platform *self, gint64 microseconds);
/* An operator's command beside it, like "--collect", on the same database, folder and clock. */
GSubprocess *platform_command     (Platform *self, const char *option);
void        platform_stop         (Platform *self);
void        platform_kill         (Platform *self);
void        platform_free         (Platform *self);
char       *platform_file         (Platform *self, const char *name);

/* Sends a header with every request from now on; %NULL to send it no more. */
void        platform_header       (Platform *self, const char *name, const char *value);
/* What was answered, as text; status, code and the rest stand in the fixture. */
char       *platform_send         (Platform *self, const char *method, const char *path,
                                   const char *type, GBytes *body);
/* What is answered, byte for byte, to who sends one header more, or none; without what platform_send() sends along.
 * %NULL where nobody listens at @self's address. */
char       *platform_fetch        (Platform *self, const char *method, const char *path,
                                   const char *name, const char *value, gsize *length);
/* A header of the last answer, "" where it has none. */
const char *platform_get_header   (Platform *self, const char *name);
/* The address at which a phone's page runs a version. */
char       *platform_read_run     (const char *page);
/* The answer as JSON, an empty object for none. */
JsonObject *platform_call         (Platform *self, const char *method, const char *path,
                                   const char *format, ...) G_GNUC_PRINTF (4, 5);
void        platform_expect       (Platform *self, guint status, const char *code);
/* Frees an answer of which nothing but status and code matters. */
void        platform_done         (JsonObject *answer);
/* "/api/v1/apps/" + @app_id + "/" + @rest */
char       *platform_path         (const char *app_id, const char *rest);

void        platform_account      (Platform *self, const char *superhub_id);
void        platform_become       (Platform *self, const char *superhub_id);
char       *platform_token_of     (Platform *self, const char *superhub_id);
/* Who has this token asks from now on; "" for nobody. */
void        platform_as           (Platform *self, const char *token);
char       *platform_app          (Platform *self, const char *name);
/* anna's program, with "judge" as a reviewer; anna asks from now on. */
char       *platform_shop         (Platform *self, const char *name);
void        platform_member       (Platform *self, const char *app_id, const char *superhub_id,
                                   const char *kind, const char *roles);
void        platform_sql          (Platform *self, const char *sql);
gint64      platform_count        (Platform *self, const char *sql);
void        platform_reviewer     (Platform *self, const char *superhub_id);

/* A package with one page whose text is @text; its bytes. */
GBytes     *platform_make_package (Platform *self, const char *text);
char       *platform_upload       (Platform *self, const char *app_id, const char *text);
char       *platform_version      (Platform *self, const char *app_id, const char *text,
                                   const char *version);
/* Takes @text through upload, review and release, as the one who asks, who is the program's admin; "judge" is a reviewer.
 * Returns: the package's hash. */
char       *platform_put_online   (Platform *self, const char *app_id, const char *text, const char *version);
/* Signs in on the phone's page; the cookie is sent from then on. */
void        platform_phone_sign_in (Platform *self, const char *superhub_id, const char *next);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Platform, platform_free)

#define PASSWORD "correct horse battery"
