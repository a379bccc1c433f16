/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-pipeline.h"

/* A small program on disk, and a pipeline that compiles it. */
typedef struct
{
  char        *folder;
  HubProject  *project;
  HubPipeline *pipeline;
} Fixture;

typedef void (*FixtureFunction) (Fixture *self, gconstpointer data);

/* As g_test_init() and g_test_run(), with a cache folder of the test's own. */
void      fixture_init       (int        *argc,
                              char     ***argv);
int       fixture_run        (void);
/* @name: the folder's name. A program with one page, a component and an image. */
void      fixture_set_up     (Fixture    *self,
                              const char *name);
void      fixture_tear_down  (Fixture    *self);
/* Adds a test that gets a program of its own. */
void      fixture_add        (const char *path,
                              FixtureFunction function);
/* Writes a file of the program, folders included. */
void      fixture_write      (Fixture    *self,
                              const char *name,
                              const char *text);
void      fixture_remove     (Fixture    *self,
                              const char *name);
void      fixture_remove_tree (const char *path);
/* Compiles and waits; fails the test where the compiler cannot work. */
HubBuild *fixture_compile    (Fixture    *self);
/* (transfer full): a compiled file's bytes. */
char     *fixture_read       (HubBuild   *build,
                              const char *name);
/* Whether the build has a diagnostic that prints like @line: "FILE:LINE:COLUMN: error: …", where a
 * "*" in @line stands for anything. */
gboolean  fixture_has        (HubBuild   *build,
                              const char *line);
/* Fails the test, showing all diagnostics, where it has none such. */
void      fixture_assert_has (HubBuild   *build,
                              const char *line);
