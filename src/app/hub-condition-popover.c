/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-condition-popover.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _HubConditionPopover
{
  GtkPopover      parent_instance;
  AdwComboRow    *page_row;
  AdwEntryRow    *query_row;
  GtkSpinButton  *scene_spin;
  GtkStringList  *pages;      /* the first: the program's own start */
  char           *page;       /* what applies now; NULL for the program's own start */
  char           *query;
  int             scene;
};

G_DEFINE_FINAL_TYPE (HubConditionPopover, hub_condition_popover, GTK_TYPE_POPOVER)

enum { SIGNAL_APPLIED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
apply (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HubConditionPopover *self = HUB_CONDITION_POPOVER (widget);
  guint selected = adw_combo_row_get_selected (self->page_row);
  g_autofree char *page = selected == 0 || selected == GTK_INVALID_LIST_POSITION
                              ? NULL : g_strdup (gtk_string_list_get_string (self->pages, selected));
  const char *query = gtk_editable_get_text (GTK_EDITABLE (self->query_row));

  hub_condition_popover_set (self, page, *query == '?' ? query + 1 : query,
                             gtk_spin_button_get_value_as_int (self->scene_spin));
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
reset (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hub_condition_popover_set (HUB_CONDITION_POPOVER (widget), NULL, "", HUB_SCENE_DEFAULT);
  gtk_popover_popdown (GTK_POPOVER (widget));
}

static void
show_values (HubConditionPopover *self)
{
  guint selected = 0;

  for (guint i = 1; self->page != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->pages)); i++)
    if (g_str_equal (gtk_string_list_get_string (self->pages, i), self->page))
      selected = i;
  adw_combo_row_set_selected (self->page_row, selected);
  gtk_editable_set_text (GTK_EDITABLE (self->query_row), self->query);
  gtk_spin_button_set_value (self->scene_spin, self->scene);
}

static void
hub_condition_popover_dispose (GObject *object)
{
  HubConditionPopover *self = HUB_CONDITION_POPOVER (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HUB_TYPE_CONDITION_POPOVER);
  g_clear_object (&self->pages);
  g_clear_pointer (&self->page, g_free);
  g_clear_pointer (&self->query, g_free);
  G_OBJECT_CLASS (hub_condition_popover_parent_class)->dispose (object);
}

static void
hub_condition_popover_class_init (HubConditionPopoverClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = hub_condition_popover_dispose;
  signals[SIGNAL_APPLIED] = g_signal_new ("applied", HUB_TYPE_CONDITION_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/superhub/DevTools/ui/hub-condition-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, HubConditionPopover, page_row);
  gtk_widget_class_bind_template_child (widget_class, HubConditionPopover, query_row);
  gtk_widget_class_bind_template_child (widget_class, HubConditionPopover, scene_spin);
  gtk_widget_class_bind_template_callback (widget_class, show_values);
  gtk_widget_class_install_action (widget_class, "condition.apply", NULL, apply);
  gtk_widget_class_install_action (widget_class, "condition.reset", NULL, reset);
}

static void
hub_condition_popover_init (HubConditionPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->query = g_strdup ("");
  self->scene = HUB_SCENE_DEFAULT;
  hub_condition_popover_set_pages (self, NULL);
}

/**
 * hub_condition_popover_set_pages:
 * @self: a popover
 * @pages: (nullable): the program's pages
 */
void
hub_condition_popover_set_pages (HubConditionPopover *self, char **pages)
{
  const char *first[] = { _("As the Program Says"), NULL };

  g_clear_object (&self->pages);
  self->pages = gtk_string_list_new (first);
  for (guint i = 0; pages != NULL && pages[i] != NULL; i++)
    gtk_string_list_append (self->pages, pages[i]);
  adw_combo_row_set_model (self->page_row, G_LIST_MODEL (self->pages));
  show_values (self);
}

/**
 * hub_condition_popover_get_page:
 * @self: a popover
 *
 * Returns: (transfer none) (nullable): the page to start with; %NULL for the program's own start
 */
const char *
hub_condition_popover_get_page (HubConditionPopover *self)
{
  return self->page;
}

/**
 * hub_condition_popover_get_query:
 * @self: a popover
 *
 * Returns: (transfer none): its query, without "?"
 */
const char *
hub_condition_popover_get_query (HubConditionPopover *self)
{
  return self->query;
}

/**
 * hub_condition_popover_get_scene:
 * @self: a popover
 *
 * Returns: the number of the scene
 */
int
hub_condition_popover_get_scene (HubConditionPopover *self)
{
  return self->scene;
}

/**
 * hub_condition_popover_set:
 * @self: a popover
 * @page: (nullable): the page to start with
 * @query: its query
 * @scene: the number of the scene
 */
void
hub_condition_popover_set (HubConditionPopover *self, const char *page, const char *query, int scene)
{
  g_autofree char *old_page = g_steal_pointer (&self->page);
  g_autofree char *old_query = g_steal_pointer (&self->query);

  self->page = g_strdup (page);
  self->query = g_strdup (query);
  self->scene = scene;
  show_values (self);
  g_signal_emit (self, signals[SIGNAL_APPLIED], 0);
}

/**
 * hub_condition_popover_dup:
 * @self: a popover
 *
 * Returns: (transfer full) (nullable): {"path", "query", "scene"}; %NULL for the program's own start
 */
JsonObject *
hub_condition_popover_dup (HubConditionPopover *self)
{
  JsonObject *condition;

  if (self->page == NULL && *self->query == '\0' && self->scene == HUB_SCENE_DEFAULT)
    return NULL;
  condition = json_object_new ();
  if (self->page != NULL)
    json_object_set_string_member (condition, "path", self->page);
  json_object_set_string_member (condition, "query", self->query);
  json_object_set_int_member (condition, "scene", self->scene);
  return condition;
}
