/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-review-facts.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "hub-console-item.h"
#include "hub-console-pictures.h"
#include "hub-console-row.h"
#include "hub-json.h"
#include "hub-review-names.h"

/* A titled boxed list; rows are added to its list box. */
static GtkWidget *
group_new (const char *title, GtkWidget **list)
{
  GtkWidget *group = adw_preferences_group_new ();

  *list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (*list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (*list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (*list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), *list);
  return group;
}

/* Others have written it: never as markup, and never cut. */
static void
add_whole (HubConsoleRow *row, const char *text)
{
  GtkWidget *label;

  if (*text == '\0')
    return;
  label = hub_console_row_add_detail (row, text);
  gtk_label_set_lines (GTK_LABEL (label), -1);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
}

static HubConsoleRow *
add_text (GtkWidget *list, const char *title, const char *text)
{
  GtkWidget *row = hub_console_row_new (title);

  add_whole (HUB_CONSOLE_ROW (row), text);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  return HUB_CONSOLE_ROW (row);
}

static void
add_member (GtkWidget *list, JsonObject *object, const char *member, const char *title)
{
  const char *text = hub_json_get_string (object, member, "");

  if (*text != '\0')
    add_text (list, title, text);
}

static char *
join (JsonArray *array, const HubReviewName *names)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      const char *each = json_array_get_string_element (array, i);

      g_string_append_printf (text, "%s%s", i > 0 ? _(", ") : "", names != NULL ? hub_review_names_get (names, each) : each);
    }
  return g_string_free (text, FALSE);
}

static void
add_place (HubConsoleRow *row, const char *address)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("Open _Page"));

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, address, -1);
  gtk_widget_set_tooltip_text (button, _("Open this page in the editor"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(su)", address, 0);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "console.open-location");
  hub_console_row_add_action (row, button);
}

static void
add_pages (GtkWidget *list, JsonArray *pages)
{
  for (guint i = 0; pages != NULL && i < json_array_get_length (pages); i++)
    {
      JsonObject *page = json_array_get_object_element (pages, i);
      GtkWidget *row = hub_console_row_new (hub_json_get_string (page, "title", ""));
      g_autofree char *tags = join (hub_json_get_array (page, "tag"), NULL);
      const char *category = hub_json_get_string (page, "category", "");

      hub_console_row_add_badge (HUB_CONSOLE_ROW (row), _("Functional Page"), NULL);
      hub_console_row_add_fact (HUB_CONSOLE_ROW (row), hub_json_get_string (page, "address", ""));
      if (*category != '\0')
        hub_console_row_add_fact (HUB_CONSOLE_ROW (row), category);
      if (*tags != '\0')
        hub_console_row_add_fact (HUB_CONSOLE_ROW (row), tags);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
}

static void
add_privacy (GtkWidget *list, JsonArray *items)
{
  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);

      HubConsoleRow *row = add_text (list, hub_review_names_get (hub_review_privacy_keys,
                                                                 hub_json_get_string (item, "privacy_key", "")),
                                     hub_json_get_string (item, "privacy_text", ""));

      hub_console_row_add_badge (row, _("Privacy"), NULL);
    }
}

static void
add_content (GtkWidget *list, JsonObject *declaration)
{
  g_autofree char *scenes = NULL;
  g_autofree char *methods = NULL;
  HubConsoleRow *row;

  if (declaration == NULL)
    return;
  scenes = join (hub_json_get_array (declaration, "scene"), hub_review_content_scenes);
  methods = join (hub_json_get_array (declaration, "method"), hub_review_content_methods);
  row = add_text (list, _("Content of Users"), scenes);
  add_whole (row, hub_json_get_string (declaration, "other_scene_desc", ""));
  if (*methods != '\0')
    hub_console_row_add_fact (row, methods);
  if (hub_json_get_boolean (declaration, "has_audit_team", FALSE))
    hub_console_row_add_fact (row, _("There are people whose work it is"));
  add_whole (row, hub_json_get_string (declaration, "audit_desc", ""));
}

static void
add_links (GtkWidget *list, JsonArray *links, const char *title, JsonArray *ids)
{
  for (guint i = 0; links != NULL && i < json_array_get_length (links); i++)
    {
      const char *link = json_array_get_string_element (links, i);
      GtkWidget *row;

      if (!g_str_has_prefix (link, "https:"))
        {
          json_array_add_string_element (ids, link);
          continue;
        }
      row = GTK_WIDGET (add_text (list, title, link));
      hub_console_row_add_icon (HUB_CONSOLE_ROW (row), "adw-external-link-symbolic", _("Open in the Browser"),
                                "console.open-link", link);
    }
}

static void
add_pictures (GtkWidget *list, HubConsoleModel *model, JsonObject *review, const char *title, JsonArray *ids)
{
  GtkWidget *pictures, *row;

  if (ids == NULL || json_array_get_length (ids) == 0)
    return;
  pictures = hub_console_pictures_new (model, title, 0);
  row = gtk_list_box_row_new ();
  hub_console_pictures_set_review (HUB_CONSOLE_PICTURES (pictures), hub_json_get_string (review, "id", ""));
  hub_console_pictures_set_ids (HUB_CONSOLE_PICTURES (pictures), ids);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_add_css_class (pictures, "console-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), pictures);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

/**
 * hub_review_facts_form_new:
 * @model: the state, with the client that reads pictures
 * @review: the schema Review, in full
 *
 * Returns: (transfer floating): what was submitted
 */
GtkWidget *
hub_review_facts_form_new (HubConsoleModel *model, JsonObject *review)
{
  JsonObject *form = hub_json_get_object (review, "form");
  JsonObject *previews = form != NULL ? hub_json_get_object (form, "preview_info") : NULL;
  g_autoptr (JsonArray) ids = json_array_new ();
  GtkWidget *list;
  GtkWidget *group = group_new (_("Submission"), &list);

  add_member (list, review, "remarks", _("Project Remarks"));
  add_member (list, review, "description", _("Description"));
  add_member (list, review, "test_account", _("Test Account"));
  if (form != NULL)
    {
      add_member (list, form, "feedback_info", _("Feedback on the Rejection"));
      add_pages (list, hub_json_get_array (form, "item_list"));
      add_privacy (list, hub_json_get_array (form, "setting_list"));
      add_content (list, hub_json_get_object (form, "ugc_declare"));
    }
  if (previews != NULL)
    {
      add_links (list, hub_json_get_array (previews, "pic_list"), _("Picture"), ids);
      add_links (list, hub_json_get_array (previews, "video_list"), _("Video"), ids);
    }
  add_pictures (list, model, review, _("Pictures"), ids);
  if (gtk_widget_get_first_child (list) == NULL)
    add_text (list, _("Nothing Was Written"), _("The version was submitted without a description."));
  return group;
}

/**
 * hub_review_facts_rejection_new:
 * @model: the state, with the client that reads pictures
 * @review: the schema Review, in full, of one that was rejected
 *
 * Returns: (transfer floating): the reason, and the notes on pages, each with the way to its page
 */
GtkWidget *
hub_review_facts_rejection_new (HubConsoleModel *model, JsonObject *review)
{
  JsonArray *notes = hub_json_get_array (review, "page_notes");
  GtkWidget *list;
  GtkWidget *group = group_new (_("Why It Was Rejected"), &list);
  HubConsoleRow *row = add_text (list, _("Reason"), hub_json_get_string (review, "reason", ""));

  hub_console_row_set_icon (row, "dialog-error-symbolic", "error");
  for (guint i = 0; notes != NULL && i < json_array_get_length (notes); i++)
    {
      JsonObject *note = json_array_get_object_element (notes, i);
      const char *address = hub_json_get_string (note, "address", "");

      row = add_text (list, address, hub_json_get_string (note, "note", ""));
      add_place (row, address);
      add_pictures (list, model, review, address, hub_json_get_array (note, "screenshots"));
    }
  add_pictures (list, model, review, _("Screenshots"), hub_json_get_array (review, "screenshots"));
  return group;
}

/* @text: (transfer full) */
static void
add_event (HubConsoleRow *row, HubConsoleItem *item, char *text, const char *when)
{
  g_autofree char *owned = text;
  g_autoptr (GDateTime) time = when != NULL ? hub_console_item_dup_time (item, when) : NULL;

  hub_console_row_add_time (row, owned, time);
}

/* (transfer full) (nullable): what came of it, and by whom; %NULL where nothing has yet. */
static char *
dup_decision (HubConsoleItem *item)
{
  const char *state = hub_console_item_get_string (item, "state");
  const char *by = hub_console_item_get_string (item, "decided_by");

  if (*by == '\0')
    return NULL;
  if (g_str_equal (state, "withdrawn"))
    return g_strdup_printf (_("withdrawn by %s"), by);
  if (g_str_equal (state, "rejected"))
    return g_strdup_printf (_("rejected by %s"), by);
  return g_strdup_printf (_("approved by %s"), by);
}

/**
 * hub_review_facts_history_new:
 * @review: the schema Review
 *
 * Returns: (transfer floating): a row that tells who did what with it, and when
 */
GtkWidget *
hub_review_facts_history_new (JsonObject *review)
{
  g_autoptr (HubConsoleItem) item = hub_console_item_new (review);
  GtkWidget *row = hub_console_row_new (hub_console_item_get_string (item, "version"));
  const char *reason = hub_console_item_get_string (item, "reason");
  const char *taken_by = hub_console_item_get_string (item, "taken_by");
  char *decision = dup_decision (item);

  if (*reason != '\0')
    {
      g_autofree char *text = g_strdup_printf (_("Reason: %s"), reason);

      hub_console_row_add_detail (HUB_CONSOLE_ROW (row), text);
    }
  add_event (HUB_CONSOLE_ROW (row), item,
             g_strdup_printf (_("submitted by %s"), hub_console_item_get_string (item, "submitted_by")), "submitted_at");
  if (*taken_by != '\0')
    add_event (HUB_CONSOLE_ROW (row), item, g_strdup_printf (_("taken by %s"), taken_by), NULL);
  if (decision != NULL)
    add_event (HUB_CONSOLE_ROW (row), item, decision, "decided_at");
  return row;
}
