/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-codes-page.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "hub-code-form.h"
#include "hub-console-file.h"
#include "hub-console-run.h"
#include "hub-console-table.h"
#include "hub-json.h"

/* After the last change of a width or colour the code is drawn anew. */
#define PREVIEW_MS 350
#define PREVIEW_SIZE 280
#define LIST_HEIGHT 320

struct _HubCodesPage
{
  HubConsolePage parent_instance;

  HubCodeForm *form;
  GtkPicture *picture;
  GtkStack *preview;
  GtkLabel *url;
  GtkWidget *copy;
  GtkWidget *png;
  GtkWidget *svg;
  HubConsoleQuery *codes;       /* (unowned): the page's */
  guint preview_source;
  gboolean made;                /* the code of the form exists: other looks are no other code */
};

G_DEFINE_FINAL_TYPE (HubCodesPage, hub_codes_page, HUB_TYPE_CONSOLE_PAGE)

static void
hub_codes_page_update (HubConsolePage *page)
{
  HubConsoleItem *app = hub_console_model_get_app (hub_console_page_get_model (page));

  if (app != NULL && g_str_equal (hub_console_item_get_string (app, "state"), "unreleased"))
    hub_console_page_set_empty (page, "camera-photo-symbolic", _("No Codes Before the First Release"),
                                _("A Mini Program code leads everybody to the program, so it comes with the first online "
                                  "version. Submit a version for review and release it."));
  else
    hub_console_page_set_empty (page, NULL, NULL, NULL);
}

static char *
dup_name (HubCodesPage *self, const char *suffix)
{
  g_autoptr (HubConsoleChange) change = hub_code_form_dup_change (self->form, suffix);
  g_autofree char *name = g_strdup_printf ("code-%s.%s", hub_json_get_string (hub_console_change_get_parameters (change),
                                                                              "scene", ""), suffix);

  return g_strdelimit (g_steal_pointer (&name), "/\\:*?\"<>|", '-');
}

/* One asking for a picture: to be looked at, or to be saved. */
typedef struct
{
  GWeakRef page;
  HubConsoleChange *change;
  GFile *file;                  /* (nullable): where the picture is saved; otherwise it is shown */
} Drawing;

static void
drawing_free (Drawing *drawing)
{
  g_weak_ref_clear (&drawing->page);
  g_object_unref (drawing->change);
  g_clear_object (&drawing->file);
  g_free (drawing);
}

static void
show_picture (HubCodesPage *self, JsonObject *code, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_bytes (bytes, &error);
  const char *url = hub_json_get_string (code, "url", "");

  if (texture == NULL)
    {
      hub_code_form_set_error (self->form, error->message);
      return;
    }
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_label_set_text (self->url, url);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->copy), "s", url);
  gtk_stack_set_visible_child_name (self->preview, "code");
  gtk_widget_set_sensitive (self->png, TRUE);
  gtk_widget_set_sensitive (self->svg, TRUE);
  self->made = TRUE;
}

static void
saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HubCodesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_parse_name (G_FILE (source));
  g_autofree char *text = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      text = g_strdup_printf (_("Saved as %s"), name);
      hub_console_toast (GTK_WIDGET (self), text);
      return;
    }
  text = g_strdup_printf (_("%s could not be saved: %s"), name, error->message);
  hub_console_refuse (GTK_WIDGET (self), text);
}

static void
drawn (const GError *error, gpointer user_data)
{
  Drawing *drawing = user_data;
  g_autoptr (HubCodesPage) self = g_weak_ref_get (&drawing->page);
  JsonNode *answer = hub_console_change_get_answer (drawing->change);
  g_autoptr (GBytes) bytes = NULL;
  guint8 *data;
  gsize size;

  if (self == NULL)
    return;
  hub_code_form_set_busy (self->form, FALSE);
  /* Of a program that was left since then, it is only saved. */
  if (drawing->file == NULL
      && g_strcmp0 (hub_json_get_string (hub_console_change_get_parameters (drawing->change), "app_id", NULL),
                    hub_console_model_get_app_id (hub_console_page_get_model (HUB_CONSOLE_PAGE (self)))) != 0)
    return;
  if (error != NULL || answer == NULL || !JSON_NODE_HOLDS_OBJECT (answer))
    {
      hub_code_form_set_error (self->form, error != NULL ? error->message : _("The platform answered something unexpected."));
      return;
    }
  data = g_base64_decode (hub_json_get_string (json_node_get_object (answer), "buffer", ""), &size);
  bytes = g_bytes_new_take (data, size);
  hub_code_form_set_error (self->form, NULL);
  if (drawing->file == NULL)
    show_picture (self, json_node_get_object (answer), bytes);
  else
    g_file_replace_contents_bytes_async (drawing->file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, saved,
                                         g_object_ref (self));
}

/* @file: (nullable): where to save it */
static void
draw (HubCodesPage *self, const char *format, GFile *file)
{
  Drawing *drawing = g_new0 (Drawing, 1);

  g_clear_handle_id (&self->preview_source, g_source_remove);
  g_weak_ref_init (&drawing->page, self);
  drawing->change = hub_code_form_dup_change (self->form, format);
  g_set_object (&drawing->file, file);
  hub_code_form_set_busy (self->form, TRUE);
  hub_console_run (GTK_WIDGET (self), drawing->change, drawn, drawing, (GDestroyNotify) drawing_free);
}

static void
form_wanted (HubCodesPage *self)
{
  draw (self, "png", NULL);
}

static gboolean
preview_due (gpointer user_data)
{
  HubCodesPage *self = user_data;

  self->preview_source = 0;
  draw (self, "png", NULL);
  return G_SOURCE_REMOVE;
}

/* Only of a code that was asked for: typing alone makes none. */
static void
looks_changed (HubCodesPage *self)
{
  g_clear_handle_id (&self->preview_source, g_source_remove);
  if (self->made)
    self->preview_source = g_timeout_add (PREVIEW_MS, preview_due, self);
}

static void
row_activated (HubCodesPage *self, HubConsoleItem *item)
{
  hub_code_form_load (self->form, hub_console_item_get_record (item));
  draw (self, "png", NULL);
}

static void
file_chosen (GtkWidget *widget, GFile *file, gpointer format)
{
  draw (HUB_CODES_PAGE (widget), format, file);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *target)
{
  const char *format = g_str_equal (g_variant_get_string (target, NULL), "svg") ? "svg" : "png";
  g_autofree char *file_name = dup_name (HUB_CODES_PAGE (widget), format);
  GtkFileChooser *chooser = hub_console_file_chooser_new (widget, GTK_FILE_CHOOSER_ACTION_SAVE, _("Save Mini Program Code"),
                                                          _("_Save"), file_chosen, (gpointer) format, NULL);

  gtk_file_chooser_set_current_name (chooser, file_name);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
hub_codes_page_dispose (GObject *object)
{
  g_clear_handle_id (&HUB_CODES_PAGE (object)->preview_source, g_source_remove);
  G_OBJECT_CLASS (hub_codes_page_parent_class)->dispose (object);
}

/* The picture is one program's, and so is what was typed for it. */
static void
model_reset (HubCodesPage *self)
{
  g_autoptr (JsonObject) nothing = json_object_new ();

  g_clear_handle_id (&self->preview_source, g_source_remove);
  hub_code_form_load (self->form, nothing);
  gtk_stack_set_visible_child_name (self->preview, "nothing");
  gtk_widget_set_sensitive (self->png, FALSE);
  gtk_widget_set_sensitive (self->svg, FALSE);
  self->made = FALSE;
}

static void
hub_codes_page_class_init (HubCodesPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_codes_page_dispose;
  HUB_CONSOLE_PAGE_CLASS (klass)->update = hub_codes_page_update;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "codes.save", "s", save_action);
}

static void
hub_codes_page_init (HubCodesPage *self)
{
}

static GtkWidget *
make_nothing (void)
{
  GtkWidget *status = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (status), "camera-photo-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (status), _("Preview"));
  adw_status_page_set_description (ADW_STATUS_PAGE (status), _("Fill in the scene and press Make Code."));
  gtk_widget_add_css_class (status, "compact");
  return status;
}

static GtkWidget *
make_buttons (HubCodesPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->png = gtk_button_new_with_mnemonic (_("Save _PNG…"));
  self->svg = gtk_button_new_with_mnemonic (_("Save _SVG…"));
  self->copy = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->png), "codes.save::png");
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->svg), "codes.save::svg");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->copy), "s", "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->copy), "console.copy");
  gtk_widget_set_tooltip_text (self->copy, _("Copy Link"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Copy Link"), -1);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), self->png);
  gtk_box_append (GTK_BOX (box), self->svg);
  gtk_box_append (GTK_BOX (box), self->copy);
  return box;
}

static GtkWidget *
make_preview (HubCodesPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->picture = GTK_PICTURE (gtk_picture_new ());
  gtk_picture_set_alternative_text (self->picture, _("Mini Program code"));
  gtk_widget_set_size_request (GTK_WIDGET (self->picture), PREVIEW_SIZE, PREVIEW_SIZE);
  /* Code is read on white; in a dark window a transparent one shows its own plate. */
  gtk_widget_add_css_class (GTK_WIDGET (self->picture), "console-code");
  self->url = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_selectable (self->url, TRUE);
  gtk_label_set_ellipsize (self->url, PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (GTK_WIDGET (self->url), "monospace");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->picture));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->url));
  gtk_box_append (GTK_BOX (box), make_buttons (self));
  self->preview = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->preview, make_nothing (), "nothing");
  gtk_stack_add_named (self->preview, box, "code");
  gtk_widget_set_valign (GTK_WIDGET (self->preview), GTK_ALIGN_START);
  gtk_widget_set_size_request (GTK_WIDGET (self->preview), PREVIEW_SIZE + 40, PREVIEW_SIZE);
  return GTK_WIDGET (self->preview);
}

static char *
dup_version (HubConsoleItem *item, gpointer user_data)
{
  const char *version = hub_console_item_get_string (item, "env_version");

  return g_strdup (g_str_equal (version, "trial") ? _("Test") : g_str_equal (version, "develop") ? _("Developer")
                                                                                               : _("Online"));
}

static char *
dup_page (HubConsoleItem *item, gpointer user_data)
{
  const char *page = hub_console_item_get_string (item, "page");

  return g_strdup (*page != '\0' ? page : _("First page"));
}

static GtkWidget *
make_table (HubCodesPage *self)
{
  static const HubConsoleColumn columns[] = {
    { N_("Scene"), HUB_CONSOLE_COLUMN_TEXT, "scene", .expand = TRUE },
    { N_("Page"), HUB_CONSOLE_COLUMN_TEXT, "page", dup_page, .expand = TRUE },
    { N_("Version"), HUB_CONSOLE_COLUMN_TEXT, "env_version", dup_version },
    { N_("Scans"), HUB_CONSOLE_COLUMN_NUMBER, "scans" },
    { N_("Last Scan"), HUB_CONSOLE_COLUMN_TIME, "scanned_at", .width = 130 },
    { N_("Made By"), HUB_CONSOLE_COLUMN_TEXT, "made_by" },
    { N_("Made"), HUB_CONSOLE_COLUMN_TIME, "made_at", .width = 130 },
  };
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *table = hub_console_table_new (hub_console_query_get_items (self->codes), columns, G_N_ELEMENTS (columns),
                                            self);

  hub_console_table_set_label (HUB_CONSOLE_TABLE (table), _("Codes"));
  hub_console_table_set_query (HUB_CONSOLE_TABLE (table), self->codes, NULL);
  hub_console_table_set_placeholder (HUB_CONSOLE_TABLE (table), "camera-photo-symbolic", _("No Codes Yet"),
                                     _("Each code that is made appears here with the number of its scans."));
  g_signal_connect_swapped (table, "activate", G_CALLBACK (row_activated), self);
  gtk_widget_set_size_request (table, -1, LIST_HEIGHT);
  gtk_widget_add_css_class (table, "card");
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Codes"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _("A double click shows a code again. Scans are written down twice a minute."));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), table);
  return group;
}

/**
 * hub_codes_page_new:
 * @model: the state to show
 *
 * Returns: (transfer floating): the page on which Mini Program codes are made, saved and counted
 */
GtkWidget *
hub_codes_page_new (HubConsoleModel *model)
{
  static const char *const events[] = { "getUnlimitedQRCode", "putLogo", "deleteLogo", NULL };
  HubCodesPage *self = g_object_new (HUB_TYPE_CODES_PAGE, "model", model, NULL);
  HubConsolePage *page = HUB_CONSOLE_PAGE (self);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);

  self->codes = hub_console_query_new (model, HUB_CONSOLE_QUERY_LIST, "listCodes", events);
  hub_console_page_add_query (page, self->codes);
  hub_console_page_set_permission (page, "login");
  self->form = HUB_CODE_FORM (hub_code_form_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->form), TRUE);
  g_signal_connect_swapped (self->form, "wanted", G_CALLBACK (form_wanted), self);
  g_signal_connect_swapped (self->form, "looks-changed", G_CALLBACK (looks_changed), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->form));
  gtk_box_append (GTK_BOX (box), make_preview (self));
  hub_console_page_set_up (page, _("Mini Program Codes"), HUB_CONSOLE_SECTION_APP);
  hub_console_page_add (page, box);
  hub_console_page_add (page, make_table (self));
  g_signal_connect_object (model, "reset", G_CALLBACK (model_reset), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
