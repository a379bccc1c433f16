/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a program may only do through a person: getting files of theirs, showing them a document. */
#include "hub-chooser.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "hub-host-private.h"
#include "hub-json.h"
#include "hub-mime-type.h"

#define MAX_COUNT      100
#define MAX_EXTENSIONS 50

struct _HubChooser
{
  GtkWidget       *parent;    /* weak */
  GStrv            choices;   /* NULL: ask the person */
  GtkFileChooserNative *dialog;
  GtkWindow       *question;
  GTask           *task;      /* that waits for the person */
  HubProgramFiles *files;
  char            *path;      /* of the document that is asked about */
  guint            count;
};

/**
 * hub_chooser_new:
 *
 * Where the environment names files in `SUPERHUB_SIMULATOR_CHOOSE`, separated by colons, these are the answer to every question
 * (none of them: the person cancels): so that tests and automation need no dialog.
 *
 * Returns: (transfer full): a chooser
 */
HubChooser *
hub_chooser_new (void)
{
  HubChooser *self = g_new0 (HubChooser, 1);
  const char *preset = g_getenv ("SUPERHUB_SIMULATOR_CHOOSE");

  if (preset != NULL)
    self->choices = g_strsplit (preset, G_SEARCHPATH_SEPARATOR_S, -1);
  return self;
}

/**
 * hub_chooser_free:
 * @self: a chooser
 *
 * Closes its dialog and frees it.
 */
void
hub_chooser_free (HubChooser *self)
{
  hub_chooser_cancel (self);
  g_clear_weak_pointer (&self->parent);
  g_strfreev (self->choices);
  g_free (self);
}

/**
 * hub_chooser_set_parent:
 * @self: a chooser
 * @parent: a widget in the window that dialogs belong to; not owned
 *
 * Without one there is nobody to ask.
 */
void
hub_chooser_set_parent (HubChooser *self, GtkWidget *parent)
{
  g_set_weak_pointer (&self->parent, parent);
}

/**
 * hub_chooser_set_choices:
 * @self: a chooser
 * @paths: (nullable): files to give from now on without asking; empty: the person cancels; %NULL: ask
 *
 * Answers questions before they are asked.
 */
void
hub_chooser_set_choices (HubChooser *self, const char *const *paths)
{
  g_strfreev (self->choices);
  self->choices = g_strdupv ((GStrv) paths);
}

static void
forget (HubChooser *self)
{
  if (self->dialog != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->dialog));
  g_clear_object (&self->dialog);
  if (self->question != NULL)
    gtk_window_destroy (self->question);
  self->question = NULL;
  g_clear_object (&self->files);
  g_clear_pointer (&self->path, g_free);
}

/**
 * hub_chooser_cancel:
 * @self: a chooser
 *
 * Closes what is open; the program hears that the person cancelled.
 */
void
hub_chooser_cancel (HubChooser *self)
{
  GTask *task = g_steal_pointer (&self->task);

  forget (self);
  if (task != NULL)
    hub_host_return_failure (task, "cancel");
}

static gboolean
is_kind (const char *path, const char *kind)
{
  const char *type = hub_mime_type_for_name (path);

  if (g_str_equal (kind, "image"))
    return g_str_has_prefix (type, "image/");
  if (g_str_equal (kind, "video"))
    return g_str_has_prefix (type, "video/");
  if (g_str_equal (kind, "media"))
    return g_str_has_prefix (type, "image/") || g_str_has_prefix (type, "video/");
  return TRUE;
}

/* Copies a file for the program and describes it; NULL with the reason. */
static JsonObject *
take_file (HubProgramFiles *files, const char *path, const char **reason)
{
  g_autofree char *key = NULL;
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_filename_display_name (base);
  GStatBuf facts;
  JsonObject *object;

  if (g_stat (path, &facts) != 0 || hub_program_files_import (files, path, &key) != 0)
    {
      *reason = "file unreadable, or too large for the program's temporary files";
      return NULL;
    }
  object = json_object_new ();
  json_object_set_string_member (object, "path", key);
  json_object_set_string_member (object, "name", name);
  json_object_set_string_member (object, "type", hub_mime_type_for_name (path));
  json_object_set_int_member (object, "size", facts.st_size);
  json_object_set_int_member (object, "time", facts.st_mtime);
  return object;
}

/* Answers with copies of the files, at most as many as the program wants; takes the task. */
static void
answer (HubProgramFiles *files, const char *const *paths, guint count, GTask *task)
{
  g_autoptr (JsonArray) list = json_array_new ();
  const char *reason = "cancel";
  JsonObject *result;

  for (guint i = 0; paths[i] != NULL && i < count; i++)
    {
      JsonObject *file = take_file (files, paths[i], &reason);

      if (file == NULL)
        break;
      json_array_add_object_element (list, file);
    }
  if (json_array_get_length (list) == 0)
    {
      hub_host_return_failure (task, reason);
      return;
    }
  result = json_object_new ();
  json_object_set_array_member (result, "files", g_steal_pointer (&list));
  hub_host_return_object (task, result);
}

static void
on_response (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  HubChooser *self = user_data;
  GTask *task = g_steal_pointer (&self->task);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GListModel) chosen = NULL;
  g_auto (GStrv) paths = NULL;

  if (task == NULL)
    return;
  if (response == GTK_RESPONSE_ACCEPT)
    chosen = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  for (guint i = 0; chosen != NULL && i < g_list_model_get_n_items (chosen); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (chosen, i);

      if (g_file_peek_path (file) != NULL)
        g_strv_builder_add (builder, g_file_peek_path (file));
    }
  paths = g_strv_builder_end (builder);
  answer (self->files, (const char *const *) paths, self->count, task);
  forget (self);
}

static void
add_filter (GtkFileChooser *chooser, const char *kind, JsonArray *extensions)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  guint n = extensions != NULL ? MIN (json_array_get_length (extensions), MAX_EXTENSIONS) : 0;
  gboolean any = g_str_equal (kind, "file");

  gtk_file_filter_set_name (filter, any ? _("Files the Program Takes") : _("Pictures and Films"));
  for (guint i = 0; i < n; i++)
    {
      const char *extension = json_array_get_string_element (extensions, i);
      const char *plain = extension != NULL && extension[0] == '.' ? extension + 1 : extension;

      if (plain != NULL && plain[0] != '\0')
        gtk_file_filter_add_suffix (filter, plain);
    }
  if (!any && !g_str_equal (kind, "video"))
    gtk_file_filter_add_mime_type (filter, "image/*");
  if (!any && !g_str_equal (kind, "image"))
    gtk_file_filter_add_mime_type (filter, "video/*");
  if (!any || n > 0)
    gtk_file_chooser_add_filter (chooser, filter);
}

static const char *
title_for (const char *kind)
{
  if (g_str_equal (kind, "image"))
    return _("Choose Pictures for the Program");
  if (g_str_equal (kind, "video"))
    return _("Choose a Film for the Program");
  return g_str_equal (kind, "media") ? _("Choose Pictures or Films for the Program") : _("Choose Files for the Program");
}

static GtkWindow *
window_of (HubChooser *self)
{
  GtkRoot *root = self->parent != NULL ? gtk_widget_get_root (self->parent) : NULL;

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* Whether a person can be asked now; where not, @task is answered with the reason. */
static gboolean
may_ask (HubChooser *self, GTask *task)
{
  if (window_of (self) == NULL)
    hub_host_return_failure (task, "no window to ask in");
  else if (self->task != NULL)
    hub_host_return_failure (task, "another question is open");
  else
    return TRUE;
  return FALSE;
}

static void
show_dialog (HubChooser *self, const char *kind, JsonArray *extensions)
{
  self->dialog = gtk_file_chooser_native_new (title_for (kind), window_of (self), GTK_FILE_CHOOSER_ACTION_OPEN,
                                              _("_Choose"), _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->dialog), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->dialog), self->count > 1);
  add_filter (GTK_FILE_CHOOSER (self->dialog), kind, extensions);
  g_signal_connect (self->dialog, "response", G_CALLBACK (on_response), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->dialog));
}

static void
answer_preset (HubChooser *self, HubProgramFiles *files, const char *kind, guint count, GTask *task)
{
  g_autoptr (GPtrArray) fitting = g_ptr_array_new ();

  for (guint i = 0; self->choices[i] != NULL; i++)
    if (self->choices[i][0] != '\0' && is_kind (self->choices[i], kind))
      g_ptr_array_add (fitting, self->choices[i]);
  g_ptr_array_add (fitting, NULL);
  answer (files, (const char *const *) fitting->pdata, count, task);
}

/**
 * hub_chooser_ask:
 * @self: a chooser
 * @files: gets the copies
 * @arguments: `kind` ("image", "video", "media", "file"), `count`, `extensions`
 * @task: (transfer full): gets `{files: [{path, name, type, size, time}]}`
 *
 * `choose/files`: lets the person choose.
 */
void
hub_chooser_ask (HubChooser *self, HubProgramFiles *files, JsonObject *arguments, GTask *task)
{
  const char *kind = hub_json_get_string (arguments, "kind", "file");
  guint count = CLAMP (hub_json_get_int (arguments, "count", 1), 1, MAX_COUNT);

  if (self->choices != NULL)
    answer_preset (self, files, kind, count, task);
  else if (may_ask (self, task))
    {
      self->task = task;
      self->files = g_object_ref (files);
      self->count = count;
      show_dialog (self, kind, hub_json_get_array (arguments, "extensions"));
    }
}

static void
on_question (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  HubChooser *self = user_data;
  GTask *task = g_steal_pointer (&self->task);
  g_autofree char *uri = NULL;
  g_autoptr (GError) error = NULL;

  /* The dialog destroys itself. */
  self->question = NULL;
  if (task == NULL)
    return;
  if (!g_str_equal (response, "open"))
    hub_host_return_failure (task, "cancel");
  else
    {
      uri = g_filename_to_uri (self->path, NULL, NULL);
      if (uri != NULL && g_app_info_launch_default_for_uri (uri, NULL, &error))
        hub_host_return_value (task, NULL);
      else
        hub_host_return_failure (task, error != NULL ? error->message : "the document cannot be opened");
    }
  forget (self);
}

static void
show_question (HubChooser *self, const char *name)
{
  GtkWidget *dialog = adw_message_dialog_new (window_of (self), _("Open the Document?"), NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  _("The program wants to show “%s”. It opens in the desktop's own viewer."), name);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "open", _("_Open"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "open");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (on_question), self);
  self->question = GTK_WINDOW (dialog);
  gtk_window_present (self->question);
}

/**
 * hub_chooser_open:
 * @self: a chooser
 * @files: the program's files
 * @arguments: `path`, the key of a document
 * @task: (transfer full): answered when the person said yes
 *
 * `document/open`: shows a document of a known kind in the desktop's viewer, if the person agrees.
 */
void
hub_chooser_open (HubChooser *self, HubProgramFiles *files, JsonObject *arguments, GTask *task)
{
  static const char *const kinds[] = { "doc", "docx", "xls", "xlsx", "ppt", "pptx", "pdf", NULL };
  const char *key = hub_json_get_string (arguments, "path", "");
  const char *name = strrchr (key, '/');
  const char *dot = strrchr (key, '.');
  g_autofree char *extension = g_ascii_strdown (dot != NULL ? dot + 1 : "", -1);
  HubFileFacts facts;

  if (hub_program_files_stat (files, key, &facts) != 0 || facts.is_folder)
    hub_host_return_failure (task, "file doesn't exist");
  else if (!g_strv_contains (kinds, extension))
    hub_host_return_failure (task, "filetype not supported");
  else if (may_ask (self, task))
    {
      self->task = task;
      self->path = hub_program_files_resolve (files, key);
      show_question (self, name != NULL ? name + 1 : key);
    }
}
