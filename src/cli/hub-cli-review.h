/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-cli.h"

G_BEGIN_DECLS

/* hub-cli-review.c: what the commands of reviews share */
JsonObject *hub_cli_read_form     (HubCli *cli, JsonObject *app, GError **error);
char       *hub_cli_read_picture  (const char *path, GError **error);
void        hub_cli_note_findings (HubCli *cli, JsonObject *checks);
void        hub_cli_print_checks  (HubCli *cli, JsonObject *checks);
void        hub_cli_print_review  (HubCli *cli, JsonObject *review);

G_END_DECLS
