/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-webhook-panel.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-run.h"
#include "hub-console-table.h"
#include "hub-json.h"
#include "hub-permission-hint.h"
#include "hub-server-foot.h"

/* What the platform takes; the secret it proposes has as many letters as nobody guesses. */
#define SECRET_LENGTH 43
#define SECRET_MIN 16
#define SECRET_MAX 128
#define LOG_HEIGHT 260

struct _HubWebhookPanel
{
  AdwBin parent_instance;

  HubConsoleModel *model;       /* (unowned): the page's */
  HubConsoleQuery *query;
  HubConsoleQuery *deliveries;
  GtkStack *stack;              /* "server", or "locked" for everybody but the admin */
  AdwPreferencesGroup *server;
  AdwActionRow *state;
  GtkImage *state_icon;
  AdwEntryRow *url;
  AdwEntryRow *secret;
  GtkWidget *told;              /* the secret that was just saved, until one leaves */
  GtkLabel *told_secret;
  HubServerFoot *foot;
  gboolean enabled;
};

G_DEFINE_FINAL_TYPE (HubWebhookPanel, hub_webhook_panel, ADW_TYPE_BIN)

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static gboolean
is_secret (const char *text)
{
  gsize length = strlen (text);

  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '-' && *c != '_')
      return FALSE;
  return length >= SECRET_MIN && length <= SECRET_MAX;
}

/* (nullable): what is missing, for people */
static const char *
check (HubWebhookPanel *self)
{
  if (!g_str_has_prefix (get_text (self->url), "https://"))
    return _("The address begins with https://");
  if (!is_secret (get_text (self->secret)))
    return _("The secret is 16 to 128 letters, digits, “-” and “_”");
  return NULL;
}

static void
update (HubWebhookPanel *self)
{
  hub_server_foot_update (self->foot, check (self), self->enabled);
}

static const struct
{
  const char *state;
  const char *title;
  const char *icon;
  const char *style;
} states[] = {
  { "active", N_("In Use"), "emblem-ok-symbolic", "success" },
  { "failing", N_("Does Not Arrive"), "dialog-warning-symbolic", "warning" },
  { "disabled", N_("Disabled: Save It Again to Use It"), "changes-prevent-symbolic", "error" },
};

static void
show_state (HubWebhookPanel *self, JsonObject *answer)
{
  const char *state = hub_json_get_string (answer, "state", "active");
  const char *outcome = hub_json_get_string (answer, "outcome", "");

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->state_icon), states[i].style);
      if (!g_str_equal (states[i].state, state))
        continue;
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state), _(states[i].title));
      gtk_image_set_from_icon_name (self->state_icon, states[i].icon);
    }
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].state, state))
      gtk_widget_add_css_class (GTK_WIDGET (self->state_icon), states[i].style);
  adw_action_row_set_subtitle (self->state, outcome);
}

/* The secret is never told again, so a webhook that is set keeps that field empty until it is set anew. */
static void
query_changed (HubWebhookPanel *self)
{
  JsonObject *answer = hub_console_query_get_answer (self->query);
  const GError *error = hub_console_query_get_error (self->query);
  g_autofree char *text = NULL;

  if (answer == NULL)
    {
      hub_server_foot_set_error (self->foot, error != NULL ? error->message : NULL);
      return;
    }
  self->enabled = hub_json_get_boolean (answer, "enabled", FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->state), self->enabled);
  if (self->enabled)
    {
      text = g_strdup_printf (_("What the admin is told is sent to %s, too; set by %s. To change it, enter a secret again."),
                              hub_json_get_string (answer, "url", ""), hub_json_get_string (answer, "set_by", ""));
      if (*get_text (self->url) == '\0')
        gtk_editable_set_text (GTK_EDITABLE (self->url), hub_json_get_string (answer, "url", ""));
      show_state (self, answer);
    }
  adw_preferences_group_set_description (self->server,
                                         text != NULL ? text
                                                      : _("Review results, requests to sign in and what a release asks are sent to "
                                                          "a server of yours, too, such as a chat’s. No server is set."));
  update (self);
}

static void
model_changed (HubWebhookPanel *self)
{
  gtk_stack_set_visible_child_name (self->stack, hub_console_model_is_admin (self->model) ? "server" : "locked");
}

static void
end (HubWebhookPanel *self, const GError *error)
{
  hub_server_foot_set_busy (self->foot, FALSE);
  hub_server_foot_set_error (self->foot, error != NULL ? error->message : NULL);
}

static void
forget_secret (HubWebhookPanel *self)
{
  gtk_label_set_text (self->told_secret, "");
  gtk_widget_set_visible (self->told, FALSE);
}

static void
saved (GtkWidget *widget, HubConsoleChange *change, const GError *error)
{
  HubWebhookPanel *self = HUB_WEBHOOK_PANEL (widget);

  if (error == NULL)
    {
      gtk_label_set_text (self->told_secret, get_text (self->secret));
      gtk_widget_set_visible (self->told, TRUE);
      gtk_editable_set_text (GTK_EDITABLE (self->secret), "");
    }
  end (self, error);
}

static void
tested (GtkWidget *widget, HubConsoleChange *change, const GError *error)
{
  if (error == NULL)
    hub_console_toast (widget, _("The server took the test"));
  end (HUB_WEBHOOK_PANEL (widget), error);
}

static void
ask (HubWebhookPanel *self, HubConsoleChange *change, HubConsoleDoneFunc done)
{
  hub_server_foot_set_error (self->foot, NULL);
  hub_server_foot_set_busy (self->foot, TRUE);
  hub_console_run_for (GTK_WIDGET (self), change, done);
}

static void
save_clicked (HubWebhookPanel *self)
{
  g_autoptr (HubConsoleChange) change = hub_console_change_new ("setWebhook", _("Notifications are sent to the server from now on"));

  forget_secret (self);
  hub_console_change_set_string (change, "url", get_text (self->url));
  hub_console_change_set_string (change, "secret", get_text (self->secret));
  ask (self, change, saved);
}

static void
test_clicked (HubWebhookPanel *self)
{
  g_autoptr (HubConsoleChange) change = hub_console_change_new ("testWebhook", NULL);

  ask (self, change, tested);
}

static void
off_clicked (HubWebhookPanel *self)
{
  forget_secret (self);
  hub_console_confirm (GTK_WIDGET (self), hub_console_change_new ("deleteWebhook", _("Notifications are sent to no server now")),
                       _("Turn the Webhook Off?"),
                       _("The server is sent nothing any more, also not what waits for it. Its secret is forgotten."),
                       _("_Turn Off"), ADW_RESPONSE_DESTRUCTIVE);
}

static void
copy_secret (HubWebhookPanel *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), gtk_label_get_text (self->told_secret));
  hub_console_toast (GTK_WIDGET (self), _("The secret was copied"));
}

static void
hub_webhook_panel_unmap (GtkWidget *widget)
{
  forget_secret (HUB_WEBHOOK_PANEL (widget));
  GTK_WIDGET_CLASS (hub_webhook_panel_parent_class)->unmap (widget);
}

static void
hub_webhook_panel_dispose (GObject *object)
{
  g_clear_object (&HUB_WEBHOOK_PANEL (object)->query);
  g_clear_object (&HUB_WEBHOOK_PANEL (object)->deliveries);
  G_OBJECT_CLASS (hub_webhook_panel_parent_class)->dispose (object);
}

static void
hub_webhook_panel_class_init (HubWebhookPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_webhook_panel_dispose;
  GTK_WIDGET_CLASS (klass)->unmap = hub_webhook_panel_unmap;
}

static void
hub_webhook_panel_init (HubWebhookPanel *self)
{
}

/* What was typed for one program's server is nothing for another's, its secret least of all. */
static void
model_reset (HubWebhookPanel *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->url), "");
  gtk_editable_set_text (GTK_EDITABLE (self->secret), "");
  hub_server_foot_set_error (self->foot, NULL);
  forget_secret (self);
  self->enabled = FALSE;
  update (self);
}

static GtkWidget *
make_told (HubWebhookPanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *note = gtk_label_new (_("The secret. Give it to your server now: it is not shown again."));
  GtkWidget *copy = gtk_button_new_with_mnemonic (_("_Copy"));

  self->told_secret = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_selectable (self->told_secret, TRUE);
  gtk_label_set_wrap (self->told_secret, TRUE);
  gtk_label_set_wrap_mode (self->told_secret, PANGO_WRAP_CHAR);
  gtk_label_set_xalign (self->told_secret, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->told_secret), "monospace");
  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), note);
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->told_secret));
  gtk_widget_set_valign (copy, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (copy, "clicked", G_CALLBACK (copy_secret), self);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), copy);
  gtk_widget_add_css_class (box, "console-told");
  gtk_widget_add_css_class (box, "card");
  gtk_widget_set_visible (box, FALSE);
  self->told = box;
  return box;
}

static void
add_fields (HubWebhookPanel *self)
{
  GtkWidget *state = adw_action_row_new ();
  GtkWidget *url = adw_entry_row_new ();
  GtkWidget *secret = hub_secret_row_new (_("Secret"), SECRET_LENGTH);

  self->server = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->server, _("Webhook"));
  self->state = ADW_ACTION_ROW (state);
  self->state_icon = GTK_IMAGE (gtk_image_new ());
  g_object_set (state, "use-markup", FALSE, "subtitle-lines", 3, "visible", FALSE, NULL);
  adw_action_row_add_prefix (self->state, GTK_WIDGET (self->state_icon));
  adw_preferences_group_add (self->server, state);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (url), _("Address (https://…)"));
  self->url = ADW_ENTRY_ROW (url);
  self->secret = ADW_ENTRY_ROW (secret);
  for (guint i = 0; i < 2; i++)
    {
      g_signal_connect_swapped (i == 0 ? url : secret, "changed", G_CALLBACK (update), self);
      adw_preferences_group_add (self->server, i == 0 ? url : secret);
    }
}

static GtkWidget *
make_foot (HubWebhookPanel *self)
{
  GtkWidget *foot = hub_server_foot_new ();

  self->foot = HUB_SERVER_FOOT (foot);
  g_signal_connect_swapped (foot, "off", G_CALLBACK (off_clicked), self);
  g_signal_connect_swapped (foot, "test", G_CALLBACK (test_clicked), self);
  g_signal_connect_swapped (foot, "save", G_CALLBACK (save_clicked), self);
  return foot;
}

static char *
dup_state (HubConsoleItem *item, gpointer user_data)
{
  const char *state = hub_console_item_get_string (item, "state");
  g_autoptr (GDateTime) next = hub_console_item_dup_time (item, "next_at");
  /* Translators: a date and a time of the near future */
  g_autofree char *when = next != NULL ? g_date_time_format (next, _("%-d %b, %H:%M")) : NULL;

  if (g_str_equal (state, "delivered"))
    return g_strdup (_("Delivered"));
  if (when != NULL)
    return g_strdup_printf (_("Sent again on %s"), when);
  return g_strdup (g_str_equal (state, "failing") ? _("Given up") : _("Waiting"));
}

static GtkWidget *
make_log (HubWebhookPanel *self)
{
  static const HubConsoleColumn columns[] = {
    { N_("Time"), HUB_CONSOLE_COLUMN_TIME, "created_at", .width = 130 },
    { N_("Kind"), HUB_CONSOLE_COLUMN_TEXT, "kind" },
    { N_("State"), HUB_CONSOLE_COLUMN_TEXT, "state", dup_state },
    { N_("Attempts"), HUB_CONSOLE_COLUMN_NUMBER, "attempts" },
    { N_("Outcome"), HUB_CONSOLE_COLUMN_TEXT, "outcome", .expand = TRUE },
  };
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *table = hub_console_table_new (hub_console_query_get_items (self->deliveries), columns, G_N_ELEMENTS (columns), self);

  hub_console_table_set_label (HUB_CONSOLE_TABLE (table), _("Deliveries"));
  hub_console_table_set_query (HUB_CONSOLE_TABLE (table), self->deliveries, NULL);
  hub_console_table_set_placeholder (HUB_CONSOLE_TABLE (table), "mail-send-symbolic", _("No Deliveries Yet"),
                                     _("What the server was sent, and how it answered, appears here."));
  gtk_widget_set_size_request (table, -1, LOG_HEIGHT);
  gtk_widget_add_css_class (table, "card");
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Deliveries"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), table);
  return group;
}

static void
make_queries (HubWebhookPanel *self, HubConsolePage *page)
{
  static const char *const events[] = { "setWebhook", "deleteWebhook", "disableWebhook", "handOverApp", "deliverWebhook", NULL };
  static const char *const delivery_events[] = { "setWebhook", "deleteWebhook", "disableWebhook", "deliverWebhook", NULL };

  self->query = hub_console_query_new (self->model, HUB_CONSOLE_QUERY_OBJECT, "getWebhook", events);
  self->deliveries = hub_console_query_new (self->model, HUB_CONSOLE_QUERY_LIST, "listWebhookDeliveries", delivery_events);
  g_signal_connect_object (self->query, "changed", G_CALLBACK (query_changed), self, G_CONNECT_SWAPPED);
  hub_console_page_add_part_query (page, g_object_ref (self->query), "admin");
  hub_console_page_add_part_query (page, g_object_ref (self->deliveries), "admin");
}

/**
 * hub_webhook_panel_new:
 * @page: the page it is part of
 *
 * Returns: (transfer floating): the webhook, for the program's admin; for others a sentence that says so
 */
GtkWidget *
hub_webhook_panel_new (HubConsolePage *page)
{
  HubWebhookPanel *self = g_object_new (HUB_TYPE_WEBHOOK_PANEL, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *foot = make_foot (self);

  self->model = hub_console_page_get_model (page);
  make_queries (self, page);
  add_fields (self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->server));
  gtk_box_append (GTK_BOX (box), make_told (self));
  gtk_box_append (GTK_BOX (box), foot);
  gtk_box_append (GTK_BOX (box), make_log (self));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, box, "server");
  gtk_stack_add_named (self->stack,
                       hub_permission_hint_new_locked (_("What the admin of this program is told is sent to a server that only the "
                                                         "admin sets and sees.")), "locked");
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  g_signal_connect_object (self->model, "changed", G_CALLBACK (model_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "reset", G_CALLBACK (model_reset), self, G_CONNECT_SWAPPED);
  model_changed (self);
  query_changed (self);
  update (self);
  return GTK_WIDGET (self);
}
