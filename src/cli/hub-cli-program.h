/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-cli.h"
#include "hub-delivery.h"
#include "hub-package.h"

G_BEGIN_DECLS

/* A program on its way from its folder to wherever the command takes it. */
typedef struct
{
  HubProject  *project;
  HubPipeline *pipeline;
  HubBuild    *build;     /* once compiled */
  gulong       finished;
} HubCliProgram;

gboolean         hub_cli_program_open        (HubCliProgram *program, HubCli *cli, const char *folder, GError **error);
gboolean         hub_cli_program_compile     (HubCliProgram *program, HubCli *cli, HubCompileMode mode, GError **error);
JsonNode        *hub_cli_program_diagnostics (HubCliProgram *program);
HubPackageEntry *hub_cli_program_entries     (HubCliProgram *program, gsize *n_entries);
void             hub_cli_program_clear       (HubCliProgram *program);
void             hub_cli_print_sizes         (HubCli *cli, JsonNode *sizes);
void             hub_cli_delivery_progress   (HubDeliveryStep step, double fraction, gpointer cli);
char            *hub_cli_ensure_app          (HubCli *cli, HubCliProgram *program, GError **error);
char            *hub_cli_connect_program     (HubCli *cli, HubCliProgram *program, GError **error);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HubCliProgram, hub_cli_program_clear)

G_END_DECLS
