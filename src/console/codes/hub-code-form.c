/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-code-form.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "hub-json.h"

/* WeChat's getwxacodeunlimit, whose parameters these are. */
#define MAX_SCENE 32
#define SCENE_SIGNS "!#$&'()*+,/:;=?@-._~"
#define MIN_WIDTH 280
#define MAX_WIDTH 1280
#define USUAL_WIDTH 430

struct _HubCodeForm
{
  GtkWidget parent_instance;

  GtkWidget *root;
  AdwEntryRow *page;
  AdwEntryRow *scene;
  GtkLabel *scene_count;
  AdwComboRow *version;
  GtkSpinButton *width;
  GtkColorButton *color;
  GtkWidget *color_row;
  GtkSwitch *auto_color;
  GtkSwitch *transparent;
  GtkLabel *error;
  GtkWidget *make;
  GtkSpinner *spinner;
  gboolean busy;
  gboolean loading;             /* being filled, not typed into */
};

enum
{
  WANTED,
  LOOKS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubCodeForm, hub_code_form, GTK_TYPE_WIDGET)

static const struct
{
  const char *id;
  const char *name;
} versions[] = {
  { "release", N_("Online Version") },
  { "trial", N_("Test Version") },
  { "develop", N_("Developer Version") },
};

/* (nullable): what is wrong with the scene, for people */
static const char *
check_scene (const char *scene)
{
  if (*scene == '\0')
    return _("The scene is missing: 1 to 32 characters that the page gets");
  for (const char *c = scene; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr (SCENE_SIGNS, *c) == NULL)
      return _("The scene has a character that codes do not carry; letters, digits and !#$&'()*+,/:;=?@-._~ do");
  return strlen (scene) > MAX_SCENE ? _("The scene is too long: at most 32 characters") : NULL;
}

static void
update (HubCodeForm *self)
{
  const char *scene = gtk_editable_get_text (GTK_EDITABLE (self->scene));
  g_autofree char *count = g_strdup_printf ("%ld/%d", g_utf8_strlen (scene, -1), MAX_SCENE);
  const char *wrong = check_scene (scene);

  gtk_label_set_text (self->scene_count, count);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->scene), wrong);
  if (wrong != NULL && *scene != '\0')
    gtk_widget_add_css_class (GTK_WIDGET (self->scene), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->scene), "error");
  if (wrong != NULL && *scene != '\0')
    hub_code_form_set_error (self, wrong);
  else
    hub_code_form_set_error (self, NULL);
  gtk_widget_set_sensitive (self->make, wrong == NULL && !self->busy);
  gtk_widget_set_tooltip_text (self->make, wrong);
  gtk_widget_set_sensitive (self->color_row, !gtk_switch_get_active (self->auto_color));
}

static void
looks_changed (HubCodeForm *self)
{
  update (self);
  if (!self->loading && check_scene (gtk_editable_get_text (GTK_EDITABLE (self->scene))) == NULL)
    g_signal_emit (self, signals[LOOKS_CHANGED], 0);
}

static void
make_wanted (HubCodeForm *self)
{
  if (gtk_widget_get_sensitive (self->make))
    g_signal_emit (self, signals[WANTED], 0);
}

static void
hub_code_form_dispose (GObject *object)
{
  HubCodeForm *self = HUB_CODE_FORM (object);

  g_clear_pointer (&self->root, gtk_widget_unparent);
  G_OBJECT_CLASS (hub_code_form_parent_class)->dispose (object);
}

static void
hub_code_form_class_init (HubCodeFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_code_form_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  /**
   * HubCodeForm::wanted:
   *
   * The person asks for the code.
   */
  signals[WANTED] = g_signal_new ("wanted", HUB_TYPE_CODE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * HubCodeForm::looks-changed:
   *
   * The code's width or colours are others; what it opens is the same.
   */
  signals[LOOKS_CHANGED] = g_signal_new ("looks-changed", HUB_TYPE_CODE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
}

static GtkWidget *
add_control (GtkWidget *group, const char *title, const char *subtitle, GtkWidget *control)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), control);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

static AdwEntryRow *
add_entry (HubCodeForm *self, GtkWidget *group, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (update), self);
  g_signal_connect_swapped (row, "entry-activated", G_CALLBACK (make_wanted), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return ADW_ENTRY_ROW (row);
}

static GtkWidget *
make_opens (HubCodeForm *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("What It Opens"));
  self->page = add_entry (self, group, _("Page (empty: the first one)"));
  self->scene = add_entry (self, group, _("Scene, such as table=7"));
  self->scene_count = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->scene_count), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->scene_count), "numeric");
  adw_entry_row_add_suffix (self->scene, GTK_WIDGET (self->scene_count));
  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    gtk_string_list_append (names, _(versions[i].name));
  self->version = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->version), _("Version"));
  adw_combo_row_set_model (self->version, G_LIST_MODEL (names));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->version));
  return group;
}

static GtkWidget *
make_looks (HubCodeForm *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  const GdkRGBA black = { 0, 0, 0, 1 };

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("How It Looks"));
  self->width = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (MIN_WIDTH, MAX_WIDTH, 10));
  gtk_spin_button_set_value (self->width, USUAL_WIDTH);
  add_control (group, _("Width"), _("280 to 1280 pixels"), GTK_WIDGET (self->width));
  self->auto_color = GTK_SWITCH (gtk_switch_new ());
  add_control (group, _("Use the Logo’s Colour"), NULL, GTK_WIDGET (self->auto_color));
  self->color = GTK_COLOR_BUTTON (gtk_color_button_new_with_rgba (&black));
  self->color_row = add_control (group, _("Line Colour"), _("One that is too light is made darker, so that cameras read it"),
                                 GTK_WIDGET (self->color));
  /* The button inside of it has the focus. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->color))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Line Colour"), -1);
  self->transparent = GTK_SWITCH (gtk_switch_new ());
  add_control (group, _("Transparent Background"), NULL, GTK_WIDGET (self->transparent));
  g_signal_connect_swapped (self->width, "value-changed", G_CALLBACK (looks_changed), self);
  g_signal_connect_swapped (self->color, "color-set", G_CALLBACK (looks_changed), self);
  g_signal_connect_swapped (self->auto_color, "notify::active", G_CALLBACK (looks_changed), self);
  g_signal_connect_swapped (self->transparent, "notify::active", G_CALLBACK (looks_changed), self);
  return group;
}

static GtkWidget *
make_end (HubCodeForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->make = gtk_button_new_with_mnemonic (_("_Make Code"));
  gtk_widget_add_css_class (self->make, "suggested-action");
  g_signal_connect_swapped (self->make, "clicked", G_CALLBACK (make_wanted), self);
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  self->error = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->error, TRUE);
  gtk_label_set_xalign (self->error, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->error), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->error), "error");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->error));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->spinner));
  gtk_box_append (GTK_BOX (box), self->make);
  return box;
}

static void
hub_code_form_init (HubCodeForm *self)
{
  self->root = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_box_append (GTK_BOX (self->root), make_opens (self));
  gtk_box_append (GTK_BOX (self->root), make_looks (self));
  gtk_box_append (GTK_BOX (self->root), make_end (self));
  gtk_widget_set_parent (self->root, GTK_WIDGET (self));
  update (self);
}

/**
 * hub_code_form_new:
 *
 * Returns: (transfer floating): an empty form
 */
GtkWidget *
hub_code_form_new (void)
{
  return g_object_new (HUB_TYPE_CODE_FORM, NULL);
}

/**
 * hub_code_form_dup_change:
 * @self: a form
 * @format: "png" or "svg"
 *
 * Returns: (transfer full): the change that makes the code, or answers it again with these looks
 */
HubConsoleChange *
hub_code_form_dup_change (HubCodeForm *self, const char *format)
{
  HubConsoleChange *change = hub_console_change_new ("getUnlimitedQRCode", NULL);
  JsonObject *parameters = hub_console_change_get_parameters (change);
  const char *page = gtk_editable_get_text (GTK_EDITABLE (self->page));

  hub_console_change_set_string (change, "scene", gtk_editable_get_text (GTK_EDITABLE (self->scene)));
  if (*page != '\0')
    hub_console_change_set_string (change, "page", page);
  hub_console_change_set_string (change, "env_version", versions[adw_combo_row_get_selected (self->version)].id);
  hub_console_change_set_string (change, "format", format);
  json_object_set_int_member (parameters, "width", gtk_spin_button_get_value_as_int (self->width));
  json_object_set_boolean_member (parameters, "is_hyaline", gtk_switch_get_active (self->transparent));
  json_object_set_boolean_member (parameters, "auto_color", gtk_switch_get_active (self->auto_color));
  if (!gtk_switch_get_active (self->auto_color))
    {
      JsonObject *color = json_object_new ();
      GdkRGBA rgba;

      gtk_color_chooser_get_rgba (GTK_COLOR_CHOOSER (self->color), &rgba);
      json_object_set_int_member (color, "r", (int) (rgba.red * 255 + 0.5));
      json_object_set_int_member (color, "g", (int) (rgba.green * 255 + 0.5));
      json_object_set_int_member (color, "b", (int) (rgba.blue * 255 + 0.5));
      json_object_set_object_member (parameters, "line_color", color);
    }
  return change;
}

/**
 * hub_code_form_load:
 * @self: a form
 * @code: a record of listCodes
 *
 * Fills the form with what @code opens; its colours are not known to the platform and stay.
 */
void
hub_code_form_load (HubCodeForm *self, JsonObject *code)
{
  const char *version = hub_json_get_string (code, "env_version", "release");

  self->loading = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->page), hub_json_get_string (code, "page", ""));
  gtk_editable_set_text (GTK_EDITABLE (self->scene), hub_json_get_string (code, "scene", ""));
  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    if (g_str_equal (versions[i].id, version))
      adw_combo_row_set_selected (self->version, i);
  gtk_spin_button_set_value (self->width, hub_json_get_int (code, "width", USUAL_WIDTH));
  gtk_switch_set_active (self->transparent, hub_json_get_boolean (code, "is_hyaline", FALSE));
  self->loading = FALSE;
  update (self);
}

/**
 * hub_code_form_set_error:
 * @self: a form
 * @text: (nullable): what is wrong
 */
void
hub_code_form_set_error (HubCodeForm *self, const char *text)
{
  gtk_label_set_text (self->error, text != NULL ? text : "");
}

/**
 * hub_code_form_set_busy:
 * @self: a form
 * @busy: whether the platform draws
 */
void
hub_code_form_set_busy (HubCodeForm *self, gboolean busy)
{
  self->busy = busy;
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_sensitive (self->make,
                            !busy && check_scene (gtk_editable_get_text (GTK_EDITABLE (self->scene))) == NULL);
}
