/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-why-section.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-query.h"
#include "hub-console-roles.h"
#include "hub-json.h"
#include "hub-moment.h"
#include "hub-plan.h"

#define PERMISSION "development-management"

struct _HubWhySection
{
  AdwPreferencesGroup parent_instance;

  HubConsoleModel *model;
  HubConsoleQuery *query;
  gboolean asked;
  AdwEntryRow *person;
  GtkLabel *version;
  GtkLabel *reason;
  GtkWidget *answer;            /* the row with both */
};

G_DEFINE_FINAL_TYPE (HubWhySection, hub_why_section, ADW_TYPE_PREFERENCES_GROUP)

/* The rule in the words of who reads it; the platform has the same sentence in its own language. */
static char *
dup_reason (JsonObject *answer)
{
  const char *rule = hub_json_get_string (answer, "rule", "");
  int bucket = hub_json_get_int (answer, "bucket", 0);
  double percentage = hub_plan_get_percentage (answer);
  g_autofree char *share = hub_plan_dup_share (percentage);

  if (g_str_equal (rule, "member"))
    return g_strdup (_("Members and test members get the version that is being released in phases first."));
  if (g_str_equal (rule, "bucket"))
    return g_strdup_printf (_("The phased release has reached %s: that is the buckets below %d of 10,000, and this person’s "
                              "bucket is %d."), share, (int) (percentage * 100 + 0.5), bucket);
  if (g_str_equal (rule, "not-yet"))
    return g_strdup_printf (_("The phased release has reached %s: that is the buckets below %d of 10,000. This person’s bucket is "
                              "%d, so the full version stays."), share, (int) (percentage * 100 + 0.5), bucket);
  if (g_str_equal (rule, "no-phase"))
    return g_strdup (_("No version is being released in phases, so everyone gets the full version."));
  return g_strdup (hub_json_get_string (answer, "reason", ""));
}

static void
show_answer (HubWhySection *self, JsonObject *answer)
{
  g_autofree char *version = g_strdup_printf (_("%s gets version %s"), hub_json_get_string (answer, "user_key", ""),
                                              hub_json_get_string (answer, "version", ""));
  g_autofree char *reason = dup_reason (answer);
  g_autofree char *since = hub_moment_read (answer, "since");
  JsonObject *next = hub_json_get_object (answer, "next");
  GString *text = g_string_new (reason);

  g_string_append_printf (text, _(" It is so since %s."), since);
  if (next != NULL)
    {
      g_autofree char *at = hub_moment_read (next, "at");
      g_autofree char *share = hub_plan_dup_share (hub_plan_get_percentage (next));

      g_string_append_printf (text, _(" Next step: %s, %s."), share, at);
    }
  gtk_label_set_text (self->version, version);
  gtk_label_set_text (self->reason, text->str);
  g_string_free (text, TRUE);
}

static void
update (HubWhySection *self)
{
  const GError *error = hub_console_query_get_error (self->query);
  JsonObject *answer = hub_console_query_get_answer (self->query);

  gtk_widget_set_visible (self->answer, self->asked);
  if (error != NULL)
    {
      gtk_label_set_text (self->version, _("That cannot be said"));
      gtk_label_set_text (self->reason, error->message);
    }
  else if (answer != NULL)
    {
      show_answer (self, answer);
    }
  else
    {
      gtk_label_set_text (self->version, _("Asking…"));
      gtk_label_set_text (self->reason, "");
    }
}

static void
update_active (HubWhySection *self)
{
  hub_console_query_set_active (self->query, self->asked && gtk_widget_get_mapped (GTK_WIDGET (self)));
}

static void
explain (HubWhySection *self)
{
  g_autofree char *id = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->person))));

  self->asked = TRUE;
  hub_console_query_set_parameter (self->query, "superhub_id", *id != '\0' ? id : NULL);
  update_active (self);
  update (self);
}

/* Of others only with the permission; of oneself always. */
static void
model_changed (HubConsoleModel *model, guint section, HubWhySection *self)
{
  gboolean may = hub_console_model_may (model, PERMISSION);
  g_autofree char *needed = may ? NULL : hub_console_roles_dup_needed (PERMISSION);
  g_autofree char *text = NULL;

  if (section != HUB_CONSOLE_SECTION_APP || hub_console_model_get_app (model) == NULL)
    return;
  if (!may)
    gtk_editable_set_text (GTK_EDITABLE (self->person), "");
  gtk_editable_set_editable (GTK_EDITABLE (self->person), may);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->person), needed);
  text = may ? g_strdup (_("The version that somebody gets now, and the rule it follows from. Leave the ID empty for yourself."))
             : g_strdup_printf (_("The version that you get now, and the rule it follows from. To ask about others: %s."), needed);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), text);
}

static void
hub_why_section_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hub_why_section_parent_class)->map (widget);
  update_active (HUB_WHY_SECTION (widget));
}

static void
hub_why_section_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hub_why_section_parent_class)->unmap (widget);
  update_active (HUB_WHY_SECTION (widget));
}

static void
hub_why_section_dispose (GObject *object)
{
  HubWhySection *self = HUB_WHY_SECTION (object);

  g_clear_object (&self->query);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (hub_why_section_parent_class)->dispose (object);
}

static void
hub_why_section_class_init (HubWhySectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_why_section_dispose;
  GTK_WIDGET_CLASS (klass)->map = hub_why_section_map;
  GTK_WIDGET_CLASS (klass)->unmap = hub_why_section_unmap;
}

static void
make_answer (HubWhySection *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *row = adw_preferences_row_new ();

  self->version = GTK_LABEL (gtk_label_new (NULL));
  self->reason = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->version), "heading");
  gtk_label_set_xalign (self->version, 0);
  gtk_label_set_ellipsize (self->version, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->reason, 0);
  gtk_label_set_wrap (self->reason, TRUE);
  gtk_label_set_selectable (self->reason, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->version));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->reason));
  gtk_widget_add_css_class (box, "console-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  self->answer = row;
  gtk_widget_set_visible (row, FALSE);
}

static void
hub_why_section_init (HubWhySection *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);
  GtkWidget *ask = gtk_button_new_with_mnemonic (_("E_xplain"));

  adw_preferences_group_set_title (group, _("Who Gets Which Version"));
  self->person = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->person), _("Super Hub ID"));
  g_signal_connect_object (self->person, "entry-activated", G_CALLBACK (explain), self, G_CONNECT_SWAPPED);
  gtk_widget_set_valign (ask, GTK_ALIGN_CENTER);
  g_signal_connect_object (ask, "clicked", G_CALLBACK (explain), self, G_CONNECT_SWAPPED);
  adw_entry_row_add_suffix (self->person, ask);
  make_answer (self);
  adw_preferences_group_add (group, GTK_WIDGET (self->person));
  adw_preferences_group_add (group, self->answer);
}

/**
 * hub_why_section_new:
 * @model: the state
 *
 * Returns: (transfer floating): the section
 */
GtkWidget *
hub_why_section_new (HubConsoleModel *model)
{
  HubWhySection *self = g_object_new (HUB_TYPE_WHY_SECTION, NULL);

  self->model = g_object_ref (model);
  /* Whatever happens to releases and members, the answer in sight is the present one. */
  self->query = hub_console_query_new (model, HUB_CONSOLE_QUERY_OBJECT, "explainVersion", NULL);
  g_signal_connect_object (self->query, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "changed", G_CALLBACK (model_changed), self, 0);
  return GTK_WIDGET (self);
}
