/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "test-platform.h"

G_BEGIN_DECLS

/* A small company's programs on a platform, with two weeks behind them: what the pictures of docs/console.md show. */
typedef struct
{
  TestPlatform *platform;
  HubClient *ada;               /* the admin */
  HubClient *ines;              /* a tester */
  HubClient *rita;              /* reviews */
  char *shop;                   /* in phases, the next version in review */
  char *bikes;                  /* rejected, the form is being filled in */
  char *market;                 /* approved, the plan is being made */
  char *tea;                    /* new and empty */
  char *review;                 /* of the shop's next version, with the reviewer */
} Story;

Story *story_new  (void);
void   story_free (Story *self);

G_END_DECLS
