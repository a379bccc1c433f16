/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "hub-client.h"

G_BEGIN_DECLS

/* Documented in docs/cli.md; scripts rely on them. */
typedef enum
{
  HUB_CLI_EXIT_OK = 0,
  HUB_CLI_EXIT_REFUSED = 1,
  HUB_CLI_EXIT_USAGE = 2,
  HUB_CLI_EXIT_SIGN_IN = 3,
  HUB_CLI_EXIT_UNREACHABLE = 4,
  HUB_CLI_EXIT_STORAGE = 5,
  HUB_CLI_EXIT_CANCELLED = 130,
} HubCliExit;

typedef struct _HubCli HubCli;

typedef struct
{
  const char *name;      /* without dashes; NULL ends a list */
  char        letter;    /* 0 for none */
  const char *value;     /* (nullable): "FILE"; a switch without */
  const char *help;      /* marked for translation */
} HubCliOption;

typedef gboolean (*HubCliFunc) (HubCli *cli, GError **error);

/* One command, described as data: help, completion and checks are made from it. */
typedef struct
{
  const char         *name;         /* "review submit" */
  const char         *arguments;    /* "DIR" */
  guint               min_arguments;
  guint               max_arguments;
  const char         *summary;      /* one line, marked for translation */
  const char         *description;  /* (nullable): paragraphs, marked for translation */
  const HubCliOption *options;      /* (nullable) */
  const char         *examples;     /* (nullable): lines */
  HubCliFunc          run;
} HubCliCommand;

/* One run of the program. */
struct _HubCli
{
  const HubCliCommand *command;
  GPtrArray           *arguments;    /* of char * */
  GHashTable          *options;      /* name → GPtrArray of char * */
  gboolean             json;
  GCancellable        *cancellable;  /* Ctrl-C */
  HubClient           *client;       /* once connected */
  JsonNode            *result;       /* what --json prints */
  JsonNode            *detail;       /* of an error */
};

extern const HubCliCommand *const hub_cli_commands[];

/* hub-cli-arguments.c */
gboolean     hub_cli_parse          (HubCli *cli, int argc, char **argv, GError **error);
const char  *hub_cli_get_option     (HubCli *cli, const char *name);
GPtrArray   *hub_cli_get_options    (HubCli *cli, const char *name);
JsonArray   *hub_cli_split_options  (HubCli *cli, const char *name);
gboolean     hub_cli_has_option     (HubCli *cli, const char *name);
const char  *hub_cli_get_argument   (HubCli *cli, guint index);
const char  *hub_cli_require        (HubCli *cli, guint index, const char *option, GError **error);

const HubCliOption *hub_cli_get_common_options (void);

/* hub-cli-help.c */
void         hub_cli_print_help     (HubCli *cli);
void         hub_cli_print_commands (void);
void         hub_cli_print_completions (int n_words, char **words);

/* hub-cli-output.c */
void         hub_cli_print          (HubCli *cli, const char *format, ...) G_GNUC_PRINTF (2, 3);
void         hub_cli_note           (HubCli *cli, const char *format, ...) G_GNUC_PRINTF (2, 3);
void         hub_cli_take_result    (HubCli *cli, JsonNode *result);
JsonObject  *hub_cli_take_object    (HubCli *cli, JsonNode *answer);
JsonArray   *hub_cli_take_items     (HubCli *cli, JsonNode *answer);
gboolean     hub_cli_finish_empty   (HubCli *cli, JsonNode *answer, const char *sentence);
void         hub_cli_finish         (HubCli *cli, GError *error);
HubCliExit   hub_cli_exit_code      (const GError *error);
const char  *hub_cli_colour         (int fd, const char *code);
char        *hub_cli_time           (const char *rfc3339);
const char  *hub_cli_word           (JsonObject *object, const char *member);

/* hub-cli-table.c */
typedef struct _HubCliTable HubCliTable;
HubCliTable *hub_cli_table_new      (const char *first_heading, ...) G_GNUC_NULL_TERMINATED;
void         hub_cli_table_add      (HubCliTable *table, const char *first_cell, ...);
void         hub_cli_table_print    (HubCliTable *table, HubCli *cli, const char *empty);
void         hub_cli_table_free     (HubCliTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubCliTable, hub_cli_table_free)

/* hub-cli-progress.c */
void         hub_cli_progress       (HubCli *cli, const char *what, double fraction);
void         hub_cli_progress_end   (HubCli *cli);

/* hub-cli-await.c: asynchronous calls as a script of lines */
typedef struct
{
  GAsyncResult *result;
} HubCliAwait;
void         hub_cli_await_done     (GObject *source, GAsyncResult *result, gpointer await);
GAsyncResult *hub_cli_await         (HubCliAwait *await);
JsonNode    *hub_cli_call           (HubCli *cli, const char *operation, JsonObject *parameters, GError **error);
JsonNode    *hub_cli_call_sensitive (HubCli *cli, const char *operation, JsonObject *parameters, GError **error);
JsonNode    *hub_cli_list           (HubCli *cli, const char *operation, JsonObject *parameters, GError **error);

/* hub-cli-session.c */
gboolean     hub_cli_find           (HubCli *cli, GError **error);
gboolean     hub_cli_connect        (HubCli *cli, GError **error);
char        *hub_cli_app_id         (HubCli *cli, GError **error);
JsonObject  *hub_cli_app_parameters (HubCli *cli, GError **error);
JsonNode    *hub_cli_call_app       (HubCli *cli, const char *operation, GError **error, ...) G_GNUC_NULL_TERMINATED;
JsonNode    *hub_cli_list_app       (HubCli *cli, const char *operation, GError **error, ...) G_GNUC_NULL_TERMINATED;

/* hub-cli-password.c */
char        *hub_cli_read_line      (HubCli *cli, const char *prompt, GError **error);
char        *hub_cli_read_password  (HubCli *cli, const char *prompt, GError **error);
char        *hub_cli_read_new_password (HubCli *cli, GError **error);
gboolean     hub_cli_read_secret    (HubCli *cli, const char *option, char **secret, GError **error);
void         hub_cli_free_password  (char *password);

G_END_DECLS
