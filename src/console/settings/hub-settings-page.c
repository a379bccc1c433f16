/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-settings-page.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "hub-domains-panel.h"
#include "hub-links-panel.h"
#include "hub-push-panel.h"
#include "hub-webhook-panel.h"

struct _HubSettingsPage
{
  HubConsolePage parent_instance;

  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (HubSettingsPage, hub_settings_page, HUB_TYPE_CONSOLE_PAGE)

/* "superhub://APP_ID/settings/webhook" */
static void
hub_settings_page_show_link (HubConsolePage *page, const char *place, const char *id)
{
  GtkStack *stack = HUB_SETTINGS_PAGE (page)->stack;

  if (id != NULL && gtk_stack_get_child_by_name (stack, id) != NULL)
    gtk_stack_set_visible_child_name (stack, id);
}

static void
hub_settings_page_class_init (HubSettingsPageClass *klass)
{
  HUB_CONSOLE_PAGE_CLASS (klass)->show_link = hub_settings_page_show_link;
}

static void
hub_settings_page_init (HubSettingsPage *self)
{
}

/**
 * hub_settings_page_new:
 * @model: the state to show
 *
 * Returns: (transfer floating): the page of server domains, message push, ordinary links and the webhook
 */
GtkWidget *
hub_settings_page_new (HubConsoleModel *model)
{
  HubSettingsPage *self = g_object_new (HUB_TYPE_SETTINGS_PAGE, "model", model, NULL);
  HubConsolePage *page = HUB_CONSOLE_PAGE (self);
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *switcher = gtk_stack_switcher_new ();

  hub_console_page_set_permission (page, "development-settings");
  gtk_stack_add_titled (GTK_STACK (stack), hub_domains_panel_new (page), "domains", _("Server Domains"));
  gtk_stack_add_titled (GTK_STACK (stack), hub_push_panel_new (page), "push", _("Message Push"));
  gtk_stack_add_titled (GTK_STACK (stack), hub_links_panel_new (page), "links", _("Links"));
  gtk_stack_add_titled (GTK_STACK (stack), hub_webhook_panel_new (page), "webhook", _("Webhook"));
  self->stack = GTK_STACK (stack);
  gtk_stack_set_vhomogeneous (GTK_STACK (stack), FALSE);
  /* Otherwise it asks for the width in which the texts of all panels need no second line. */
  gtk_stack_set_hhomogeneous (GTK_STACK (stack), FALSE);
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), GTK_STACK (stack));
  gtk_widget_set_halign (switcher, GTK_ALIGN_START);
  hub_console_page_set_up (page, _("Development Settings"), HUB_CONSOLE_SECTION_APP);
  hub_console_page_add (page, switcher);
  hub_console_page_add (page, stack);
  return GTK_WIDGET (self);
}
