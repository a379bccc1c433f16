/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-version-buttons.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-json.h"
#include "hub-permission-hint.h"
#include "hub-qr-popover.h"
#include "hub-simulator-button.h"

#define MANAGE "development-management"

/**
 * hub_version_dup_who:
 * @item: a developer version
 *
 * Returns: (transfer full): whose it is: a person, or one of their upload keys
 */
char *
hub_version_dup_who (HubConsoleItem *item)
{
  const char *developer = hub_console_item_get_string (item, "developer");
  int slot = hub_json_get_int (hub_console_item_get_record (item), "key_slot", 0);

  return slot > 0 ? g_strdup_printf (_("%s, upload key %d"), developer, slot) : g_strdup (developer);
}

/* Every version has such a button: @label says what it does, the item with what. */
static void
name_button (GtkWidget *button, const char *label, HubConsoleItem *item)
{
  g_autofree char *who = hub_version_dup_who (item);
  /* Translators: “Open in Simulator: 1.4.0 of ada” */
  g_autofree char *name = g_strdup_printf (_("%s: %s of %s"), label, hub_console_item_get_string (item, "version"), who);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * hub_version_open_button_new:
 *
 * Returns: (transfer floating): a button that runs a version in the simulator
 */
GtkWidget *
hub_version_open_button_new (void)
{
  return hub_simulator_button_new ("", FALSE);
}

/**
 * hub_version_open_button_fill:
 * @button: what hub_version_open_button_new() made
 * @item: a developer version
 * @model: the state
 */
void
hub_version_open_button_fill (GtkWidget *button, HubConsoleItem *item, HubConsoleModel *model)
{
  gtk_widget_set_sensitive (button, TRUE);
  hub_simulator_button_set_url (button, hub_console_item_get_string (item, "url"), FALSE);
  name_button (button, _("Open in Simulator"), item);
  hub_permission_hint_apply (button, model, "developer");
}

/**
 * hub_version_qr_button_new:
 *
 * Returns: (transfer floating): a button that shows the code that opens a version
 */
GtkWidget *
hub_version_qr_button_new (void)
{
  return hub_qr_popover_button_new (NULL, _("Opens this upload, for developers, until the next one"));
}

/**
 * hub_version_qr_button_fill:
 * @button: what hub_version_qr_button_new() made
 * @item: a developer version
 */
void
hub_version_qr_button_fill (GtkWidget *button, HubConsoleItem *item)
{
  hub_qr_popover_button_set_url (button, hub_console_item_get_string (item, "url"));
  name_button (button, _("QR Code"), item);
}

/* Why this version cannot be submitted now, in the button's tooltip; the action's state makes it insensitive. */
static void
update_submit (HubConsoleModel *model, guint section, GtkWidget *button)
{
  g_autoptr (HubConsoleItem) review = NULL;
  g_autofree char *text = NULL;

  if (section != HUB_CONSOLE_SECTION_VERSIONS || !hub_console_model_may (model, MANAGE))
    return;
  review = hub_console_model_find (model, HUB_CONSOLE_LIST_IN_REVIEW, "state", "pending");
  if (review == NULL)
    review = hub_console_model_find (model, HUB_CONSOLE_LIST_IN_REVIEW, "state", "in_review");
  if (review != NULL)
    text = g_strdup_printf (_("Version %s, submitted by %s, is in review: wait for the result or withdraw it"),
                            hub_console_item_get_string (review, "version"),
                            hub_console_item_get_string (review, "submitted_by"));
  gtk_widget_set_tooltip_text (button, text != NULL ? text : _("Submit for Review"));
}

/**
 * hub_version_submit_button_new:
 * @model: the state
 * @narrow: whether there is place for one word only
 *
 * Returns: (transfer floating): a button that submits a version for review
 */
GtkWidget *
hub_version_submit_button_new (HubConsoleModel *model, gboolean narrow)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (narrow ? _("_Submit") : _("_Submit for Review"));

  g_signal_connect_object (model, "changed", G_CALLBACK (update_submit), button, 0);
  return button;
}

/**
 * hub_version_submit_button_fill:
 * @button: what hub_version_submit_button_new() made
 * @item: a developer version
 * @model: the state
 */
void
hub_version_submit_button_fill (GtkWidget *button, HubConsoleItem *item, HubConsoleModel *model)
{
  hub_permission_hint_offer (button, "console.submit-review", hub_console_item_get_string (item, "id"));
  hub_permission_hint_apply (button, model, MANAGE);
  update_submit (model, HUB_CONSOLE_SECTION_VERSIONS, button);
}

/* Made when it is opened: a list of many versions has as many menus. */
static void
create_menu (GtkMenuButton *button, gpointer user_data)
{
  gboolean narrow = GPOINTER_TO_INT (user_data);
  HubConsoleItem *item = g_object_get_data (G_OBJECT (button), "item");
  const char *id = hub_console_item_get_string (item, "id");
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) choices = g_menu_new ();
  g_autoptr (GMenuItem) follow = g_menu_item_new (_("_Follow This Developer’s Uploads"), NULL);
  g_autoptr (GMenuItem) pin = g_menu_item_new (_("_Stay at This Upload"), NULL);

  g_menu_item_set_action_and_target (follow, "console.set-test-version", "(ss)", id, "follow");
  g_menu_item_set_action_and_target (pin, "console.set-test-version", "(ss)", id, "pin");
  g_menu_append_item (choices, follow);
  g_menu_append_item (choices, pin);
  g_menu_append_section (menu, narrow ? _("Test Version") : NULL, G_MENU_MODEL (choices));
  gtk_menu_button_set_popover (button, gtk_popover_menu_new_from_model (G_MENU_MODEL (menu)));
}

/**
 * hub_version_test_button_new:
 * @narrow: whether there is place for one word only
 *
 * Returns: (transfer floating): a button that makes a version the test version, with a choice how
 */
GtkWidget *
hub_version_test_button_new (gboolean narrow)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), create_menu, GINT_TO_POINTER (narrow), NULL);
  if (narrow)
    {
      gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
      gtk_widget_add_css_class (button, "flat");
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Test Version"), -1);
    }
  else
    {
      gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _("Test Version"));
    }
  return button;
}

/**
 * hub_version_test_button_fill:
 * @button: what hub_version_test_button_new() made
 * @item: a developer version
 * @model: the state
 */
void
hub_version_test_button_fill (GtkWidget *button, HubConsoleItem *item, HubConsoleModel *model)
{
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  g_object_set_data_full (G_OBJECT (button), "item", g_object_ref (item), g_object_unref);
  gtk_widget_set_sensitive (button, TRUE);
  gtk_widget_set_tooltip_text (button, _("Choose this as the test version"));
  hub_permission_hint_apply (button, model, MANAGE);
}

/**
 * hub_version_delete_button_new:
 *
 * Returns: (transfer floating): a button that deletes a version
 */
GtkWidget *
hub_version_delete_button_new (void)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_add_css_class (button, "flat");
  return button;
}

/**
 * hub_version_delete_button_fill:
 * @button: what hub_version_delete_button_new() made
 * @item: a developer version
 * @model: the state
 */
void
hub_version_delete_button_fill (GtkWidget *button, HubConsoleItem *item, HubConsoleModel *model)
{
  const char *developer = hub_console_item_get_string (item, "developer");

  name_button (button, _("Delete"), item);
  gtk_widget_set_tooltip_text (button, _("Delete This Developer Version"));
  hub_permission_hint_offer (button, "console.delete-version", hub_console_item_get_string (item, "id"));
  if (!hub_console_model_may (model, "developer"))
    {
      hub_permission_hint_apply (button, model, "developer");
    }
  else if (!hub_console_model_is_admin (model) && !g_str_equal (developer, hub_console_model_get_account (model)))
    {
      g_autofree char *text = g_strdup_printf (_("Only %s and the admin can delete this version"), developer);

      hub_permission_hint_deny (button, text);
    }
}
