/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* So many the platform takes in one call. */
#define HUB_MEMBER_LIST_MAX 200

/* A line of a list of people. */
typedef struct
{
  guint number;         /* from 1 */
  char *text;           /* as it was written */
  char *superhub_id;    /* (nullable) */
  char **roles;         /* ids; empty where the line names none */
  char *problem;        /* (nullable): why it cannot be sent, for people */
} HubMemberLine;

GPtrArray *hub_member_list_parse (const char *text);

G_END_DECLS
