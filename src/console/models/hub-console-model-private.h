/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-console-model.h"

G_BEGIN_DECLS

#define HUB_CONSOLE_SECTION_BIT(section) (1u << HUB_CONSOLE_SECTION_##section)

struct _HubConsoleModel
{
  GObject parent_instance;

  HubClient *client;
  char *app_id;
  GCancellable *reading;              /* of the reading under way or the last one */
  guint asked;                        /* sections whose answer is awaited, as HUB_CONSOLE_SECTION_BIT() */
  guint partial;                      /* sections of which only the first records were read so far, as asked */
  guint changing;                     /* changes under way */
  HubClientEvents *live;              /* (nullable) */
  gboolean was_offline;
  gboolean was_live;                  /* the client's socket was open once */
  GHashTable *troubles;               /* who read in vain (unowned) → GError */
  guint awaited;                      /* answers that are awaited */
  guint due;                          /* sections to read anew soon */
  guint due_source;

  char *account;
  gboolean reviewer;
  HubConsoleItem *app;
  GListStore *lists[HUB_CONSOLE_N_LISTS];
  HubConsoleState states[HUB_CONSOLE_N_SECTIONS];
  GError *errors[HUB_CONSOLE_N_SECTIONS];
};

void hub_console_model_set_ready     (HubConsoleModel   *self,
                                      HubConsoleSection  section);
void hub_console_model_set_failed    (HubConsoleModel   *self,
                                      HubConsoleSection  section,
                                      const GError      *error);
void hub_console_model_set_state     (HubConsoleModel   *self,
                                      HubConsoleSection  section,
                                      HubConsoleState    state);
void hub_console_model_set_partial   (HubConsoleModel   *self,
                                      HubConsoleSection  section);
void hub_console_model_set_app_item  (HubConsoleModel   *self,
                                      HubConsoleItem    *app);
void hub_console_model_reload_sections    (HubConsoleModel *self,
                                           guint            sections);
void hub_console_model_emit_reloading     (HubConsoleModel *self);
void hub_console_model_emit_event         (HubConsoleModel *self,
                                           const char      *action);
void hub_console_model_emit_live_change   (HubConsoleModel *self,
                                           const char      *action);
void hub_console_model_emit_notification  (HubConsoleModel *self,
                                           JsonObject      *notification);
void hub_console_model_emit_connection    (HubConsoleModel *self);
void hub_console_model_emit_progress      (HubConsoleModel *self);

/* hub-console-trouble.c */
gboolean hub_console_model_is_passing     (const GError    *error);
void hub_console_model_note_trouble       (HubConsoleModel *self,
                                           gconstpointer    reader,
                                           const GError    *error);
void hub_console_model_await              (HubConsoleModel *self);
void hub_console_model_end_await          (HubConsoleModel *self);

/* hub-console-live.c */
void hub_console_model_listen             (HubConsoleModel *self);
void hub_console_model_stop_listening     (HubConsoleModel *self);
void hub_console_model_note_event         (HubConsoleModel *self,
                                           const char      *action);
void hub_console_model_note_refusal       (HubConsoleModel *self,
                                           const char      *action,
                                           const GError    *error);

G_END_DECLS
