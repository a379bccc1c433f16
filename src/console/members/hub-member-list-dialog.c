/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-member-list-dialog.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-file.h"
#include "hub-console-roles.h"
#include "hub-console-run.h"
#include "hub-json.h"
#include "hub-member-list.h"
#include "hub-role-checks.h"

/* A list of people is not larger. */
#define MAX_FILE (256 * 1024)

enum
{
  KIND_PROJECT,
  KIND_TEST,
};

typedef struct
{
  HubConsoleDialog *dialog;     /* (unowned): owns this */
  HubConsoleModel *model;
  GtkTextBuffer *buffer;        /* (unowned) */
  AdwComboRow *kind;            /* (nullable): test members only */
  HubRoleChecks *roles;
  GtkListBox *preview;
  GtkLabel *summary;
  gint64 limits[2];             /* by kind; -1 where they are not known */
  GPtrArray *lines;             /* HubMemberLine */
  GHashTable *known;            /* id → HubConsoleItem: who is there already */
  GHashTable *refusals;         /* id → why the platform refused it the last time */
} ListDialog;

static void
list_dialog_free (ListDialog *self)
{
  g_object_unref (self->model);
  g_ptr_array_unref (self->lines);
  g_hash_table_unref (self->known);
  g_hash_table_unref (self->refusals);
  g_free (self);
}

static gboolean
is_project (ListDialog *self)
{
  return self->kind != NULL && adw_combo_row_get_selected (self->kind) == KIND_PROJECT;
}

/* (transfer full): the roles a line gives: its own, or those chosen for all. */
static char **
dup_roles (ListDialog *self, const HubMemberLine *line)
{
  if (!is_project (self))
    return g_new0 (char *, 1);
  return line->roles[0] != NULL ? g_strdupv (line->roles) : hub_role_checks_dup_chosen (self->roles);
}

static char *
dup_role_names (char **roles)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; roles[i] != NULL; i++)
    g_ptr_array_add (names, (gpointer) hub_console_roles_get_name (roles[i]));
  g_ptr_array_add (names, NULL);
  /* Translators: between the parts of a list */
  return g_strjoinv (_(", "), (char **) names->pdata);
}

static gboolean
has_roles (HubConsoleItem *member, char **roles)
{
  JsonArray *held = hub_json_get_array (hub_console_item_get_record (member), "roles");

  if (held == NULL || json_array_get_length (held) != g_strv_length (roles))
    return FALSE;
  for (guint i = 0; roles[i] != NULL; i++)
    if (!hub_console_item_has (member, "roles", roles[i]))
      return FALSE;
  return TRUE;
}

typedef enum
{
  FATE_ADDED,
  FATE_CHANGED,
  FATE_UNCHANGED,
  FATE_IMPOSSIBLE,
} Fate;

/* What will become of a line, as far as one can see from here. @sentence: (out) (transfer full) */
static Fate
foresee (ListDialog *self, const HubMemberLine *line, char **sentence)
{
  g_auto (GStrv) roles = dup_roles (self, line);
  g_autofree char *names = dup_role_names (roles);
  HubConsoleItem *there = g_hash_table_lookup (self->known, line->superhub_id);
  const char *kind = there != NULL ? hub_console_item_get_string (there, "kind") : "";
  gboolean project = g_str_equal (kind, "project"), test = g_str_equal (kind, "test");
  gboolean to_project = is_project (self);

  *sentence = NULL;
  if (line->problem != NULL)
    *sentence = g_strdup (line->problem);
  else if (g_str_equal (kind, "admin"))
    *sentence = g_strdup (_("Is the admin already"));
  else if (to_project && roles[0] == NULL)
    *sentence = g_strdup (_("Needs a role: name it in the line, or choose one for all"));
  else if (!to_project && line->roles[0] != NULL)
    *sentence = g_strdup (_("Test members have no roles"));
  if (*sentence != NULL)
    return FATE_IMPOSSIBLE;
  if ((project && to_project && has_roles (there, roles)) || (test && !to_project))
    {
      *sentence = g_strdup (_("Is so already: nothing changes"));
      return FATE_UNCHANGED;
    }
  if (project && !to_project && !hub_console_model_is_admin (self->model))
    {
      *sentence = g_strdup (_("Is a project member, whom only the admin changes"));
      return FATE_IMPOSSIBLE;
    }
  if (to_project)
    *sentence = g_strdup_printf (project ? _("Gets other roles: %s")
                                 : test ? _("Test member, becomes a project member: %s")
                                        : _("Becomes a project member: %s"), names);
  else
    *sentence = g_strdup (project ? _("Project member, becomes a test member and loses the roles")
                                          : _("Becomes a test member"));
  return there != NULL ? FATE_CHANGED : FATE_ADDED;
}

static GtkWidget *
line_new (const HubMemberLine *line, Fate fate, const char *sentence, const char *refusal)
{
  static const char *const icons[] = {
    "list-add-symbolic", "document-edit-symbolic", "object-select-symbolic", "dialog-warning-symbolic",
  };
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *who = gtk_label_new (line->superhub_id);
  GtkWidget *what = gtk_label_new (refusal != NULL ? refusal : sentence);
  gboolean bad = fate == FATE_IMPOSSIBLE || refusal != NULL;

  gtk_label_set_xalign (GTK_LABEL (who), 0);
  gtk_label_set_ellipsize (GTK_LABEL (who), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (who), 16);
  gtk_label_set_max_width_chars (GTK_LABEL (who), 16);
  gtk_label_set_xalign (GTK_LABEL (what), 0);
  gtk_label_set_wrap (GTK_LABEL (what), TRUE);
  gtk_widget_set_hexpand (what, TRUE);
  gtk_widget_add_css_class (what, bad ? "error" : "dim-label");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (bad ? "dialog-warning-symbolic" : icons[fate]));
  gtk_box_append (GTK_BOX (box), who);
  gtk_box_append (GTK_BOX (box), what);
  gtk_widget_add_css_class (box, "console-list-line");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}

static void
show_summary (ListDialog *self, const guint *fates)
{
  guint kind = is_project (self) ? KIND_PROJECT : KIND_TEST;
  GListModel *there = hub_console_model_get_list (self->model, kind == KIND_PROJECT ? HUB_CONSOLE_LIST_PROJECT_MEMBERS
                                                                                    : HUB_CONSOLE_LIST_TEST_MEMBERS);
  gint64 left = self->limits[kind] - g_list_model_get_n_items (there);
  guint sent = fates[FATE_ADDED] + fates[FATE_CHANGED];
  g_autofree char *counts = g_strdup_printf (_("%u new, %u changed, %u unchanged, %u to correct"), fates[FATE_ADDED],
                                             fates[FATE_CHANGED], fates[FATE_UNCHANGED], fates[FATE_IMPOSSIBLE]);
  g_autofree char *warning = NULL;
  g_autofree char *text = NULL;

  if (self->lines->len > HUB_MEMBER_LIST_MAX)
    warning = g_strdup_printf (_("At most %d lines at once: the list has %u. Add the first part, then the rest."),
                               HUB_MEMBER_LIST_MAX, self->lines->len);
  else if (self->limits[kind] >= 0 && fates[FATE_ADDED] > left)
    warning = g_strdup_printf (ngettext ("The program has %d place left; the last lines will be refused.",
                                         "The program has %d places left; the last lines will be refused.", MAX (left, 0)),
                               (int) MAX (left, 0));
  text = warning != NULL ? g_strdup_printf ("%s\n%s", counts, warning) : g_strdup (counts);
  gtk_label_set_text (self->summary, self->lines->len > 0 ? text : _("What will happen with each line appears here."));
  hub_console_dialog_set_ready (self->dialog, sent > 0 && self->lines->len <= HUB_MEMBER_LIST_MAX);
}

static void
read_known (ListDialog *self)
{
  static const HubConsoleList lists[] = {
    HUB_CONSOLE_LIST_ADMIN, HUB_CONSOLE_LIST_PROJECT_MEMBERS, HUB_CONSOLE_LIST_TEST_MEMBERS,
  };

  g_hash_table_remove_all (self->known);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      GListModel *list = hub_console_model_get_list (self->model, lists[i]);

      for (guint j = 0; j < g_list_model_get_n_items (list); j++)
        {
          HubConsoleItem *item = g_list_model_get_item (list, j);

          g_hash_table_insert (self->known, (gpointer) hub_console_item_get_string (item, "superhub_id"), item);
        }
    }
}

static void
update (ListDialog *self)
{
  GtkTextIter start, end;
  g_autofree char *text = NULL;
  guint fates[4] = { 0 };
  GtkWidget *child;

  if (gtk_widget_in_destruction (GTK_WIDGET (self->dialog)))
    return;
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  text = gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
  g_ptr_array_unref (self->lines);
  self->lines = hub_member_list_parse (text);
  read_known (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->preview))) != NULL)
    gtk_list_box_remove (self->preview, child);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const HubMemberLine *line = g_ptr_array_index (self->lines, i);
      g_autofree char *sentence = NULL;
      Fate fate = foresee (self, line, &sentence);

      fates[fate]++;
      if (i < HUB_MEMBER_LIST_MAX)
        gtk_list_box_append (self->preview, line_new (line, fate, sentence, g_hash_table_lookup (self->refusals,
                                                                                                 line->superhub_id)));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->roles), is_project (self));
  show_summary (self, fates);
}

static void
edited (ListDialog *self)
{
  g_hash_table_remove_all (self->refusals);
  update (self);
}

static void
accepted (HubConsoleDialog *dialog, ListDialog *self)
{
  g_autoptr (HubConsoleChange) change = hub_console_change_new ("addMembers", NULL);
  JsonArray *members = json_array_new ();

  for (guint i = 0; i < self->lines->len; i++)
    {
      const HubMemberLine *line = g_ptr_array_index (self->lines, i);
      g_autofree char *sentence = NULL;
      g_auto (GStrv) roles = dup_roles (self, line);
      JsonObject *member;
      JsonArray *array;

      if (foresee (self, line, &sentence) == FATE_IMPOSSIBLE)
        continue;
      member = json_object_new ();
      array = json_array_new ();
      for (guint j = 0; roles[j] != NULL; j++)
        json_array_add_string_element (array, roles[j]);
      json_object_set_string_member (member, "superhub_id", line->superhub_id);
      json_object_set_string_member (member, "kind", is_project (self) ? "project" : "test");
      json_object_set_array_member (member, "roles", array);
      json_array_add_object_element (members, member);
    }
  json_object_set_array_member (hub_console_change_get_parameters (change), "members", members);
  hub_console_dialog_run (dialog, change);
}

/* Lines that were done leave the list; those that were not stay, to be corrected. */
static void
keep_refused (ListDialog *self, GHashTable *done)
{
  g_autoptr (GString) rest = g_string_new (NULL);

  for (guint i = 0; i < self->lines->len; i++)
    {
      const HubMemberLine *line = g_ptr_array_index (self->lines, i);

      if (line->problem != NULL || !g_hash_table_contains (done, line->superhub_id))
        g_string_append_printf (rest, "%s%s", rest->len > 0 ? "\n" : "", line->text);
    }
  g_signal_handlers_block_by_func (self->buffer, edited, self);
  gtk_text_buffer_set_text (self->buffer, rest->str, -1);
  g_signal_handlers_unblock_by_func (self->buffer, edited, self);
  update (self);
}

static void
done (HubConsoleDialog *dialog, HubConsoleChange *change, ListDialog *self)
{
  JsonNode *node = hub_console_change_get_answer (change);
  JsonObject *answer = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *results = answer != NULL ? hub_json_get_array (answer, "results") : NULL;
  g_autoptr (GHashTable) well = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *text = NULL;
  gint64 n_done = answer != NULL ? hub_json_get_int (answer, "done", 0) : 0;

  g_hash_table_remove_all (self->refusals);
  for (guint i = 0; results != NULL && i < json_array_get_length (results); i++)
    {
      JsonObject *result = json_array_get_object_element (results, i);
      const char *id = hub_json_get_string (result, "superhub_id", "");

      if (g_str_equal (hub_json_get_string (result, "outcome", ""), "refused"))
        g_hash_table_insert (self->refusals, g_strdup (id), g_strdup (hub_json_get_string (result, "message", "")));
      else
        g_hash_table_add (well, (gpointer) id);
    }
  keep_refused (self, well);
  text = g_strdup_printf (ngettext ("%d member saved", "%d members saved", n_done), (int) n_done);
  hub_console_toast (GTK_WIDGET (dialog), text);
  if (self->lines->len == 0)
    return;
  hub_console_dialog_set_stays (dialog, TRUE);
  g_free (text);
  text = g_strdup_printf (_("Saved: %d. What could not be done stayed here, with the reason."), (int) n_done);
  hub_console_dialog_show_error (dialog, text);
}

static void
file_read (GtkWidget *widget, GBytes *bytes, const GError *error)
{
  HubConsoleDialog *dialog = HUB_CONSOLE_DIALOG (widget);
  ListDialog *self = g_object_get_data (G_OBJECT (dialog), "list-dialog");
  gsize length = 0;
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  if (error != NULL)
    hub_console_dialog_show_error (dialog, error->message);
  else if (bytes == NULL || !g_utf8_validate (text != NULL ? text : "", length, NULL))
    hub_console_dialog_show_error (dialog, _("This file is no list of people: it has to be plain text of at most 256 KiB."));
  else
    gtk_text_buffer_set_text (self->buffer, text != NULL ? text : "", length);
}

static void
file_chosen (GtkWidget *widget, GFile *file, gpointer user_data)
{
  hub_console_file_read (widget, file, MAX_FILE, file_read);
}

static void
open_clicked (ListDialog *self)
{
  GtkFileChooser *chooser = hub_console_file_chooser_new (GTK_WIDGET (self->dialog), GTK_FILE_CHOOSER_ACTION_OPEN,
                                                          _("Open a List of People"), _("_Open"), file_chosen, NULL, NULL);

  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static GtkWidget *
make_text (ListDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *caption = gtk_label_new (_("One Super Hub ID per line, with roles behind it if they differ: “grace developer”"));
  GtkWidget *open = gtk_button_new_with_mnemonic (_("_Open File…"));
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();

  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  g_signal_connect_swapped (self->buffer, "changed", G_CALLBACK (edited), self);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (view), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("List of people"), -1);
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_label_set_wrap (GTK_LABEL (caption), TRUE);
  gtk_widget_set_hexpand (caption, TRUE);
  g_signal_connect_swapped (open, "clicked", G_CALLBACK (open_clicked), self);
  gtk_widget_set_valign (open, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), caption);
  gtk_box_append (GTK_BOX (line), open);
  gtk_widget_add_css_class (scrolled, "card");
  gtk_widget_add_css_class (scrolled, "console-text");
  gtk_widget_set_size_request (scrolled, -1, 110);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), scrolled);
  return box;
}

static GtkWidget *
make_kind (ListDialog *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);
  GtkWidget *kind = adw_combo_row_new ();

  gtk_string_list_append (kinds, _("Project Member"));
  gtk_string_list_append (kinds, _("Test Member"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (kind), _("Kind"));
  adw_combo_row_set_model (ADW_COMBO_ROW (kind), G_LIST_MODEL (kinds));
  self->kind = ADW_COMBO_ROW (kind);
  g_signal_connect_swapped (kind, "notify::selected", G_CALLBACK (edited), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), kind);
  return group;
}

static GtkWidget *
make_preview (ListDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->summary = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->summary, 0);
  gtk_label_set_wrap (self->summary, TRUE);
  self->preview = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->preview, GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->preview), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What will happen"), -1);
  gtk_widget_add_css_class (scrolled, "card");
  gtk_widget_set_size_request (scrolled, -1, 150);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->preview));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->summary));
  gtk_box_append (GTK_BOX (box), scrolled);
  return box;
}

/**
 * hub_member_list_dialog_show:
 * @owner: a widget of the console
 * @model: the state, which knows who is there and whom the person may add
 * @limits: (nullable): what getLimits answered
 *
 * Shows a dialog that adds the people of a list, in one call.
 */
void
hub_member_list_dialog_show (GtkWidget *owner, HubConsoleModel *model, JsonObject *limits)
{
  JsonObject *places = limits != NULL ? hub_json_get_object (limits, "members") : NULL;
  ListDialog *self = g_new0 (ListDialog, 1);

  self->model = g_object_ref (model);
  self->lines = g_ptr_array_new ();
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  self->refusals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->limits[KIND_PROJECT] = places != NULL ? hub_json_get_int (places, "project", -1) : -1;
  self->limits[KIND_TEST] = places != NULL ? hub_json_get_int (places, "test", -1) : -1;
  self->dialog = hub_console_dialog_new (owner, _("Add from a List"), _("_Add"));
  gtk_window_set_default_size (GTK_WINDOW (self->dialog), 620, 720);
  /* Return begins a new line here. */
  gtk_window_set_default_widget (GTK_WINDOW (self->dialog), NULL);
  g_object_set_data_full (G_OBJECT (self->dialog), "list-dialog", self, (GDestroyNotify) list_dialog_free);
  self->roles = HUB_ROLE_CHECKS (hub_role_checks_new (_("Roles of Lines That Name None"), NULL));
  hub_console_dialog_add (self->dialog, make_text (self));
  if (hub_console_model_is_admin (model))
    hub_console_dialog_add (self->dialog, make_kind (self));
  hub_console_dialog_add (self->dialog, GTK_WIDGET (self->roles));
  hub_console_dialog_add (self->dialog, make_preview (self));
  g_signal_connect_swapped (self->roles, "changed", G_CALLBACK (edited), self);
  g_signal_connect (self->dialog, "accept", G_CALLBACK (accepted), self);
  g_signal_connect (self->dialog, "done", G_CALLBACK (done), self);
  update (self);
  gtk_window_present (GTK_WINDOW (self->dialog));
}
