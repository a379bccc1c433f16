/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-audit-filter.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-audit-words.h"
#include "hub-moment-entry.h"

/* Days back from this one; -1 for all. */
static const struct
{
  const char *name;
  int days;
} ranges[] = {
  { N_("Any Time"), -1 },
  { N_("Today"), 0 },
  { N_("Last 7 Days"), 7 },
  { N_("Last 30 Days"), 30 },
  { N_("Own Range"), -1 },
};
#define OWN_RANGE (G_N_ELEMENTS (ranges) - 1)

static const struct
{
  const char *name;
  const char *value;
} outcomes[] = {
  { N_("Done and Refused"), NULL },
  { N_("Done"), "done" },
  { N_("Refused"), "refused" },
};

struct _HubAuditFilter
{
  GtkWidget parent_instance;

  HubConsoleQuery *query;
  GtkWidget *rows;
  GtkWidget *root;              /* the first of them, in which the choices are */
  GtkEditable *actor;
  GtkDropDown *action;
  GtkDropDown *outcome;
  GtkDropDown *range;
  GtkWidget *own;               /* the ends of an own range, while that is chosen */
  HubMomentEntry *from;
  HubMomentEntry *to;
  char *since;                  /* (nullable): what the range was when it was chosen */
  char *until;                  /* (nullable) */
};

G_DEFINE_FINAL_TYPE (HubAuditFilter, hub_audit_filter, GTK_TYPE_WIDGET)

static const char *
get_actor (HubAuditFilter *self)
{
  const char *text = gtk_editable_get_text (self->actor);

  return *text != '\0' ? text : NULL;
}

static const char *
get_action (HubAuditFilter *self)
{
  guint selected = gtk_drop_down_get_selected (self->action);
  const HubAuditWord *words;
  guint n_words;

  words = hub_audit_words_get (&n_words);
  return selected > 0 && selected <= n_words ? words[selected - 1].action : NULL;
}

static const char *
get_outcome (HubAuditFilter *self)
{
  return outcomes[MIN (gtk_drop_down_get_selected (self->outcome), G_N_ELEMENTS (outcomes) - 1)].value;
}

static void
changed (HubAuditFilter *self)
{
  if (gtk_widget_in_destruction (GTK_WIDGET (self)))
    return;
  hub_console_query_set_parameter (self->query, "actor", get_actor (self));
  hub_console_query_set_parameter (self->query, "action", get_action (self));
  hub_console_query_set_parameter (self->query, "outcome", get_outcome (self));
  hub_console_query_set_parameter (self->query, "since", self->since);
  hub_console_query_set_parameter (self->query, "until", self->until);
}

/* (transfer full) (nullable): as the platform reads it; nothing for an end that is open, or not written yet */
static char *
dup_end (HubMomentEntry *entry)
{
  g_autoptr (GDateTime) time = hub_moment_entry_dup_time (entry);
  g_autoptr (GDateTime) utc = time != NULL ? g_date_time_to_utc (time) : NULL;

  return utc != NULL ? g_date_time_format_iso8601 (utc) : NULL;
}

static void
own_changed (HubAuditFilter *self)
{
  if (gtk_drop_down_get_selected (self->range) != OWN_RANGE)
    return;
  g_free (self->since);
  g_free (self->until);
  self->since = dup_end (self->from);
  self->until = dup_end (self->to);
  changed (self);
}

/* The local midnight with which the day began, so many days ago. */
static GDateTime *
begin_of_day (int days)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) day = g_date_time_add_days (now, -days);

  return g_date_time_new_local (g_date_time_get_year (day), g_date_time_get_month (day), g_date_time_get_day_of_month (day),
                                0, 0, 0);
}

static void
range_changed (HubAuditFilter *self)
{
  guint selected = MIN (gtk_drop_down_get_selected (self->range), OWN_RANGE);
  int days = ranges[selected].days;
  g_autoptr (GDateTime) begin = begin_of_day (MAX (days, 0));
  g_autoptr (GDateTime) utc = g_date_time_to_utc (begin);

  gtk_widget_set_visible (self->own, selected == OWN_RANGE);
  if (selected == OWN_RANGE)
    {
      /* It begins with what is mostly meant, to be changed; without an end up to now. */
      if (hub_moment_entry_is_empty (self->from))
        hub_moment_entry_set_time (self->from, begin);
      own_changed (self);
      gtk_widget_child_focus (GTK_WIDGET (self->from), GTK_DIR_TAB_FORWARD);
      return;
    }
  g_clear_pointer (&self->until, g_free);
  g_free (self->since);
  self->since = days >= 0 ? g_date_time_format_iso8601 (utc) : NULL;
  changed (self);
}

static void
hub_audit_filter_dispose (GObject *object)
{
  HubAuditFilter *self = HUB_AUDIT_FILTER (object);

  g_clear_pointer (&self->rows, gtk_widget_unparent);
  g_clear_object (&self->query);
  G_OBJECT_CLASS (hub_audit_filter_parent_class)->dispose (object);
}

static void
hub_audit_filter_finalize (GObject *object)
{
  g_free (HUB_AUDIT_FILTER (object)->since);
  g_free (HUB_AUDIT_FILTER (object)->until);
  G_OBJECT_CLASS (hub_audit_filter_parent_class)->finalize (object);
}

static void
hub_audit_filter_class_init (HubAuditFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_audit_filter_dispose;
  G_OBJECT_CLASS (klass)->finalize = hub_audit_filter_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

/* @model: (transfer full) */
static GtkDropDown *
add_choice (HubAuditFilter *self, GtkStringList *model, const char *label)
{
  GtkWidget *choice = gtk_drop_down_new (G_LIST_MODEL (model), NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_tooltip_text (choice, label);
  gtk_box_append (GTK_BOX (self->root), choice);
  return GTK_DROP_DOWN (choice);
}

static HubMomentEntry *
add_end (HubAuditFilter *self, const char *label)
{
  GtkWidget *entry = hub_moment_entry_new ();

  hub_moment_entry_set_label (HUB_MOMENT_ENTRY (entry), label);
  gtk_box_append (GTK_BOX (self->own), gtk_label_new (label));
  gtk_box_append (GTK_BOX (self->own), entry);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (own_changed), self);
  return HUB_MOMENT_ENTRY (entry);
}

static void
add_action_choice (HubAuditFilter *self)
{
  g_autoptr (GtkExpression) text = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  GtkStringList *model = gtk_string_list_new (NULL);
  const HubAuditWord *words;
  guint n_words;

  gtk_string_list_append (model, _("Everything"));
  words = hub_audit_words_get (&n_words);
  for (guint i = 0; i < n_words; i++)
    gtk_string_list_append (model, _(words[i].name));
  self->action = add_choice (self, model, _("What"));
  gtk_drop_down_set_expression (self->action, text);
  gtk_drop_down_set_enable_search (self->action, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->action), TRUE);
  gtk_widget_set_size_request (GTK_WIDGET (self->action), 120, -1);
  g_signal_connect_swapped (self->action, "notify::selected", G_CALLBACK (changed), self);
}

static void
hub_audit_filter_init (HubAuditFilter *self)
{
  GtkStringList *model;
  GtkWidget *actor = gtk_search_entry_new ();

  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->root = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (self->rows, "console-filter");
  gtk_box_append (GTK_BOX (self->rows), self->root);
  g_object_set (actor, "placeholder-text", _("Who (Super Hub ID)"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (actor), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Who"), -1);
  gtk_widget_set_tooltip_text (actor, _("The whole Super Hub ID; ID#SLOT for an upload key"));
  gtk_widget_set_hexpand (actor, TRUE);
  self->actor = GTK_EDITABLE (actor);
  gtk_box_append (GTK_BOX (self->root), actor);
  g_signal_connect_swapped (actor, "search-changed", G_CALLBACK (changed), self);
  add_action_choice (self);
  model = gtk_string_list_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    gtk_string_list_append (model, _(outcomes[i].name));
  self->outcome = add_choice (self, model, _("Outcome"));
  g_signal_connect_swapped (self->outcome, "notify::selected", G_CALLBACK (changed), self);
  model = gtk_string_list_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    gtk_string_list_append (model, _(ranges[i].name));
  self->range = add_choice (self, model, _("Time"));
  g_signal_connect_swapped (self->range, "notify::selected", G_CALLBACK (range_changed), self);
  self->own = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_halign (self->own, GTK_ALIGN_END);
  self->from = add_end (self, _("From"));
  self->to = add_end (self, _("Until"));
  gtk_widget_set_visible (self->own, FALSE);
  gtk_box_append (GTK_BOX (self->rows), self->own);
  gtk_widget_set_parent (self->rows, GTK_WIDGET (self));
}

/**
 * hub_audit_filter_new:
 * @query: of listAudit
 *
 * Returns: (transfer floating): a filter that lets everything through
 */
GtkWidget *
hub_audit_filter_new (HubConsoleQuery *query)
{
  HubAuditFilter *self = g_object_new (HUB_TYPE_AUDIT_FILTER, NULL);

  self->query = g_object_ref (query);
  return GTK_WIDGET (self);
}

static void
fill_one (JsonObject *parameters, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (parameters, name, value);
}

/**
 * hub_audit_filter_fill:
 * @self: a filter
 * @parameters: of an operation that takes the same filter
 */
void
hub_audit_filter_fill (HubAuditFilter *self, JsonObject *parameters)
{
  g_return_if_fail (HUB_IS_AUDIT_FILTER (self));

  fill_one (parameters, "actor", get_actor (self));
  fill_one (parameters, "action", get_action (self));
  fill_one (parameters, "outcome", get_outcome (self));
  fill_one (parameters, "since", self->since);
  fill_one (parameters, "until", self->until);
}

/**
 * hub_audit_filter_is_set:
 * @self: a filter
 *
 * Returns: whether it keeps anything back
 */
gboolean
hub_audit_filter_is_set (HubAuditFilter *self)
{
  g_return_val_if_fail (HUB_IS_AUDIT_FILTER (self), FALSE);

  return get_actor (self) != NULL || get_action (self) != NULL || get_outcome (self) != NULL || self->since != NULL
         || self->until != NULL;
}
