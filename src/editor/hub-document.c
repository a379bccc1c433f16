/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-document.h"

#include "config.h"

#include <string.h>

#include "hub-file-io.h"

struct _HubDocument
{
  GtkSourceBuffer  parent_instance;
  GFile           *file;
  GFileMonitor    *monitor;
  HubFileStamp     stamp;
  gboolean         loaded;
  gboolean         byte_order_mark;
  gboolean         carriage_returns;
  gboolean         changed_on_disk;
  gboolean         deleted;
  guint            edits;      /* counts changes, to see whether some came in while a save ran */
  guint            saving;
  GQueue           waiting;     /* GTask: saves that wait for the end of the one before */
};

G_DEFINE_FINAL_TYPE (HubDocument, hub_document, GTK_SOURCE_TYPE_BUFFER)

enum { PROP_0, PROP_FILE, PROP_CHANGED_ON_DISK, PROP_DELETED, N_PROPS };
static GParamSpec *properties[N_PROPS];

static void check_disk (HubDocument *self);

static void
set_flags (HubDocument *self, gboolean changed, gboolean deleted)
{
  if (self->changed_on_disk != changed)
    {
      self->changed_on_disk = changed;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHANGED_ON_DISK]);
    }
  if (self->deleted != deleted)
    {
      self->deleted = deleted;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DELETED]);
    }
}

static void
monitor_changed (GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer data)
{
  check_disk (data);
}

static void
watch (HubDocument *self)
{
  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
  self->monitor = g_file_monitor_file (self->file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor == NULL)
    return;
  g_file_monitor_set_rate_limit (self->monitor, 50);
  g_signal_connect_object (self->monitor, "changed", G_CALLBACK (monitor_changed), self, 0);
}

static void
choose_language (HubDocument *self)
{
  g_autofree char *name = g_file_get_basename (self->file);
  GtkSourceLanguageManager *manager = gtk_source_language_manager_get_default ();

  gtk_source_buffer_set_language (GTK_SOURCE_BUFFER (self),
                                  gtk_source_language_manager_guess_language (manager, name, NULL));
}

/* Takes over what was read, keeping the cursor's place; one step for Undo. */
static void
take_text (HubDocument *self, HubFileText *text)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self);
  GtkTextIter start, end, cursor;
  int line, column;

  gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
  line = gtk_text_iter_get_line (&cursor);
  column = gtk_text_iter_get_line_offset (&cursor);
  if (!self->loaded)
    gtk_text_buffer_begin_irreversible_action (buffer);
  else
    gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, text->text, (int) text->length);
  if (!self->loaded)
    gtk_text_buffer_end_irreversible_action (buffer);
  else
    gtk_text_buffer_end_user_action (buffer);
  gtk_text_buffer_get_iter_at_line_offset (buffer, &cursor, line, 0);
  if (column <= gtk_text_iter_get_chars_in_line (&cursor))
    gtk_text_buffer_get_iter_at_line_offset (buffer, &cursor, line, column);
  gtk_text_buffer_place_cursor (buffer, &cursor);
  self->byte_order_mark = text->byte_order_mark;
  self->carriage_returns = text->carriage_returns;
  self->stamp = text->stamp;
  self->loaded = TRUE;
  gtk_text_buffer_set_modified (buffer, FALSE);
  set_flags (self, FALSE, FALSE);
}

static void
reloaded (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  /* A file that became unreadable keeps its text in the editor; saving will say what is wrong. */
  if (!hub_document_load_finish (HUB_DOCUMENT (object), result, &error))
    g_debug ("not read again: %s", error->message);
}

static void
check_disk (HubDocument *self)
{
  HubFileStamp now;

  if (!self->loaded || self->saving > 0)
    return;
  if (!hub_file_stamp_read (g_file_peek_path (self->file), &now))
    {
      set_flags (self, FALSE, TRUE);
      return;
    }
  if (hub_file_stamp_equal (now, self->stamp))
    set_flags (self, FALSE, FALSE);
  else if (gtk_text_buffer_get_modified (GTK_TEXT_BUFFER (self)))
    set_flags (self, TRUE, FALSE);
  else
    hub_document_load_async (self, NULL, reloaded, NULL);
}

static void
hub_document_changed (GtkTextBuffer *buffer)
{
  HUB_DOCUMENT (buffer)->edits++;
  GTK_TEXT_BUFFER_CLASS (hub_document_parent_class)->changed (buffer);
}

static void
hub_document_dispose (GObject *object)
{
  HubDocument *self = HUB_DOCUMENT (object);

  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
  G_OBJECT_CLASS (hub_document_parent_class)->dispose (object);
}

static void
hub_document_finalize (GObject *object)
{
  g_clear_object (&HUB_DOCUMENT (object)->file);
  G_OBJECT_CLASS (hub_document_parent_class)->finalize (object);
}

static void
hub_document_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HubDocument *self = HUB_DOCUMENT (object);

  switch (id)
    {
    case PROP_FILE: g_value_set_object (value, self->file); break;
    case PROP_CHANGED_ON_DISK: g_value_set_boolean (value, self->changed_on_disk); break;
    case PROP_DELETED: g_value_set_boolean (value, self->deleted); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hub_document_class_init (HubDocumentClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = hub_document_dispose;
  object_class->finalize = hub_document_finalize;
  object_class->get_property = hub_document_get_property;
  GTK_TEXT_BUFFER_CLASS (class)->changed = hub_document_changed;
  properties[PROP_FILE] = g_param_spec_object ("file", NULL, NULL, G_TYPE_FILE, flags);
  properties[PROP_CHANGED_ON_DISK] = g_param_spec_boolean ("changed-on-disk", NULL, NULL, FALSE, flags);
  properties[PROP_DELETED] = g_param_spec_boolean ("deleted", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hub_document_init (HubDocument *self)
{
  gtk_source_buffer_set_implicit_trailing_newline (GTK_SOURCE_BUFFER (self), FALSE);
  gtk_text_buffer_set_enable_undo (GTK_TEXT_BUFFER (self), TRUE);
}

/**
 * hub_document_new:
 * @file: a local file; it is read by hub_document_load_async()
 *
 * Returns: (transfer full): a document without text yet
 */
HubDocument *
hub_document_new (GFile *file)
{
  HubDocument *self = g_object_new (HUB_TYPE_DOCUMENT, NULL);

  hub_document_set_file (self, file);
  return self;
}

/**
 * hub_document_get_file:
 * @self: a document
 *
 * Returns: (transfer none): its file
 */
GFile *
hub_document_get_file (HubDocument *self)
{
  return self->file;
}

/**
 * hub_document_set_file:
 * @self: a document
 * @file: where it stands now, after it was renamed
 */
void
hub_document_set_file (HubDocument *self, GFile *file)
{
  if (!g_set_object (&self->file, file))
    return;
  choose_language (self);
  watch (self);
  if (self->loaded)
    hub_file_stamp_read (g_file_peek_path (file), &self->stamp);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILE]);
}

/**
 * hub_document_is_changed_on_disk:
 * @self: a document
 *
 * Returns: whether both the text here and the file were changed since they were the same
 */
gboolean
hub_document_is_changed_on_disk (HubDocument *self)
{
  return self->changed_on_disk;
}

/**
 * hub_document_is_deleted:
 * @self: a document
 *
 * Returns: whether the file is gone; saving makes it again
 */
gboolean
hub_document_is_deleted (HubDocument *self)
{
  return self->deleted;
}

/**
 * hub_document_keep_mine:
 * @self: a document whose file was changed by somebody else
 *
 * Accepts that the next save writes over those changes.
 */
void
hub_document_keep_mine (HubDocument *self)
{
  hub_file_stamp_read (g_file_peek_path (self->file), &self->stamp);
  set_flags (self, FALSE, self->deleted);
}

static void
read_in_thread (GTask *task, gpointer object, gpointer path, GCancellable *cancellable)
{
  GError *error = NULL;
  HubFileText *text = hub_file_text_read (path, HUB_DOCUMENT_MAX_BYTES, &error);

  if (text == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, text, (GDestroyNotify) hub_file_text_free);
}

/**
 * hub_document_load_async:
 * @self: a document
 * @cancellable: (nullable): to stop it
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Reads the file, and puts its text in the place of what is here, unless that was modified meanwhile.
 */
void
hub_document_load_async (HubDocument *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, hub_document_load_async);
  g_task_set_task_data (task, g_file_get_path (self->file), g_free);
  g_task_run_in_thread (task, read_in_thread);
}

/**
 * hub_document_load_finish:
 * @self: a document
 * @result: given to the callback
 * @error: (out) (optional): "document.too_large", "document.binary", "document.line_too_long",
 *   "document.not_utf8", or an I/O error
 *
 * Returns: whether the text is here
 */
gboolean
hub_document_load_finish (HubDocument *self, GAsyncResult *result, GError **error)
{
  g_autoptr (HubFileText) text = g_task_propagate_pointer (G_TASK (result), error);

  if (text == NULL)
    return FALSE;
  /* Typed into while the file was being read: the person decides. */
  if (self->loaded && gtk_text_buffer_get_modified (GTK_TEXT_BUFFER (self)))
    {
      set_flags (self, TRUE, FALSE);
      return TRUE;
    }
  take_text (self, text);
  return TRUE;
}

typedef struct
{
  HubFileText  *text;
  char         *path;
  HubFileStamp  expected;
  gboolean      check;
  guint         edits;
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  hub_file_text_free (save->text);
  g_free (save->path);
  g_free (save);
}

static void
write_in_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  Save *save = data;
  GError *error = NULL;

  if (hub_file_text_write (save->text, save->path, save->check ? &save->expected : NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
start_save (HubDocument *self, GTask *task)
{
  GtkTextIter start, end;
  Save *save = g_new0 (Save, 1);

  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (self), &start, &end);
  save->text = g_new0 (HubFileText, 1);
  save->text->text = gtk_text_buffer_get_text (GTK_TEXT_BUFFER (self), &start, &end, TRUE);
  save->text->length = strlen (save->text->text);
  save->text->byte_order_mark = self->byte_order_mark;
  save->text->carriage_returns = self->carriage_returns;
  save->path = g_file_get_path (self->file);
  save->expected = self->stamp;
  save->check = self->loaded;
  save->edits = self->edits;
  self->saving++;
  g_task_set_task_data (task, save, save_free);
  g_task_run_in_thread (task, write_in_thread);
}

/**
 * hub_document_save_async:
 * @self: a document
 * @cancellable: (nullable): to stop it
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Writes the text to its file, whole or not at all. A save that is asked for during another one begins after it: the file
 * that the first one wrote is no change of somebody else's.
 */
void
hub_document_save_async (HubDocument *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, hub_document_save_async);
  if (self->saving > 0)
    {
      g_queue_push_tail (&self->waiting, task);
      return;
    }
  start_save (self, task);
  g_object_unref (task);
}

static void
save_ended (HubDocument *self)
{
  g_autoptr (GTask) next = NULL;

  self->saving--;
  if (self->saving == 0)
    next = g_queue_pop_head (&self->waiting);
  if (next != NULL)
    start_save (self, next);
}

/**
 * hub_document_save_finish:
 * @self: a document
 * @result: given to the callback
 * @error: (out) (optional): "document.changed_on_disk", "io.no_space", or another I/O error; the text stays here
 *
 * Returns: whether the file has the text now
 */
gboolean
hub_document_save_finish (HubDocument *self, GAsyncResult *result, GError **error)
{
  Save *save = g_task_get_task_data (G_TASK (result));
  gboolean written = g_task_propagate_boolean (G_TASK (result), error);

  if (!written)
    {
      save_ended (self);
      check_disk (self);
      return FALSE;
    }
  self->stamp = save->text->stamp;
  self->loaded = TRUE;
  if (self->edits == save->edits)
    gtk_text_buffer_set_modified (GTK_TEXT_BUFFER (self), FALSE);
  set_flags (self, FALSE, FALSE);
  save_ended (self);
  return TRUE;
}
