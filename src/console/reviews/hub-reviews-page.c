/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-reviews-page.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-row.h"
#include "hub-console-section.h"
#include "hub-json.h"
#include "hub-review-state.h"

struct _HubReviewsPage
{
  HubConsolePage parent_instance;
};

G_DEFINE_FINAL_TYPE (HubReviewsPage, hub_reviews_page, HUB_TYPE_CONSOLE_PAGE)

static void
hub_reviews_page_update (HubConsolePage *page)
{
  HubConsoleModel *model = hub_console_page_get_model (page);

  if (g_list_model_get_n_items (hub_console_model_get_list (model, HUB_CONSOLE_LIST_WAITING_REVIEWS)) > 0
      || g_list_model_get_n_items (hub_console_model_get_list (model, HUB_CONSOLE_LIST_DECIDED_REVIEWS)) > 0)
    hub_console_page_set_empty (page, NULL, NULL, NULL);
  else
    hub_console_page_set_empty (page, "emblem-ok-symbolic", _("Nothing to Review"),
                                _("Versions that are submitted for review appear here."));
}

static void
hub_reviews_page_class_init (HubReviewsPageClass *klass)
{
  HUB_CONSOLE_PAGE_CLASS (klass)->update = hub_reviews_page_update;
}

static void
hub_reviews_page_init (HubReviewsPage *self)
{
}

/* "main package 312.0 KiB, packageA/ 40.0 KiB": what the reviewer's eye looks for first. */
static char *
dup_sizes (HubConsoleItem *item)
{
  JsonObject *sizes = hub_json_get_object (hub_console_item_get_record (item), "sizes");
  JsonArray *packages = sizes != NULL ? hub_json_get_array (sizes, "packages") : NULL;
  GString *text = g_string_new (NULL);

  for (guint i = 0; packages != NULL && i < json_array_get_length (packages); i++)
    {
      JsonNode *node = json_array_get_element (packages, i);
      g_autofree char *size = NULL;
      const char *root;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        continue;
      root = hub_json_get_string (json_node_get_object (node), "root", "");
      size = g_format_size_full (MAX (0, hub_json_get_int (json_node_get_object (node), "bytes", 0)),
                                 G_FORMAT_SIZE_IEC_UNITS);
      g_string_append_printf (text, "%s%s %s", text->len > 0 ? _(", ") : "", *root != '\0' ? root : _("main package"),
                              size);
    }
  return g_string_free (text, FALSE);
}

static HubConsoleRow *
row_new (HubConsoleItem *item)
{
  const char *remarks = hub_console_item_get_string (item, "remarks");
  const char *description = hub_console_item_get_string (item, "description");
  g_autofree char *title = g_strdup_printf ("%s %s", hub_console_item_get_string (item, "app_name"),
                                            hub_console_item_get_string (item, "version"));
  g_autofree char *submitted = g_strdup_printf (_("submitted by %s"),
                                                hub_console_item_get_string (item, "submitted_by"));
  g_autofree char *sizes = dup_sizes (item);
  g_autoptr (GDateTime) time = hub_console_item_dup_time (item, "submitted_at");
  HubConsoleRow *row = HUB_CONSOLE_ROW (hub_console_row_new (title));

  if (*remarks != '\0')
    hub_console_row_add_detail (row, remarks);
  if (*description != '\0')
    gtk_widget_add_css_class (hub_console_row_add_detail (row, description), "dim-label");
  if (*sizes != '\0')
    hub_console_row_add_fact (row, sizes);
  hub_console_row_add_time (row, submitted, time);
  return row;
}

static GtkWidget *
waiting_row (gpointer item, gpointer user_data)
{
  HubConsoleRow *row = row_new (item);
  const char *id = hub_console_item_get_string (item, "id");

  hub_console_row_set_avatar (row, hub_console_item_get_string (item, "app_name"));
  hub_console_row_add_button (row, _("_Reject…"), "console.reject", id);
  hub_console_row_add_button (row, _("_Approve…"), "console.approve", id);
  return GTK_WIDGET (row);
}

static GtkWidget *
decided_row (gpointer item, gpointer user_data)
{
  HubConsoleRow *row = row_new (item);
  const char *state = hub_console_item_get_string (item, "state");
  const char *reason = hub_console_item_get_string (item, "reason");
  const char *decided_by = hub_console_item_get_string (item, "decided_by");

  hub_console_row_set_icon (row, hub_review_state_get_icon (state), hub_review_state_get_style (state));
  hub_console_row_add_badge (row, hub_review_state_get_name (state), hub_review_state_get_style (state));
  if (*reason != '\0')
    {
      g_autofree char *text = g_strdup_printf (_("Reason: %s"), reason);

      hub_console_row_add_detail (row, text);
    }
  if (*decided_by != '\0')
    {
      g_autofree char *text = g_strdup_printf (_("decided by %s"), decided_by);
      g_autoptr (GDateTime) time = hub_console_item_dup_time (item, "decided_at");

      hub_console_row_add_time (row, text, time);
    }
  return GTK_WIDGET (row);
}

static void
waiting_changed (GListModel *waiting, guint position, guint removed, guint added, HubConsolePage *page)
{
  hub_console_page_set_waiting (page, g_list_model_get_n_items (waiting), _("Versions that wait for a decision"));
}

/**
 * hub_reviews_page_new:
 * @model: the state to show
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
hub_reviews_page_new (HubConsoleModel *model)
{
  HubReviewsPage *self = g_object_new (HUB_TYPE_REVIEWS_PAGE, "model", model, NULL);
  GListModel *waiting = hub_console_model_get_list (model, HUB_CONSOLE_LIST_WAITING_REVIEWS);
  GListModel *decided = hub_console_model_get_list (model, HUB_CONSOLE_LIST_DECIDED_REVIEWS);
  GtkWidget *section;

  hub_console_page_set_up (HUB_CONSOLE_PAGE (self), _("Review Queue"), HUB_CONSOLE_SECTION_REVIEWS);
  section = hub_console_section_new (_("Waiting"), _("Oldest first"), _("No version waits for a decision."), waiting,
                                     waiting_row, model);
  hub_console_page_add (HUB_CONSOLE_PAGE (self), section);
  section = hub_console_section_new (_("Decided"), NULL, "", decided, decided_row, model);
  hub_console_section_hide_when_empty (section, decided);
  hub_console_page_add (HUB_CONSOLE_PAGE (self), section);
  g_signal_connect_object (waiting, "items-changed", G_CALLBACK (waiting_changed), self, 0);
  return GTK_WIDGET (self);
}
