/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-upload-dialog.h"

#include "config.h"

#include <glib/gi18n.h>

#include "hub-delivery-steps.h"
#include "hub-delivery.h"
#include "hub-error.h"
#include "hub-json.h"
#include "hub-place.h"
#include "hub-size-table.h"
#include "hub-upload-check.h"

struct _HubUploadDialog
{
  AdwWindow         parent_instance;
  GtkStack         *stack;
  GtkWidget        *send_button;
  AdwEntryRow      *version_row;
  GtkLabel         *version_problem;
  GtkTextView      *remarks_view;
  GtkLabel         *remarks_count;
  GtkStack         *size_stack;
  GtkListBox       *size_list;
  GtkLabel         *size_problem;
  HubDeliverySteps *steps;
  GtkRevealer      *failure_revealer;
  GtkLabel         *failure_label;
  GtkWidget        *problem_button;
  HubWorkbench     *workbench;
  GCancellable     *measuring;
  GCancellable     *sending;
  HubPlace         *problem;
  gboolean          over_limit;
  gboolean          version_typed;
};

G_DEFINE_FINAL_TYPE (HubUploadDialog, hub_upload_dialog, ADW_TYPE_WINDOW)

enum { SIGNAL_UPLOADED, SIGNAL_OPEN_LOCATION, N_SIGNALS };
static guint signals[N_SIGNALS];

static char *
dup_version (HubUploadDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->version_row))));
}

static char *
dup_remarks (HubUploadDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->remarks_view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
check_form (HubUploadDialog *self)
{
  g_autofree char *version = dup_version (self);
  int length = gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->remarks_view));
  g_autofree char *count = g_strdup_printf (_("%d of %d characters"), length, HUB_UPLOAD_MAX_REMARKS);
  const char *problem = hub_upload_check_version (version);
  gboolean sending = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "sending") == 0;

  gtk_label_set_text (self->version_problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->version_problem), problem != NULL);
  gtk_label_set_text (self->remarks_count, count);
  if (length > HUB_UPLOAD_MAX_REMARKS)
    gtk_widget_add_css_class (GTK_WIDGET (self->remarks_count), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->remarks_count), "error");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "upload.send",
                                 problem == NULL && length <= HUB_UPLOAD_MAX_REMARKS && !self->over_limit && !sending);
}

static void
version_changed (HubUploadDialog *self)
{
  self->version_typed = TRUE;
  check_form (self);
}

static void
show_failure (HubUploadDialog *self, const char *message)
{
  g_clear_pointer (&self->problem, hub_place_free);
  self->problem = message != NULL ? hub_place_find (message) : NULL;
  gtk_label_set_text (self->failure_label, message != NULL ? message : "");
  gtk_revealer_set_reveal_child (self->failure_revealer, message != NULL);
  gtk_widget_set_visible (self->problem_button, self->problem != NULL);
}

static void
measured (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (HubUploadDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) sizes = hub_delivery_measure_finish (result, &error);

  if (self->workbench == NULL)
    return;
  if (sizes != NULL)
    {
      self->over_limit = hub_size_table_fill (self->size_list, json_node_get_object (sizes));
      gtk_stack_set_visible_child_name (self->size_stack, "table");
      gtk_label_set_text (self->size_problem,
                          self->over_limit ? _("A package is over its limit. Move pages to sub-packages, or make files smaller.") : "");
      gtk_widget_set_visible (GTK_WIDGET (self->size_problem), self->over_limit);
    }
  else if (g_strcmp0 (hub_error_get_name (error), "cancelled") != 0)
    {
      gtk_stack_set_visible_child_name (self->size_stack, "none");
      show_failure (self, error->message);
    }
  check_form (self);
}

static void
show_form (HubUploadDialog *self)
{
  gtk_stack_set_visible_child_name (self->stack, "form");
  check_form (self);
}

static void
sent (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (HubUploadDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = hub_delivery_upload_finish (result, &error);
  g_autofree char *version = NULL;

  if (self->workbench == NULL)
    return;
  if (answer == NULL)
    {
      show_form (self);
      show_failure (self, g_strcmp0 (hub_error_get_name (error), "cancelled") == 0 ? _("Cancelled. Nothing was uploaded.")
                                                                                  : error->message);
      return;
    }
  version = g_strdup (hub_json_get_string (json_node_get_object (answer), "version", ""));
  hub_workbench_remember_version (self->workbench, version);
  g_signal_emit (self, signals[SIGNAL_UPLOADED], 0, version);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
app_ensured (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (HubUploadDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HubClient) client = hub_workbench_ensure_app_finish (HUB_WORKBENCH (object), result, &error);
  g_autofree char *version = NULL;
  g_autofree char *remarks = NULL;

  if (self->workbench == NULL)
    return;
  if (client == NULL)
    {
      show_form (self);
      show_failure (self, g_strcmp0 (hub_error_get_name (error), "cancelled") == 0 ? _("Cancelled. Nothing was uploaded.")
                                                                                  : error->message);
      return;
    }
  version = dup_version (self);
  remarks = dup_remarks (self);
  hub_delivery_upload_async (hub_workbench_get_delivery_pipeline (self->workbench), client,
                             hub_workbench_get_app_id (self->workbench), version, remarks,
                             hub_delivery_steps_progress, self->steps, self->sending, sent, g_object_ref (self));
}

static void
send_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HubUploadDialog *self = HUB_UPLOAD_DIALOG (widget);

  g_clear_object (&self->sending);
  self->sending = g_cancellable_new ();
  g_cancellable_cancel (self->measuring);
  show_failure (self, NULL);
  hub_delivery_steps_start (self->steps, _("Storing the version"));
  gtk_stack_set_visible_child_name (self->stack, "sending");
  check_form (self);
  hub_workbench_ensure_app_async (self->workbench, self->sending, app_ensured, g_object_ref (self));
}

static void
cancel_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HubUploadDialog *self = HUB_UPLOAD_DIALOG (widget);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "sending") == 0)
    g_cancellable_cancel (self->sending);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
open_problem (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HubUploadDialog *self = HUB_UPLOAD_DIALOG (widget);

  if (self->problem == NULL)
    return;
  g_signal_emit (self, signals[SIGNAL_OPEN_LOCATION], 0, self->problem->file, self->problem->line,
                 self->problem->column);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
hub_upload_dialog_dispose (GObject *object)
{
  HubUploadDialog *self = HUB_UPLOAD_DIALOG (object);

  g_cancellable_cancel (self->measuring);
  g_cancellable_cancel (self->sending);
  g_clear_object (&self->measuring);
  g_clear_object (&self->sending);
  g_clear_object (&self->workbench);
  g_clear_pointer (&self->problem, hub_place_free);
  G_OBJECT_CLASS (hub_upload_dialog_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/superhub/DevTools/ui/hub-upload-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HubUploadDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, HubUploadDialog, send_button);
  gtk_widget_class_bind_template_child (widget_class, HubUploadDialog, version_row);
  gtk_widget_class_bind_template_child (widget_class, HubUploadDialog, version_problem);
  gtk_widget_class_bind_template_child (widget_class, HubUploadDialog, remarks_view);
  gtk_widget_class_bind_template_child (widget_class, HubUploadDialog, remarks_count);
  gtk_widget_class_bind_template_child (widget_class, HubUploadDialog, size_stack);
  gtk_widget_class_bind_template_child (widget_class, HubUploadDialog, size_list);
  gtk_widget_class_bind_template_child (widget_class, HubUploadDialog, size_problem);
  gtk_widget_class_bind_template_child (widget_class, HubUploadDialog, steps);
  gtk_widget_class_bind_template_child (widget_class, HubUploadDialog, failure_revealer);
  gtk_widget_class_bind_template_child (widget_class, HubUploadDialog, failure_label);
  gtk_widget_class_bind_template_child (widget_class, HubUploadDialog, problem_button);
  gtk_widget_class_bind_template_callback (widget_class, check_form);
  gtk_widget_class_bind_template_callback (widget_class, version_changed);
}

static void
hub_upload_dialog_class_init (HubUploadDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = hub_upload_dialog_dispose;
  signals[SIGNAL_UPLOADED] = g_signal_new ("uploaded", HUB_TYPE_UPLOAD_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_OPEN_LOCATION] = g_signal_new ("open-location", HUB_TYPE_UPLOAD_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                                NULL, NULL, G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_UINT, G_TYPE_UINT);
  g_type_ensure (HUB_TYPE_DELIVERY_STEPS);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "upload.send", NULL, send_action);
  gtk_widget_class_install_action (widget_class, "upload.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "upload.open-problem", NULL, open_problem);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "upload.cancel", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "upload.send", NULL);
}

static void
hub_upload_dialog_init (HubUploadDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->measuring = g_cancellable_new ();
  g_signal_connect_object (gtk_text_view_get_buffer (self->remarks_view), "changed", G_CALLBACK (check_form), self,
                           G_CONNECT_SWAPPED);
}

static void
versions_read (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (HubUploadDialog) self = data;
  g_autoptr (JsonNode) answer = hub_client_call_finish (HUB_CLIENT (object), result, NULL);
  g_autofree char *highest = NULL;
  g_autofree char *suggestion = NULL;

  if (answer == NULL || self->workbench == NULL || self->version_typed)
    return;
  highest = hub_upload_highest_version (json_node_get_object (answer));
  if (highest == NULL)
    return;
  hub_workbench_remember_version (self->workbench, highest);
  suggestion = hub_workbench_suggest_version (self->workbench);
  hub_upload_dialog_set_version (self, suggestion);
}

/* What is on the platform already; when it is not reached the suggestion simply stays. */
static void
read_versions (HubUploadDialog *self)
{
  HubClient *client = hub_account_get_client (hub_workbench_get_account (self->workbench));
  const char *app_id = hub_workbench_get_app_id (self->workbench);
  g_autoptr (JsonObject) parameters = NULL;

  if (client == NULL || app_id == NULL)
    return;
  parameters = json_object_new ();
  json_object_set_string_member (parameters, "app_id", app_id);
  hub_client_call_async (client, "getVersions", parameters, self->measuring, versions_read, g_object_ref (self));
}

/**
 * hub_upload_dialog_new:
 * @parent: the window it belongs to
 * @workbench: the program
 *
 * Returns: (transfer full): a dialog that is measuring the packages
 */
GtkWidget *
hub_upload_dialog_new (GtkWindow *parent, HubWorkbench *workbench)
{
  HubUploadDialog *self = g_object_new (HUB_TYPE_UPLOAD_DIALOG, "transient-for", parent, NULL);
  g_autofree char *version = hub_workbench_suggest_version (workbench);

  self->workbench = g_object_ref (workbench);
  hub_upload_dialog_set_version (self, version);
  read_versions (self);
  hub_delivery_measure_async (hub_workbench_get_delivery_pipeline (workbench), hub_account_get_client (hub_workbench_get_account (workbench)),
                              self->measuring, measured,
                              g_object_ref (self));
  return GTK_WIDGET (self);
}

/**
 * hub_upload_dialog_set_version:
 * @self: a dialog
 * @version: what stands in the version's field
 */
void
hub_upload_dialog_set_version (HubUploadDialog *self, const char *version)
{
  gtk_editable_set_text (GTK_EDITABLE (self->version_row), version);
  self->version_typed = FALSE;
  check_form (self);
}

/**
 * hub_upload_dialog_set_remarks:
 * @self: a dialog
 * @remarks: what stands in the remarks' field
 */
void
hub_upload_dialog_set_remarks (HubUploadDialog *self, const char *remarks)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->remarks_view), remarks, -1);
}
