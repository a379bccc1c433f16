/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-plan-editor.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-moment-entry.h"
#include "hub-moment.h"
#include "hub-plan-curve.h"
#include "hub-plan.h"

struct _HubPlanEditor
{
  GtkWidget parent_instance;

  guint days;                   /* how long a phased release may run */
  GArray *plan;                 /* HubPlanStep: what the rows say */
  GtkWidget *root;
  GtkBox *rows;
  GtkWidget *add;
  GtkSizeGroup *relations;      /* their widths, so that what follows stands in one column; as the next */
  GtkSizeGroup *units;
  HubPlanCurve *curve;
  GtkLabel *note;
  gboolean valid;
};

/* The controls of a step, kept with its row. */
typedef struct
{
  GtkLabel *number;
  GtkSpinButton *share;
  GtkLabel *relation;
  GtkSpinButton *amount;
  GtkDropDown *unit;            /* of the amount, or FIXED */
  HubMomentEntry *fixed;        /* in the place of the amount */
  GtkLabel *moment;
  GtkWidget *remove;
} Row;

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const int units[] = { 60, 3600, 86400 };

/* The choice after them. */
#define FIXED G_N_ELEMENTS (units)

G_DEFINE_FINAL_TYPE (HubPlanEditor, hub_plan_editor, GTK_TYPE_WIDGET)

static Row *
get_row (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "row");
}

static gboolean
is_fixed (Row *row)
{
  return gtk_drop_down_get_selected (row->unit) == FIXED;
}

static HubPlanStep
read_row (Row *row)
{
  HubPlanStep step = { (guint) (gtk_spin_button_get_value (row->share) * 100 + 0.5) };
  g_autoptr (GDateTime) fixed = is_fixed (row) ? hub_moment_entry_dup_time (row->fixed) : NULL;

  if (!is_fixed (row))
    step.delay = gtk_spin_button_get_value_as_int (row->amount) * (gint64) units[gtk_drop_down_get_selected (row->unit)];
  else
    step.at = fixed != NULL ? g_date_time_to_unix (fixed) : HUB_PLAN_NO_MOMENT;
  return step;
}

static void
read_rows (HubPlanEditor *self)
{
  g_array_set_size (self->plan, 0);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->rows)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      HubPlanStep step = read_row (get_row (child));

      g_array_append_val (self->plan, step);
    }
}

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* What the plan comes to when it says nothing of everybody. */
static char *
dup_hint (HubPlanEditor *self)
{
  const HubPlanStep *last = &g_array_index (self->plan, HubPlanStep, self->plan->len - 1);
  g_autofree char *share = hub_plan_dup_share (last->share / 100.0);

  if (last->share == 10000)
    return g_strdup (_("With the last step it becomes the version of everyone. Members and test members have it at once."));
  return g_strdup_printf (ngettext ("It stays at %s until you raise or cancel it; after %u day you are asked to decide.",
                                    "It stays at %s until you raise or cancel it; after %u days you are asked to decide.",
                                    self->days),
                          share, self->days);
}

/* @text: (transfer full) */
static void
name_control (gpointer control, char *text)
{
  g_autofree char *name = text;

  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
name_row (Row *row, guint number)
{
  g_autofree char *title = g_strdup_printf (_("Step %u"), number);
  g_autofree char *moment = g_strdup_printf (_("Moment of step %u"), number);
  g_autofree char *remove = g_strdup_printf (_("Remove step %u"), number);

  gtk_label_set_text (row->number, title);
  name_control (row->share, g_strdup_printf (_("Percentage of step %u"), number));
  name_control (row->amount, number == 1 ? g_strdup (_("Time of step 1, after the release"))
                                         : g_strdup_printf (_("Time of step %u, after the step before it"), number));
  name_control (row->unit, g_strdup_printf (_("Unit of the time of step %u, or a fixed time"), number));
  name_control (row->remove, g_strdup (remove));
  hub_moment_entry_set_label (row->fixed, moment);
  gtk_widget_set_tooltip_text (row->remove, remove);
}

/* @time: when it is taken, in seconds since 1970 */
static void
show_row (HubPlanEditor *self, Row *row, guint i, gint64 time)
{
  const HubPlanStep *step = &g_array_index (self->plan, HubPlanStep, i);
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (time);
  g_autofree char *moment = i == 0 && step->delay == 0 ? g_strdup (_("at once")) : hub_moment_format (local);

  name_row (row, i + 1);
  if (is_fixed (row))
    /* xgettext:no-c-format */
    gtk_label_set_text (row->relation, _("% at a"));
  else if (i == 0)
    /* xgettext:no-c-format */
    gtk_label_set_text (row->relation, _("% after"));
  else
    /* xgettext:no-c-format */
    gtk_label_set_text (row->relation, _("% later by"));
  gtk_label_set_text (row->moment, moment);
  gtk_widget_set_visible (GTK_WIDGET (row->amount), !is_fixed (row));
  gtk_widget_set_visible (GTK_WIDGET (row->moment), !is_fixed (row));
  gtk_widget_set_visible (GTK_WIDGET (row->fixed), is_fixed (row));
  gtk_widget_set_sensitive (row->remove, self->plan->len > 1);
}

static void
mark (gpointer widget, gboolean wrong)
{
  if (wrong)
    gtk_widget_add_css_class (widget, "error");
  else
    gtk_widget_remove_css_class (widget, "error");
}

static void
update (HubPlanEditor *self)
{
  gint64 now = get_now ();
  g_autofree char *wrong = NULL;
  g_autofree char *hint = NULL;
  guint where = 0, i = 0;

  read_rows (self);
  wrong = hub_plan_check (self->plan, self->days, now, &where);
  self->valid = wrong == NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->rows)); child != NULL;
       child = gtk_widget_get_next_sibling (child), i++)
    {
      Row *row = get_row (child);

      show_row (self, row, i, hub_plan_get_moment (self->plan, i, now));
      mark (row->number, wrong != NULL && i == where);
    }
  hint = wrong == NULL ? dup_hint (self) : NULL;
  gtk_label_set_text (self->note, wrong != NULL ? wrong : hint);
  mark (self->note, wrong != NULL);
  gtk_widget_set_sensitive (self->add, self->plan->len < HUB_PLAN_MAX_STEPS);
  hub_plan_curve_set_plan (self->curve, self->plan, now);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* A fixed time begins as what the delay came to, so that there is something to change. */
static void
unit_changed (GtkDropDown *unit, GParamSpec *pspec, HubPlanEditor *self)
{
  GtkWidget *child = gtk_widget_get_parent (GTK_WIDGET (unit));
  Row *row = get_row (child);
  guint i = 0;

  for (GtkWidget *before = gtk_widget_get_prev_sibling (child); before != NULL; before = gtk_widget_get_prev_sibling (before))
    i++;
  if (is_fixed (row) && hub_moment_entry_is_empty (row->fixed))
    {
      /* The plan still has the delay. The next whole minute has not passed when it is read. */
      gint64 moment = hub_plan_get_moment (self->plan, i, get_now ());
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_local ((moment / 60 + 1) * 60);

      hub_moment_entry_set_time (row->fixed, time);
    }
  update (self);
}

/* Without needless decimals. */
static gboolean
write_share (GtkSpinButton *spin, gpointer user_data)
{
  g_autofree char *text = g_strdup_printf ("%g", gtk_spin_button_get_value (spin));

  gtk_editable_set_text (GTK_EDITABLE (spin), text);
  return TRUE;
}

static void
remove_clicked (GtkWidget *button, HubPlanEditor *self)
{
  GtkWidget *row = gtk_widget_get_parent (button);
  GtkWidget *next = gtk_widget_get_next_sibling (row);

  if (next == NULL)
    next = gtk_widget_get_prev_sibling (row);
  gtk_box_remove (self->rows, row);
  update (self);
  /* Who uses the keyboard stays where they were. */
  if (next != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (get_row (next)->share));
}

static GtkLabel *
label_new (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return GTK_LABEL (label);
}

/* The greatest unit of which it is a whole number; hours for nothing at all. */
static guint
get_unit (const HubPlanStep *step)
{
  guint unit = G_N_ELEMENTS (units) - 1;

  if (step->at != 0)
    return FIXED;
  while (unit > 0 && step->delay % units[unit] != 0)
    unit--;
  return step->delay != 0 ? unit : 1;
}

static Row *
make_controls (HubPlanEditor *self)
{
  const char *names[] = { _("minutes"), _("hours"), _("days"), _("fixed time"), NULL };
  Row *row = g_new0 (Row, 1);

  row->number = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_width_chars (row->number, 7);
  gtk_label_set_xalign (row->number, 0);
  row->share = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (0, 100, 1));
  gtk_spin_button_set_digits (row->share, 2);
  g_signal_connect (row->share, "output", G_CALLBACK (write_share), NULL);
  row->relation = label_new ();
  gtk_size_group_add_widget (self->relations, GTK_WIDGET (row->relation));
  row->amount = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (0, 9999, 1));
  row->unit = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (names));
  gtk_size_group_add_widget (self->units, GTK_WIDGET (row->unit));
  row->fixed = HUB_MOMENT_ENTRY (hub_moment_entry_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (row->fixed), TRUE);
  gtk_widget_set_halign (GTK_WIDGET (row->fixed), GTK_ALIGN_START);
  row->moment = label_new ();
  gtk_label_set_wrap (row->moment, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (row->moment), "caption");
  gtk_widget_set_hexpand (GTK_WIDGET (row->moment), TRUE);
  row->remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  gtk_widget_add_css_class (row->remove, "flat");
  return row;
}

static void
fill_controls (Row *row, const HubPlanStep *step)
{
  guint unit = get_unit (step);

  gtk_spin_button_set_value (row->share, step->share / 100.0);
  gtk_drop_down_set_selected (row->unit, unit);
  if (unit != FIXED)
    gtk_spin_button_set_value (row->amount, step->delay / units[unit]);
  else if (step->at != HUB_PLAN_NO_MOMENT)
    {
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (step->at);

      hub_moment_entry_set_time (row->fixed, time);
    }
}

static GtkWidget *
append_row (HubPlanEditor *self, const HubPlanStep *step)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  Row *row = make_controls (self);
  GtkWidget *controls[] = {
    GTK_WIDGET (row->number), GTK_WIDGET (row->share), GTK_WIDGET (row->relation), GTK_WIDGET (row->amount),
    GTK_WIDGET (row->unit), GTK_WIDGET (row->fixed), GTK_WIDGET (row->moment), row->remove,
  };

  fill_controls (row, step);
  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    gtk_box_append (GTK_BOX (box), controls[i]);
  g_object_set_data_full (G_OBJECT (box), "row", row, g_free);
  gtk_box_append (self->rows, box);
  g_signal_connect_swapped (row->share, "value-changed", G_CALLBACK (update), self);
  g_signal_connect_swapped (row->amount, "value-changed", G_CALLBACK (update), self);
  g_signal_connect (row->unit, "notify::selected", G_CALLBACK (unit_changed), self);
  g_signal_connect_swapped (row->fixed, "changed", G_CALLBACK (update), self);
  g_signal_connect (row->remove, "clicked", G_CALLBACK (remove_clicked), self);
  return box;
}

/* A step that goes on as the two before it: later by as much, and on the way to everybody. */
static void
add_clicked (HubPlanEditor *self)
{
  guint n = self->plan->len;
  guint share = g_array_index (self->plan, HubPlanStep, n - 1).share;
  gint64 now = get_now ();
  gint64 apart = n > 1 ? hub_plan_get_moment (self->plan, n - 1, now) - hub_plan_get_moment (self->plan, n - 2, now) : units[2];
  HubPlanStep step = { MIN (10000, share < 5000 ? MAX (share, 100) * 2 : 10000) };
  GtkWidget *row;

  /* In whole minutes: a fixed moment is any time away from now. */
  step.delay = MAX (apart / units[0], 1) * units[0];
  row = append_row (self, &step);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (get_row (row)->share));
}

/* Of a plan that was out of sight the moments are other ones now, and a fixed one may have passed. */
static void
hub_plan_editor_map (GtkWidget *widget)
{
  update (HUB_PLAN_EDITOR (widget));
  GTK_WIDGET_CLASS (hub_plan_editor_parent_class)->map (widget);
}

static void
hub_plan_editor_dispose (GObject *object)
{
  HubPlanEditor *self = HUB_PLAN_EDITOR (object);

  g_clear_pointer (&self->root, gtk_widget_unparent);
  G_OBJECT_CLASS (hub_plan_editor_parent_class)->dispose (object);
}

static void
hub_plan_editor_finalize (GObject *object)
{
  g_array_unref (HUB_PLAN_EDITOR (object)->plan);
  g_object_unref (HUB_PLAN_EDITOR (object)->relations);
  g_object_unref (HUB_PLAN_EDITOR (object)->units);
  G_OBJECT_CLASS (hub_plan_editor_parent_class)->finalize (object);
}

static void
hub_plan_editor_class_init (HubPlanEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_plan_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = hub_plan_editor_finalize;
  GTK_WIDGET_CLASS (klass)->map = hub_plan_editor_map;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  /**
   * HubPlanEditor::changed:
   *
   * The plan is another, and perhaps good or bad now.
   */
  signals[CHANGED] = g_signal_new ("changed", HUB_TYPE_PLAN_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
hub_plan_editor_init (HubPlanEditor *self)
{
  self->plan = g_array_new (FALSE, FALSE, sizeof (HubPlanStep));
  self->root = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->rows = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  self->relations = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->units = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->add = gtk_button_new_with_mnemonic (_("_Add Step"));
  gtk_widget_set_halign (self->add, GTK_ALIGN_START);
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (add_clicked), self);
  self->curve = HUB_PLAN_CURVE (hub_plan_curve_new ());
  self->note = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->note, TRUE);
  gtk_label_set_xalign (self->note, 0);
  /* Two lines always, so that nothing jumps while one types. */
  gtk_widget_set_size_request (GTK_WIDGET (self->note), -1, 44);
  gtk_label_set_yalign (self->note, 0);
  gtk_box_append (GTK_BOX (self->root), GTK_WIDGET (self->curve));
  gtk_box_append (GTK_BOX (self->root), GTK_WIDGET (self->rows));
  gtk_box_append (GTK_BOX (self->root), self->add);
  gtk_box_append (GTK_BOX (self->root), GTK_WIDGET (self->note));
  gtk_widget_set_parent (self->root, GTK_WIDGET (self));
}

/**
 * hub_plan_editor_new:
 * @days: how long a phased release may run, as the platform says
 *
 * Returns: (transfer floating): an editor with the default plan
 */
GtkWidget *
hub_plan_editor_new (guint days)
{
  HubPlanEditor *self = g_object_new (HUB_TYPE_PLAN_EDITOR, NULL);
  g_autoptr (GArray) plan = hub_plan_new_default ();

  self->days = days;
  hub_plan_editor_set_plan (self, plan);
  return GTK_WIDGET (self);
}

/**
 * hub_plan_editor_set_plan:
 * @self: an editor
 * @plan: (element-type HubPlanStep): what to edit; copied
 */
void
hub_plan_editor_set_plan (HubPlanEditor *self, GArray *plan)
{
  GtkWidget *child;

  g_return_if_fail (HUB_IS_PLAN_EDITOR (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_box_remove (self->rows, child);
  for (guint i = 0; i < plan->len; i++)
    append_row (self, &g_array_index (plan, HubPlanStep, i));
  update (self);
}

/**
 * hub_plan_editor_set_days:
 * @self: an editor
 * @days: how long a phased release may run, as the platform says
 */
void
hub_plan_editor_set_days (HubPlanEditor *self, guint days)
{
  g_return_if_fail (HUB_IS_PLAN_EDITOR (self));

  if (days == self->days)
    return;
  self->days = days;
  update (self);
}

/**
 * hub_plan_editor_check:
 * @self: an editor
 *
 * Looks at the plan once more: a fixed moment passes without anything being changed.
 *
 * Returns: as hub_plan_editor_is_valid()
 */
gboolean
hub_plan_editor_check (HubPlanEditor *self)
{
  g_return_val_if_fail (HUB_IS_PLAN_EDITOR (self), FALSE);

  update (self);
  return self->valid;
}

/**
 * hub_plan_editor_is_valid:
 * @self: an editor
 *
 * Returns: whether the platform would have taken the plan when it was changed last
 */
gboolean
hub_plan_editor_is_valid (HubPlanEditor *self)
{
  g_return_val_if_fail (HUB_IS_PLAN_EDITOR (self), FALSE);

  return self->valid;
}

/**
 * hub_plan_editor_get_plan:
 * @self: an editor
 *
 * Returns: (transfer none) (element-type HubPlanStep): the plan
 */
GArray *
hub_plan_editor_get_plan (HubPlanEditor *self)
{
  g_return_val_if_fail (HUB_IS_PLAN_EDITOR (self), NULL);

  return self->plan;
}
