/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-push-panel.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-run.h"
#include "hub-console-table.h"
#include "hub-json.h"
#include "hub-server-foot.h"

#define TOKEN_LENGTH 32
#define KEY_LENGTH 43
#define LOG_HEIGHT 260

struct _HubPushPanel
{
  AdwBin parent_instance;

  HubConsoleQuery *query;
  HubConsoleQuery *messages;
  AdwPreferencesGroup *server;
  AdwEntryRow *url;
  AdwEntryRow *token;
  AdwEntryRow *key;
  AdwComboRow *mode;
  AdwComboRow *format;
  HubServerFoot *foot;
  gboolean enabled;
};

G_DEFINE_FINAL_TYPE (HubPushPanel, hub_push_panel, ADW_TYPE_BIN)

static const char *const modes[] = { "safe", "plain" };
static const char *const formats[] = { "json", "xml" };

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static gboolean
is_of_letters (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c))
      return FALSE;
  return TRUE;
}

/* (nullable): what is missing, for people */
static const char *
check (HubPushPanel *self)
{
  gsize length = strlen (get_text (self->token));

  if (!g_str_has_prefix (get_text (self->url), "https://"))
    return _("The address begins with https://");
  if (length < 3 || length > TOKEN_LENGTH || !is_of_letters (get_text (self->token)))
    return _("The token is 3 to 32 letters and digits");
  if (strlen (get_text (self->key)) != KEY_LENGTH || !is_of_letters (get_text (self->key)))
    return _("The key is 43 letters and digits");
  return NULL;
}

static void
update (HubPushPanel *self)
{
  hub_server_foot_update (self->foot, check (self), self->enabled);
}

static void
select_of (AdwComboRow *row, const char *const *names, const char *name)
{
  for (guint i = 0; i < 2; i++)
    if (g_str_equal (names[i], name))
      adw_combo_row_set_selected (row, i);
}

/* The secrets are never told again, so a server that is set keeps its empty fields until it is set anew. */
static void
query_changed (HubPushPanel *self)
{
  JsonObject *answer = hub_console_query_get_answer (self->query);
  g_autofree char *text = NULL;

  if (answer == NULL)
    return;
  self->enabled = hub_json_get_boolean (answer, "enabled", FALSE);
  if (self->enabled)
    {
      text = g_strdup_printf (_("%s is told of events; set by %s. To change it, enter its token and key again."),
                              hub_json_get_string (answer, "url", ""), hub_json_get_string (answer, "set_by", ""));
      if (*get_text (self->url) == '\0')
        {
          gtk_editable_set_text (GTK_EDITABLE (self->url), hub_json_get_string (answer, "url", ""));
          select_of (self->mode, modes, hub_json_get_string (answer, "mode", "safe"));
          select_of (self->format, formats, hub_json_get_string (answer, "format", "json"));
        }
    }
  adw_preferences_group_set_description (self->server, text != NULL ? text
                                                                    : _("No server is told of events. Saving asks the server "
                                                                        "whether it knows the token."));
  update (self);
}

static void
end (HubPushPanel *self, const GError *error)
{
  hub_server_foot_set_busy (self->foot, FALSE);
  hub_server_foot_set_error (self->foot, error != NULL ? error->message : NULL);
}

static void
saved (GtkWidget *widget, HubConsoleChange *change, const GError *error)
{
  HubPushPanel *self = HUB_PUSH_PANEL (widget);

  if (error == NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->token), "");
      gtk_editable_set_text (GTK_EDITABLE (self->key), "");
    }
  end (self, error);
}

static void
tested (GtkWidget *widget, HubConsoleChange *change, const GError *error)
{
  JsonNode *answer = hub_console_change_get_answer (change);

  if (error == NULL && answer != NULL && hub_json_get_boolean (json_node_get_object (answer), "delivered", FALSE))
    hub_console_toast (widget, _("The server took the test message"));
  else if (error == NULL)
    hub_console_refuse (widget, _("The server did not take the test message. The list below says why."));
  end (HUB_PUSH_PANEL (widget), error);
}

static void
ask (HubPushPanel *self, HubConsoleChange *change, HubConsoleDoneFunc done)
{
  hub_server_foot_set_busy (self->foot, TRUE);
  hub_console_run_for (GTK_WIDGET (self), change, done);
}

static void
save_clicked (HubPushPanel *self)
{
  g_autoptr (HubConsoleChange) change = hub_console_change_new ("setMessagePush", _("The server is told of events from now on"));

  hub_console_change_set_string (change, "url", get_text (self->url));
  hub_console_change_set_string (change, "token", get_text (self->token));
  hub_console_change_set_string (change, "encoding_aes_key", get_text (self->key));
  hub_console_change_set_string (change, "mode", modes[adw_combo_row_get_selected (self->mode)]);
  hub_console_change_set_string (change, "format", formats[adw_combo_row_get_selected (self->format)]);
  ask (self, change, saved);
}

static void
test_clicked (HubPushPanel *self)
{
  g_autoptr (HubConsoleChange) change = hub_console_change_new ("testMessagePush", NULL);

  ask (self, change, tested);
}

static void
off_clicked (HubPushPanel *self)
{
  hub_console_confirm (GTK_WIDGET (self), hub_console_change_new ("deleteMessagePush", _("No server is told of events now")),
                       _("Turn Message Push Off?"),
                       _("The server is told of nothing any more. Its token and key are forgotten."), _("_Turn Off"),
                       ADW_RESPONSE_DESTRUCTIVE);
}

static void
hub_push_panel_dispose (GObject *object)
{
  g_clear_object (&HUB_PUSH_PANEL (object)->query);
  g_clear_object (&HUB_PUSH_PANEL (object)->messages);
  G_OBJECT_CLASS (hub_push_panel_parent_class)->dispose (object);
}

static void
hub_push_panel_class_init (HubPushPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_push_panel_dispose;
}

static void
hub_push_panel_init (HubPushPanel *self)
{
}

/* What was typed for one program's server is nothing for another's, its secrets least of all. */
static void
model_reset (HubPushPanel *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->url), "");
  gtk_editable_set_text (GTK_EDITABLE (self->token), "");
  gtk_editable_set_text (GTK_EDITABLE (self->key), "");
  adw_combo_row_set_selected (self->mode, 0);
  adw_combo_row_set_selected (self->format, 0);
  hub_server_foot_set_error (self->foot, NULL);
  self->enabled = FALSE;
  update (self);
}

static AdwEntryRow *
add_entry (HubPushPanel *self, GtkWidget *row)
{
  g_signal_connect_swapped (row, "changed", G_CALLBACK (update), self);
  adw_preferences_group_add (self->server, row);
  return ADW_ENTRY_ROW (row);
}

static AdwComboRow *
add_choice (HubPushPanel *self, const char *title, const char *first, const char *second)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, first);
  gtk_string_list_append (names, second);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_preferences_group_add (self->server, row);
  return ADW_COMBO_ROW (row);
}

static GtkWidget *
make_foot (HubPushPanel *self)
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

  return g_strdup (g_str_equal (state, "delivered") ? _("Delivered") : g_str_equal (state, "failed") ? _("Failed")
                                                                                                  : _("Waiting"));
}

static GtkWidget *
make_log (HubPushPanel *self)
{
  static const HubConsoleColumn columns[] = {
    { N_("Time"), HUB_CONSOLE_COLUMN_TIME, "created_at", .width = 130 },
    { N_("Event"), HUB_CONSOLE_COLUMN_TEXT, "event" },
    { N_("State"), HUB_CONSOLE_COLUMN_TEXT, "state", dup_state },
    { N_("Attempts"), HUB_CONSOLE_COLUMN_NUMBER, "attempts" },
    { N_("Outcome"), HUB_CONSOLE_COLUMN_TEXT, "outcome", .expand = TRUE },
  };
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *table = hub_console_table_new (hub_console_query_get_items (self->messages), columns, G_N_ELEMENTS (columns),
                                            self);

  hub_console_table_set_label (HUB_CONSOLE_TABLE (table), _("Messages"));
  hub_console_table_set_query (HUB_CONSOLE_TABLE (table), self->messages, NULL);
  hub_console_table_set_placeholder (HUB_CONSOLE_TABLE (table), "mail-send-symbolic", _("No Messages Yet"),
                                     _("What the server was told, and how it answered, appears here."));
  gtk_widget_set_size_request (table, -1, LOG_HEIGHT);
  gtk_widget_add_css_class (table, "card");
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Messages"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), table);
  return group;
}

/**
 * hub_push_panel_new:
 * @page: the page it is part of
 *
 * Returns: (transfer floating): the server that is told of events, and what it was told
 */
GtkWidget *
hub_push_panel_new (HubConsolePage *page)
{
  static const char *const events[] = { "setMessagePush", "deleteMessagePush", "testMessagePush", NULL };
  static const char *const message_events[] = { "testMessagePush", "setMessagePush", "approveReview", "rejectReview",
                                                "deliverMessage", NULL };
  HubConsoleModel *model = hub_console_page_get_model (page);
  HubPushPanel *self = g_object_new (HUB_TYPE_PUSH_PANEL, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *url = adw_entry_row_new ();
  GtkWidget *foot = make_foot (self);

  self->query = hub_console_query_new (model, HUB_CONSOLE_QUERY_OBJECT, "getMessagePush", events);
  self->messages = hub_console_query_new (model, HUB_CONSOLE_QUERY_LIST, "listPushMessages", message_events);
  g_signal_connect_object (self->query, "changed", G_CALLBACK (query_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "reset", G_CALLBACK (model_reset), self, G_CONNECT_SWAPPED);
  hub_console_page_add_query (page, g_object_ref (self->query));
  hub_console_page_add_query (page, g_object_ref (self->messages));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (url), _("Address (https://…)"));
  self->server = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->server, _("Server"));
  self->url = add_entry (self, url);
  self->token = add_entry (self, hub_secret_row_new (_("Token"), TOKEN_LENGTH));
  self->key = add_entry (self, hub_secret_row_new (_("EncodingAESKey"), KEY_LENGTH));
  self->mode = add_choice (self, _("Encryption"), "AES-256", _("None"));
  self->format = add_choice (self, _("Format"), "JSON", "XML");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->server));
  gtk_box_append (GTK_BOX (box), foot);
  gtk_box_append (GTK_BOX (box), make_log (self));
  adw_bin_set_child (ADW_BIN (self), box);
  update (self);
  return GTK_WIDGET (self);
}
