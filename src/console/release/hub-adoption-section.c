/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-adoption-section.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-adoption-chart.h"
#include "hub-chart.h"
#include "hub-console-progress.h"
#include "hub-console-query.h"
#include "hub-console-roles.h"
#include "hub-console-table.h"
#include "hub-json.h"
#include "hub-plan.h"

#define PERMISSION "data-analysis"

struct _HubAdoptionSection
{
  AdwPreferencesGroup parent_instance;

  HubConsoleModel *model;
  HubConsoleQuery *query;
  GListStore *values;           /* HubConsoleItem: the items of the answer */
  GtkDropDown *range;
  GtkStack *stack;
  HubAdoptionChart *chart;
  GtkLabel *selected;
  GtkFlowBox *legend;
  GtkLabel *message;
};

G_DEFINE_FINAL_TYPE (HubAdoptionSection, hub_adoption_section, ADW_TYPE_PREFERENCES_GROUP)

static const struct
{
  const char *name;
  int hours;
  const char *interval;
} ranges[] = {
  { N_("24 hours"), 24, "hour" },
  { N_("7 days"), 7 * 24, "hour" },
  { N_("15 days"), 15 * 24, "day" },
  /* As long as the platform keeps the counts. */
  { N_("All"), 399 * 24, "day" },
};

static const HubConsoleColumn columns[] = {
  { N_("Time"), HUB_CONSOLE_COLUMN_TIME, "at", NULL, NULL, TRUE, 0 },
  { N_("Version"), HUB_CONSOLE_COLUMN_TEXT, "version", NULL, NULL, TRUE, 0 },
  { N_("Starts"), HUB_CONSOLE_COLUMN_NUMBER, "checks", NULL, NULL, FALSE, 0 },
};

static void
show_message (HubAdoptionSection *self, const char *text)
{
  gtk_label_set_text (self->message, text);
  gtk_stack_set_visible_child_name (self->stack, "message");
}

static GtkWidget *
swatch_new (HubAdoptionSection *self, guint number)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 12, 12);
  g_autoptr (GdkTexture) texture = NULL;
  GtkWidget *image;
  GdkRGBA color;

  hub_chart_get_color (GTK_WIDGET (self), number, &color);
  gdk_pixbuf_fill (pixbuf, (guint32) (color.red * 255) << 24 | (guint32) (color.green * 255) << 16
                           | (guint32) (color.blue * 255) << 8 | 255);
  texture = gdk_texture_new_for_pixbuf (pixbuf);
  image = gtk_image_new_from_paintable (GDK_PAINTABLE (texture));
  gtk_image_set_pixel_size (GTK_IMAGE (image), 12);
  gtk_accessible_update_state (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  return image;
}

static void
show_legend (HubAdoptionSection *self, JsonArray *totals)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->legend))) != NULL)
    gtk_flow_box_remove (self->legend, child);
  for (guint i = 0; totals != NULL && i < json_array_get_length (totals); i++)
    {
      JsonObject *total = json_array_get_object_element (totals, i);
      double percentage = hub_plan_get_percentage (total);
      g_autofree char *text = g_strdup_printf (_("%s: %'d starts, %.1f %%"), hub_json_get_string (total, "version", ""),
                                               (int) hub_json_get_int (total, "checks", 0), percentage);
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      GtkWidget *label = gtk_label_new (text);

      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (box), swatch_new (self, i));
      gtk_box_append (GTK_BOX (box), label);
      gtk_flow_box_append (self->legend, box);
    }
}

static void
selected_changed (HubAdoptionSection *self)
{
  g_autofree char *text = hub_adoption_chart_dup_selected (self->chart);

  gtk_label_set_text (self->selected, text != NULL ? text : _("Point at a bar, or press the arrow keys, for its values."));
}

static void
update (HubAdoptionSection *self)
{
  JsonObject *answer = hub_console_query_get_answer (self->query);
  const GError *error = hub_console_query_get_error (self->query);
  JsonArray *items;

  gtk_widget_set_sensitive (GTK_WIDGET (self->range), hub_console_model_may (self->model, PERMISSION));
  if (hub_console_model_get_app (self->model) != NULL && !hub_console_model_may (self->model, PERMISSION))
    {
      g_autofree char *needed = hub_console_roles_dup_needed (PERMISSION);

      show_message (self, needed);
      return;
    }
  if (error != NULL)
    {
      show_message (self, error->message);
      return;
    }
  if (answer == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "loading");
      return;
    }
  items = hub_json_get_array (answer, "items");
  hub_console_item_fill_store (self->values, items);
  if (items == NULL || json_array_get_length (items) == 0)
    {
      show_message (self, _("Nobody has started the online version in this time. Starts are counted with up to a minute of "
                            "delay."));
      return;
    }
  hub_adoption_chart_set_adoption (self->chart, answer);
  show_legend (self, hub_json_get_array (answer, "totals"));
  selected_changed (self);
  gtk_stack_set_visible_child_name (self->stack, "chart");
}

static void
update_active (HubAdoptionSection *self)
{
  hub_console_query_set_active (self->query, gtk_widget_get_mapped (GTK_WIDGET (self))
                                             && hub_console_model_may (self->model, PERMISSION));
}

/* Back from now, or rather from the whole hour before it: starts are counted by the hour, and the same hour is read once. */
static void
range_changed (HubAdoptionSection *self)
{
  guint chosen = MIN (gtk_drop_down_get_selected (self->range), G_N_ELEMENTS (ranges) - 1);
  gint64 hour = g_get_real_time () / G_TIME_SPAN_HOUR;
  g_autoptr (GDateTime) from = g_date_time_new_from_unix_utc ((hour - ranges[chosen].hours) * 3600);
  g_autofree char *text = g_date_time_format_iso8601 (from);

  hub_console_query_set_parameter (self->query, "interval", ranges[chosen].interval);
  hub_console_query_set_parameter (self->query, "from", text);
}

static void
model_changed (HubConsoleModel *model, guint section, HubAdoptionSection *self)
{
  if (section != HUB_CONSOLE_SECTION_APP)
    return;
  update_active (self);
  update (self);
}

static void
hub_adoption_section_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hub_adoption_section_parent_class)->map (widget);
  /* A window is open for days, and so is this, out of sight. */
  range_changed (HUB_ADOPTION_SECTION (widget));
  update_active (HUB_ADOPTION_SECTION (widget));
}

static void
hub_adoption_section_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hub_adoption_section_parent_class)->unmap (widget);
  update_active (HUB_ADOPTION_SECTION (widget));
}

static void
hub_adoption_section_dispose (GObject *object)
{
  HubAdoptionSection *self = HUB_ADOPTION_SECTION (object);

  g_clear_object (&self->query);
  g_clear_object (&self->model);
  g_clear_object (&self->values);
  G_OBJECT_CLASS (hub_adoption_section_parent_class)->dispose (object);
}

static void
hub_adoption_section_class_init (HubAdoptionSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_adoption_section_dispose;
  GTK_WIDGET_CLASS (klass)->map = hub_adoption_section_map;
  GTK_WIDGET_CLASS (klass)->unmap = hub_adoption_section_unmap;
}

static GtkWidget *
make_range (HubAdoptionSection *self)
{
  const char *names[G_N_ELEMENTS (ranges) + 1] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    names[i] = _(ranges[i].name);
  self->range = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (names));
  gtk_widget_set_valign (GTK_WIDGET (self->range), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->range), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Time shown"), -1);
  return GTK_WIDGET (self->range);
}

static GtkWidget *
make_table (HubAdoptionSection *self)
{
  GtkWidget *expander = gtk_expander_new_with_mnemonic (_("The Values as a _Table"));
  GtkWidget *table = hub_console_table_new (G_LIST_MODEL (self->values), columns, G_N_ELEMENTS (columns), self);

  hub_console_table_set_label (HUB_CONSOLE_TABLE (table), _("Starts of each version over time"));
  gtk_widget_set_size_request (table, -1, 260);
  gtk_expander_set_child (GTK_EXPANDER (expander), table);
  return expander;
}

static GtkWidget *
make_chart (HubAdoptionSection *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  self->chart = HUB_ADOPTION_CHART (hub_adoption_chart_new ());
  g_signal_connect_swapped (self->chart, "selected", G_CALLBACK (selected_changed), self);
  self->selected = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->selected, 0);
  gtk_label_set_ellipsize (self->selected, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->selected), "dim-label");
  self->legend = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (self->legend, GTK_SELECTION_NONE);
  gtk_flow_box_set_column_spacing (self->legend, 12);
  gtk_flow_box_set_max_children_per_line (self->legend, 6);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->chart));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->selected));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->legend));
  gtk_box_append (GTK_BOX (box), make_table (self));
  return box;
}

static void
hub_adoption_section_init (HubAdoptionSection *self)
{
  GtkWidget *spinner = hub_console_spinner_new ();

  self->values = g_list_store_new (HUB_TYPE_CONSOLE_ITEM);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_widget_set_size_request (spinner, -1, 60);
  self->message = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->message, TRUE);
  gtk_label_set_xalign (self->message, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->message), "dim-label");
  gtk_stack_add_named (self->stack, spinner, "loading");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->message), "message");
  gtk_stack_add_named (self->stack, make_chart (self), "chart");
  gtk_widget_add_css_class (GTK_WIDGET (self->stack), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self->stack), "console-card");
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Adoption"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         _("Which versions people start. A count is of starts, not of people."));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), make_range (self));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->stack));
}

/**
 * hub_adoption_section_new:
 * @model: the state
 *
 * Returns: (transfer floating): the section; without the permission it says who has it
 */
GtkWidget *
hub_adoption_section_new (HubConsoleModel *model)
{
  static const char * const events[] = { "createRelease", "raiseGrayRelease", "revertGrayRelease", "revertCodeRelease",
                                         "redoCodeRelease", NULL };
  HubAdoptionSection *self = g_object_new (HUB_TYPE_ADOPTION_SECTION, NULL);

  self->model = g_object_ref (model);
  self->query = hub_console_query_new (model, HUB_CONSOLE_QUERY_OBJECT, "getAdoption", events);
  g_signal_connect_object (self->query, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "changed", G_CALLBACK (model_changed), self, 0);
  gtk_drop_down_set_selected (self->range, 1);
  range_changed (self);
  g_signal_connect_object (self->range, "notify::selected", G_CALLBACK (range_changed), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
