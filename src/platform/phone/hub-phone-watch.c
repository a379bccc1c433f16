/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program that runs on a phone has all its code already, and would go on when its person is removed. So its page asks when the
 * run ends, and the answer waits until then. Whatever ends a run is written down in the audit log: a look at the log's end tells
 * whether a look at the runs is worth it, in this process and in others. */
#include "hub-phone-private.h"

#include "hub-audit-repository.h"
#include "hub-phone.h"

/* Removed people are out within a second. */
#define LOOK_MS 400
/* Proxies give up after a minute. */
#define WAIT (50 * G_USEC_PER_SEC)
#define MAX_WAITING 20000
/* So many changes at a time that it is quicker to look at all runs. */
#define MANY 200

typedef struct
{
  HubRequest *request;
  char       *token_hash;
  char       *app_id;
  char       *superhub_id;
  gint64      expires_at;
  gint64      began;         /* monotonic */
} Waiting;

static GPtrArray *waiting_list;
static gint64 seen;           /* the last row of the audit log that was looked at */
static guint look_source;

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  g_free (waiting->token_hash);
  g_free (waiting->app_id);
  g_free (waiting->superhub_id);
  g_free (waiting);
}

static void
answer (HubRequest *request, guint status)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (request->message), "Cache-Control", "no-store");
  soup_server_message_set_status (request->message, status, NULL);
}

static gboolean
is_about (const HubAuditRow *row, const Waiting *waiting)
{
  if (row->app_id[0] != '\0')
    return g_str_equal (row->app_id, waiting->app_id);
  return g_str_equal (row->actor, waiting->superhub_id) || g_str_equal (row->target, waiting->superhub_id);
}

static gboolean
is_concerned (GPtrArray *changes, const Waiting *waiting)
{
  if (changes->len >= MANY)
    return TRUE;
  for (guint i = 0; i < changes->len; i++)
    if (is_about (g_ptr_array_index (changes, i), waiting))
      return TRUE;
  return FALSE;
}

/* 0 for "go on waiting". */
static guint
status_of (const Waiting *waiting, GPtrArray *changes)
{
  HubPlatform *platform = waiting->request->platform;
  g_autoptr (HubRunRow) run = NULL;

  if (waiting->expires_at <= hub_clock_now (platform->clock))
    return 410;
  if (changes != NULL && is_concerned (changes, waiting)
      && hub_run_repository_find (platform->database, waiting->token_hash, &run, NULL) && run == NULL)
    return 404;
  return g_get_monotonic_time () - waiting->began >= WAIT ? 204 : 0;
}

static gboolean
on_look (gpointer user_data)
{
  HubPlatform *platform = ((Waiting *) g_ptr_array_index (waiting_list, 0))->request->platform;
  g_autoptr (GPtrArray) changes = hub_audit_repository_list_after (platform->database, seen, MANY, NULL);

  if (changes != NULL && changes->len > 0)
    seen = ((HubAuditRow *) g_ptr_array_index (changes, changes->len - 1))->number;
  for (guint i = waiting_list->len; i > 0; i--)
    {
      Waiting *waiting = g_ptr_array_index (waiting_list, i - 1);
      HubRequest *request = waiting->request;
      guint status = request->finished ? 204 : status_of (waiting, changes);

      if (status == 0)
        continue;
      answer (request, status);
      g_ptr_array_remove_index_fast (waiting_list, i - 1);
      hub_request_resume (request);
    }
  if (waiting_list->len > 0)
    return G_SOURCE_CONTINUE;
  look_source = 0;
  return G_SOURCE_REMOVE;
}

/**
 * hub_phone_watch_run:
 * @request: for `/r/TOKEN/ended`
 * @run: what runs
 *
 * Answers when the run has ended: 404 where it was taken away, 410 where its time is over; 204 after a while, for the page to
 * ask again.
 */
void
hub_phone_watch_run (HubRequest *request, const HubRunRow *run)
{
  g_autoptr (HubRunRow) again = NULL;
  gint64 head = 0;
  Waiting *waiting;

  if (waiting_list == NULL)
    waiting_list = g_ptr_array_new_with_free_func (waiting_free);
  /* The run is looked at once more after the log's end is known: what ends it from here on is behind that end. */
  if (waiting_list->len == 0 && hub_audit_repository_get_last (request->platform->database, &head, NULL))
    seen = head;
  if (waiting_list->len >= MAX_WAITING
      || !hub_run_repository_find (request->platform->database, run->token_hash, &again, NULL))
    {
      answer (request, 204);
      return;
    }
  if (again == NULL)
    {
      answer (request, 404);
      return;
    }
  waiting = g_new0 (Waiting, 1);
  waiting->request = request;
  waiting->token_hash = g_strdup (run->token_hash);
  waiting->app_id = g_strdup (run->app_id);
  waiting->superhub_id = g_strdup (run->superhub_id);
  waiting->expires_at = run->expires_at;
  waiting->began = g_get_monotonic_time ();
  g_ptr_array_add (waiting_list, waiting);
  hub_request_suspend (request);
  if (look_source == 0)
    look_source = g_timeout_add (LOOK_MS, on_look, NULL);
}

/**
 * hub_phone_watch_stop:
 *
 * Answers all that wait: the platform is about to stop, and what waits would hold it up.
 */
void
hub_phone_watch_stop (void)
{
  while (waiting_list != NULL && waiting_list->len > 0)
    {
      HubRequest *request = ((Waiting *) g_ptr_array_index (waiting_list, waiting_list->len - 1))->request;

      answer (request, 204);
      g_ptr_array_remove_index (waiting_list, waiting_list->len - 1);
      hub_request_resume (request);
    }
  g_clear_handle_id (&look_source, g_source_remove);
}
