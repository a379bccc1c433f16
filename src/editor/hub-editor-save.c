/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-editor-private.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-error.h"

static GtkWindow *
window_of (HubEditor *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
report (HubEditor *self, const GError *error)
{
  AdwMessageDialog *dialog;

  /* The page shows a bar with its own question. */
  if (g_strcmp0 (hub_error_get_name (error), "document.changed_on_disk") == 0)
    return;
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (window_of (self), _("Not Saved"), NULL));
  adw_message_dialog_format_body (dialog, _("%s\n\nYour text is still in the editor."), error->message);
  adw_message_dialog_add_response (dialog, "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
one_saved (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (HubEditor) self = data;
  g_autoptr (GError) error = NULL;

  if (!hub_editor_page_save_finish (HUB_EDITOR_PAGE (object), result, &error))
    report (self, error);
}

/**
 * hub_editor_save:
 * @self: an editor
 *
 * Saves the file that is shown; says what went wrong in a dialog.
 */
void
hub_editor_save (HubEditor *self)
{
  HubEditorPage *page = hub_editor_get_current (self);

  if (page != NULL)
    hub_editor_page_save_async (page, NULL, one_saved, g_object_ref (self));
}

/* Saving several files one after the other, up to the first that cannot be saved. */
static void save_next (GTask *task);

static void
next_saved (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (!hub_editor_page_save_finish (HUB_EDITOR_PAGE (object), result, &error))
    {
      report (g_task_get_source_object (task), error);
      g_task_return_error (task, error);
      return;
    }
  save_next (g_steal_pointer (&task));
}

static void
save_next (GTask *task)
{
  GPtrArray *pages = g_task_get_task_data (task);
  g_autoptr (HubEditorPage) page = NULL;

  if (pages->len == 0)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  page = g_object_ref (pages->pdata[0]);
  g_ptr_array_remove_index (pages, 0);
  hub_editor_page_save_async (page, g_task_get_cancellable (task), next_saved, task);
}

static void
save_pages (HubEditor *self, GPtrArray *pages, GCancellable *cancellable, GAsyncReadyCallback callback,
            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, hub_editor_save_all_async);
  g_task_set_task_data (task, pages, (GDestroyNotify) g_ptr_array_unref);
  save_next (task);
}

static GPtrArray *
list_unsaved (HubEditor *self)
{
  GPtrArray *pages = g_ptr_array_new_with_free_func (g_object_unref);

  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++)
    {
      GtkWidget *page = adw_tab_page_get_child (adw_tab_view_get_nth_page (self->tab_view, i));

      if (hub_editor_page_is_modified (HUB_EDITOR_PAGE (page)))
        g_ptr_array_add (pages, g_object_ref (page));
    }
  return pages;
}

/**
 * hub_editor_save_all_async:
 * @self: an editor
 * @cancellable: (nullable): to stop it
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Saves every open file that has changes; says what went wrong in a dialog.
 */
void
hub_editor_save_all_async (HubEditor *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  save_pages (self, list_unsaved (self), cancellable, callback, user_data);
}

/**
 * hub_editor_save_all_finish:
 * @self: an editor
 * @result: given to the callback
 * @error: (out) (optional): of the first file that could not be saved; the person knows it already
 *
 * Returns: whether everything is on the disk
 */
gboolean
hub_editor_save_all_finish (HubEditor *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
confirmed_save (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;

  g_task_return_boolean (task, hub_editor_save_all_finish (HUB_EDITOR (object), result, &error));
}

static void
answered (AdwMessageDialog *dialog, const char *response, GTask *task)
{
  HubEditor *self = g_task_get_source_object (task);
  GPtrArray *pages = g_task_get_task_data (task);

  g_signal_handlers_disconnect_by_data (dialog, task);
  if (g_str_equal (response, "save"))
    save_pages (self, g_ptr_array_ref (pages), NULL, confirmed_save, g_object_ref (task));
  else
    g_task_return_boolean (task, g_str_equal (response, "discard"));
  g_object_unref (task);
}

static char *
describe (GPtrArray *pages)
{
  GString *body = g_string_new (NULL);

  for (guint i = 0; i < MIN (pages->len, 8); i++)
    {
      g_autofree char *name = g_file_get_basename (hub_editor_page_get_file (pages->pdata[i]));

      g_string_append_printf (body, i == 0 ? "%s" : ", %s", name);
    }
  if (pages->len > 8)
    g_string_append (body, ", …");
  return g_string_free (body, FALSE);
}

static void
ask (HubEditor *self, GPtrArray *pages, GTask *task)
{
  GtkWidget *dialog = adw_message_dialog_new (window_of (self), _("Save Changes?"), NULL);
  g_autofree char *names = describe (pages);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  _("%s has changes that are not saved. They are lost when you do not save them."),
                                  names);
  if (pages->len > 1)
    adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                    _("%s have changes that are not saved. They are lost when you do not save them."),
                                    names);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "discard", _("_Discard"),
                                    "save", _("_Save"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_task_set_task_data (task, pages, (GDestroyNotify) g_ptr_array_unref);
  g_signal_connect (dialog, "response", G_CALLBACK (answered), task);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
confirm (HubEditor *self, GPtrArray *pages, GCancellable *cancellable, GAsyncReadyCallback callback,
         gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, hub_editor_confirm_close_async);
  if (pages->len > 0)
    {
      ask (self, pages, task);
      return;
    }
  g_ptr_array_unref (pages);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/**
 * hub_editor_confirm_close_async:
 * @self: an editor
 * @cancellable: (nullable): to stop it
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Asks what to do with changes that are not saved, and does it.
 */
void
hub_editor_confirm_close_async (HubEditor *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  confirm (self, list_unsaved (self), cancellable, callback, user_data);
}

/**
 * hub_editor_confirm_close_finish:
 * @self: an editor
 * @result: given to the callback
 * @error: (out) (optional): never set today
 *
 * Returns: whether everything may be closed now
 */
gboolean
hub_editor_confirm_close_finish (HubEditor *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
tab_confirmed (GObject *object, GAsyncResult *result, gpointer data)
{
  HubEditor *self = HUB_EDITOR (object);
  g_autoptr (AdwTabPage) tab = data;
  gboolean may_close = hub_editor_confirm_close_finish (self, result, NULL);

  if (self->tab_view != NULL)
    adw_tab_view_close_page_finish (self->tab_view, tab, may_close);
}

gboolean
hub_editor_close_page_cb (AdwTabView *tab_view, AdwTabPage *tab, HubEditor *self)
{
  HubEditorPage *page = HUB_EDITOR_PAGE (adw_tab_page_get_child (tab));
  GPtrArray *pages;

  if (self->closing_all || !hub_editor_page_is_modified (page))
    {
      adw_tab_view_close_page_finish (tab_view, tab, TRUE);
      return GDK_EVENT_STOP;
    }
  pages = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (pages, g_object_ref (page));
  confirm (self, pages, NULL, tab_confirmed, g_object_ref (tab));
  return GDK_EVENT_STOP;
}
