/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-simulator-window.h"

G_BEGIN_DECLS

/* A project in a folder of its own and the real window that runs it. */
typedef struct
{
  char               *folder;
  HubSimulatorWindow *window;
  HubSimulator       *simulator;
  char               *place;       /* of the last "open-location" */
} Driver;

typedef gboolean (*DriverCondition) (Driver     *driver,
                                     const char *argument);

void      driver_set_up          (Driver          *driver,
                                  gconstpointer    data);
void      driver_tear_down       (Driver          *driver,
                                  gconstpointer    data);
void      driver_write           (Driver          *driver,
                                  const char      *name,
                                  const char      *text);
void      driver_open            (Driver          *driver,
                                  const char      *folder);
void      driver_wait            (Driver          *driver,
                                  const char      *what,
                                  DriverCondition  condition,
                                  const char      *argument);
void      driver_wait_running    (Driver          *driver);
void      driver_wait_page       (Driver          *driver,
                                  const char      *page);
void      driver_wait_answer     (Driver          *driver,
                                  const char      *question_and_answer);
void      driver_wait_text       (Driver          *driver,
                                  const char      *selector,
                                  const char      *text);
void      driver_wait_overlay    (Driver          *driver,
                                  const char      *text);
char     *driver_ask             (Driver          *driver,
                                  gboolean         in_logic,
                                  const char      *script);
void      driver_tell            (Driver          *driver,
                                  const char      *script);
gboolean  driver_console_has     (Driver          *driver,
                                  const char      *text);

G_END_DECLS
