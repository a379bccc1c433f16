/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What waits for the person in a program, by what they may do: items with "title", "detail", "icon", "style" and "page". */
#include "hub-overview-tasks.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-json.h"

/* More people than these are told of together. */
#define FEW 3

#define MANAGE "development-management"

/* @title: (transfer full) */
static void
add (JsonArray *tasks, char *title, const char *detail, const char *icon, const char *style, const char *page)
{
  JsonObject *task = json_object_new ();
  g_autofree char *owned = title;

  json_object_set_string_member (task, "title", title);
  json_object_set_string_member (task, "detail", detail);
  json_object_set_string_member (task, "icon", icon);
  json_object_set_string_member (task, "style", style);
  json_object_set_string_member (task, "page", page);
  json_array_add_object_element (tasks, task);
}

static void
add_review (JsonArray *tasks, HubConsoleModel *model)
{
  g_autoptr (HubConsoleItem) review = hub_console_model_dup_first (model, HUB_CONSOLE_LIST_IN_REVIEW);
  const char *state = review != NULL ? hub_console_item_get_string (review, "state") : "";
  const char *version = review != NULL ? hub_console_item_get_string (review, "version") : "";

  if (g_str_equal (state, "approved") && hub_console_model_may (model, MANAGE))
    add (tasks, g_strdup_printf (_("Version %s is approved"), version), _("Release it when you are ready."),
         "emblem-ok-symbolic", "success", "release");
  else if (g_str_equal (state, "rejected")
           && (hub_console_model_may (model, MANAGE) || hub_console_model_may (model, "developer")))
    add (tasks, g_strdup_printf (_("Version %s was rejected"), version), hub_console_item_get_string (review, "reason"),
         "dialog-warning-symbolic", "error", "review");
}

static void
add_phased (JsonArray *tasks, HubConsoleModel *model)
{
  g_autoptr (HubConsoleItem) phased = hub_console_model_dup_first (model, HUB_CONSOLE_LIST_PHASED);
  const char *state = phased != NULL ? hub_console_item_get_string (phased, "state") : "";
  const char *version = phased != NULL ? hub_console_item_get_string (phased, "version") : "";

  if (!hub_console_model_may (model, MANAGE))
    return;
  if (g_str_equal (state, "deciding"))
    add (tasks, g_strdup_printf (_("The phased release of %s needs a decision"), version),
         _("It has run as long as it may. Bring it to everybody or cancel it."), "document-send-symbolic", "warning",
         "release");
  else if (g_str_equal (state, "paused"))
    add (tasks, g_strdup_printf (_("The phased release of %s is paused"), version), _("Resume or cancel it."),
         "media-playback-pause-symbolic", "warning", "release");
}

/* A program of thousands may have hundreds of them: the table of members shows each. */
static void
add_warnings (JsonArray *tasks, GListModel *members)
{
  g_autoptr (GPtrArray) warned = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (members); i++)
    {
      g_autoptr (HubConsoleItem) item = g_list_model_get_item (members, i);

      if (*hub_console_item_get_string (item, "warning") != '\0')
        g_ptr_array_add (warned, g_steal_pointer (&item));
    }
  if (warned->len > FEW)
    add (tasks, g_strdup_printf (ngettext ("%u member may do too much", "%u members may do too much", warned->len), warned->len),
         _("The table of members marks them: look for the sign among their roles."), "dialog-warning-symbolic", "warning",
         "members");
  for (guint i = 0; warned->len <= FEW && i < warned->len; i++)
    {
      HubConsoleItem *item = g_ptr_array_index (warned, i);

      add (tasks, g_strdup_printf (_("%s may do too much"), hub_console_item_get_string (item, "superhub_id")),
           hub_console_item_get_string (item, "warning"), "dialog-warning-symbolic", "warning", "members");
    }
}

static void
add_people (JsonArray *tasks, HubConsoleModel *model, GListModel *sign_ins)
{
  GListModel *members = hub_console_model_get_list (model, HUB_CONSOLE_LIST_PROJECT_MEMBERS);

  if (!hub_console_model_is_admin (model))
    return;
  for (guint i = 0; i < g_list_model_get_n_items (sign_ins); i++)
    {
      g_autoptr (HubConsoleItem) item = g_list_model_get_item (sign_ins, i);

      if (g_str_equal (hub_console_item_get_string (item, "state"), "pending"))
        add (tasks, g_strdup_printf (_("%s asks to sign in"), hub_console_item_get_string (item, "superhub_id")),
             hub_console_item_get_string (item, "message"), "dialog-password-symbolic", "accent", "members");
    }
  add_warnings (tasks, members);
}

static void
add_suspension (JsonArray *tasks, HubConsoleModel *model)
{
  HubConsoleItem *app = hub_console_model_get_app (model);
  JsonObject *suspension = hub_json_get_object (hub_console_item_get_record (app), "suspension");
  const char *reason;

  if (suspension == NULL || !hub_console_model_may (model, "service-suspension"))
    return;
  reason = hub_json_get_string (suspension, "platform_reason", "");
  if (*reason == '\0')
    reason = hub_json_get_string (suspension, "owner_reason", "");
  add (tasks, g_strdup (_("The service is suspended")), reason, "media-playback-pause-symbolic", "warning", "release");
}

static void
add_queue (JsonArray *tasks, HubConsoleModel *model)
{
  guint n = g_list_model_get_n_items (hub_console_model_get_list (model, HUB_CONSOLE_LIST_WAITING_REVIEWS));

  if (n > 0 && hub_console_model_is_reviewer (model))
    add (tasks, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u version waits for a decision",
                                              "%u versions wait for a decision", n), n),
         _("You are a reviewer of this platform."), "checkbox-checked-symbolic", "accent", "reviews");
}

/**
 * hub_overview_tasks_fill:
 * @tasks: a store of #HubConsoleItem
 * @model: a model whose program was read
 * @sign_ins: the program's requests to sign in; empty where the person may not see them
 *
 * Makes @tasks what waits for the person now.
 */
void
hub_overview_tasks_fill (GListStore *tasks, HubConsoleModel *model, GListModel *sign_ins)
{
  g_autoptr (JsonArray) records = json_array_new ();

  add_suspension (records, model);
  add_phased (records, model);
  add_review (records, model);
  add_people (records, model, sign_ins);
  add_queue (records, model);
  hub_console_item_fill_store (tasks, records);
}
