/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-moment-entry.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#define FORMAT "%Y-%m-%d %H:%M"

/* Nothing was before it, and a year of two digits is meant to be another. */
#define FIRST_YEAR 1970

struct _HubMomentEntry
{
  GtkWidget parent_instance;

  GtkWidget *root;
  GtkEditable *text;
  GtkMenuButton *button;
  GtkCalendar *calendar;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubMomentEntry, hub_moment_entry, GTK_TYPE_WIDGET)

/**
 * hub_moment_entry_parse:
 * @text: "2026-01-31 08:00", or "2026-01-31" for its midnight
 * @zone: whose clocks are meant
 * @skipped: (out) (optional): whether there is no such time, because the clocks are put forward over it
 *
 * A time that comes twice, when the clocks are put back, is the later one, in standard time.
 *
 * Returns: (transfer full) (nullable): that moment; %NULL for what is none
 */
GDateTime *
hub_moment_entry_parse (const char *text, GTimeZone *zone, gboolean *skipped)
{
  int year, month, day, hour = 0, minute = 0, length = 0, whole = 0;
  g_autofree char *plain = g_strstrip (g_strdup (text));
  g_autoptr (GDateTime) time = NULL;

  if (skipped != NULL)
    *skipped = FALSE;
  if (sscanf (plain, "%4d-%2d-%2d%n %2d:%2d%n", &year, &month, &day, &length, &hour, &minute, &whole) < 3
      || plain[MAX (length, whole)] != '\0' || year < FIRST_YEAR)
    return NULL;
  time = g_date_time_new (zone, year, month, day, hour, minute, 0);
  if (time == NULL)
    return NULL;
  if (g_date_time_get_hour (time) == hour && g_date_time_get_minute (time) == minute)
    return g_steal_pointer (&time);
  if (skipped != NULL)
    *skipped = TRUE;
  return NULL;
}

/**
 * hub_moment_entry_dup_time:
 * @self: an entry
 *
 * Returns: (transfer full) (nullable): what it says; %NULL where that is no time
 */
GDateTime *
hub_moment_entry_dup_time (HubMomentEntry *self)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  g_return_val_if_fail (HUB_IS_MOMENT_ENTRY (self), NULL);

  return hub_moment_entry_parse (gtk_editable_get_text (self->text), zone, NULL);
}

/**
 * hub_moment_entry_is_empty:
 * @self: an entry
 *
 * Returns: whether nothing was typed
 */
gboolean
hub_moment_entry_is_empty (HubMomentEntry *self)
{
  g_return_val_if_fail (HUB_IS_MOMENT_ENTRY (self), TRUE);

  return *gtk_editable_get_text (self->text) == '\0';
}

/* Exactly which moment it is, or what is wrong. */
static void
text_changed (HubMomentEntry *self)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  gboolean skipped;
  g_autoptr (GDateTime) time = hub_moment_entry_parse (gtk_editable_get_text (self->text), zone, &skipped);
  g_autofree char *exact = time != NULL ? g_date_time_format (time, "%A %x %H:%M, UTC%:z") : NULL;

  if (time == NULL && !hub_moment_entry_is_empty (self))
    gtk_widget_add_css_class (GTK_WIDGET (self->text), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->text), "error");
  if (skipped)
    exact = g_strdup (_("There is no such time: the clocks are put forward over it"));
  else if (time == NULL)
    exact = g_strdup (_("A day and a time, like 2026-01-31 08:00; the arrow keys go by days"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->text), exact);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The day is chosen, the time of day stays. */
static void
day_selected (HubMomentEntry *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);
  g_autoptr (GDateTime) time = hub_moment_entry_dup_time (self);
  g_autofree char *text = g_strdup_printf ("%04d-%02d-%02d %02d:%02d", g_date_time_get_year (day),
                                           g_date_time_get_month (day), g_date_time_get_day_of_month (day),
                                           time != NULL ? g_date_time_get_hour (time) : 0,
                                           time != NULL ? g_date_time_get_minute (time) : 0);

  gtk_editable_set_text (self->text, text);
}

static void
popover_shown (HubMomentEntry *self)
{
  g_autoptr (GDateTime) time = hub_moment_entry_dup_time (self);

  if (time == NULL)
    return;
  g_signal_handlers_block_by_func (self->calendar, day_selected, self);
  gtk_calendar_select_day (self->calendar, time);
  g_signal_handlers_unblock_by_func (self->calendar, day_selected, self);
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, HubMomentEntry *self)
{
  g_autoptr (GDateTime) time = hub_moment_entry_dup_time (self);
  g_autoptr (GDateTime) next = NULL;

  if (time == NULL || (key != GDK_KEY_Up && key != GDK_KEY_Down))
    return FALSE;
  next = g_date_time_add_days (time, key == GDK_KEY_Up ? 1 : -1);
  hub_moment_entry_set_time (self, next);
  return TRUE;
}

static void
hub_moment_entry_dispose (GObject *object)
{
  g_clear_pointer (&HUB_MOMENT_ENTRY (object)->root, gtk_widget_unparent);
  G_OBJECT_CLASS (hub_moment_entry_parent_class)->dispose (object);
}

static void
hub_moment_entry_class_init (HubMomentEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_moment_entry_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  /**
   * HubMomentEntry::changed:
   *
   * It says something else.
   */
  signals[CHANGED] = g_signal_new ("changed", HUB_TYPE_MOMENT_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
hub_moment_entry_init (HubMomentEntry *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkWidget *popover = gtk_popover_new ();

  self->root = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->root, "linked");
  self->text = GTK_EDITABLE (gtk_entry_new ());
  gtk_editable_set_width_chars (self->text, 16);
  gtk_editable_set_max_width_chars (self->text, 16);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->text), "2026-01-31 08:00");
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->text), keys);
  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->calendar));
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->button, "x-office-calendar-symbolic");
  gtk_menu_button_set_popover (self->button, popover);
  gtk_box_append (GTK_BOX (self->root), GTK_WIDGET (self->text));
  gtk_box_append (GTK_BOX (self->root), GTK_WIDGET (self->button));
  gtk_widget_set_parent (self->root, GTK_WIDGET (self));
  hub_moment_entry_set_label (self, _("Day and Time"));
  text_changed (self);
  g_signal_connect_swapped (self->text, "changed", G_CALLBACK (text_changed), self);
  g_signal_connect_swapped (self->calendar, "day-selected", G_CALLBACK (day_selected), self);
  g_signal_connect_swapped (popover, "show", G_CALLBACK (popover_shown), self);
}

/**
 * hub_moment_entry_new:
 *
 * Returns: (transfer floating): an empty entry
 */
GtkWidget *
hub_moment_entry_new (void)
{
  return g_object_new (HUB_TYPE_MOMENT_ENTRY, NULL);
}

/**
 * hub_moment_entry_set_label:
 * @self: an entry
 * @label: what the moment is of, for who does not see it
 */
void
hub_moment_entry_set_label (HubMomentEntry *self, const char *label)
{
  g_autofree char *calendar = NULL;

  g_return_if_fail (HUB_IS_MOMENT_ENTRY (self));

  /* Translators: the button of a calendar to choose the day of "From" or "Time of step 2" */
  calendar = g_strdup_printf (_("%s: Calendar"), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, calendar, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), calendar);
}

/**
 * hub_moment_entry_set_time:
 * @self: an entry
 * @time: what it is to say, to the minute
 */
void
hub_moment_entry_set_time (HubMomentEntry *self, GDateTime *time)
{
  g_autoptr (GDateTime) local = g_date_time_to_local (time);
  g_autofree char *text = g_date_time_format (local, FORMAT);

  g_return_if_fail (HUB_IS_MOMENT_ENTRY (self));

  gtk_editable_set_text (self->text, text);
}
