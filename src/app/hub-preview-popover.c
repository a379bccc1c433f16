/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-preview-popover.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "hub-delivery-steps.h"
#include "hub-delivery.h"
#include "hub-error.h"
#include "hub-json.h"
#include "hub-place.h"
#include "hub-qr-code.h"
#include "hub-session.h"
#include "hub-sharing-row.h"

struct _HubPreviewPopover
{
  GtkPopover        parent_instance;
  GtkStack         *stack;
  HubDeliverySteps *steps;
  HubQrCode        *code;
  GtkLabel         *countdown;
  GtkLabel         *link_label;
  GtkWidget        *local_box;
  GtkLabel         *id_label;
  HubSharingRow    *sharing;
  AdwStatusPage    *failure;
  GtkWidget        *problem_button;
  HubWorkbench     *workbench;
  JsonObject       *condition;
  GCancellable     *cancellable;
  char             *link;
  HubPlace         *problem;
  gint64            deadline;    /* µs, g_get_monotonic_time() */
  guint             timer;
};

G_DEFINE_FINAL_TYPE (HubPreviewPopover, hub_preview_popover, GTK_TYPE_POPOVER)

enum { SIGNAL_OPEN_LOCATION, N_SIGNALS };
static guint signals[N_SIGNALS];

static gboolean
tick (gpointer data)
{
  HubPreviewPopover *self = data;
  gint64 seconds = (self->deadline - g_get_monotonic_time ()) / G_USEC_PER_SEC;
  g_autofree char *text = NULL;

  if (seconds > 0)
    text = g_strdup_printf (_("Valid for %d:%02d"), (int) (seconds / 60), (int) (seconds % 60));
  else
    text = g_strdup (_("This link has ended. Refresh makes a new one."));
  gtk_label_set_text (self->countdown, text);
  if (seconds > 0)
    return G_SOURCE_CONTINUE;
  hub_qr_code_set_expired (self->code, TRUE);
  /* A local platform is shared no longer than its links live. */
  hub_sharing_row_set_active (self->sharing, FALSE);
  self->timer = 0;
  return G_SOURCE_REMOVE;
}

static gint64
parse_time (JsonObject *object, const char *member)
{
  const char *text = hub_json_get_string (object, member, NULL);
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  return time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time) : 0;
}

static void
show_local (HubPreviewPopover *self)
{
  HubAccount *account = hub_workbench_get_account (self->workbench);
  const char *id = hub_account_is_local (account) ? hub_client_get_account (hub_account_get_client (account)) : NULL;

  gtk_widget_set_visible (self->local_box, id != NULL);
  gtk_label_set_text (self->id_label, id != NULL ? id : "");
}

static void
show_preview (HubPreviewPopover *self, JsonObject *preview)
{
  gint64 left = parse_time (preview, "expires_at") - parse_time (preview, "server_time");

  g_free (self->link);
  self->link = g_strdup (hub_json_get_string (preview, "url", ""));
  /* The platform's own clock: this computer's may be wrong. */
  self->deadline = g_get_monotonic_time () + left;
  hub_qr_code_set_text (self->code, self->link);
  gtk_label_set_text (self->link_label, self->link);
  show_local (self);
  gtk_stack_set_visible_child_name (self->stack, "ready");
  g_clear_handle_id (&self->timer, g_source_remove);
  if (tick (self))
    self->timer = g_timeout_add_seconds (1, tick, self);
}

static gboolean
is_cancelled (const GError *error)
{
  return g_strcmp0 (hub_error_get_name (error), "cancelled") == 0;
}

static void
show_cancelled (HubPreviewPopover *self)
{
  adw_status_page_set_title (self->failure, _("Cancelled"));
  adw_status_page_set_description (self->failure, NULL);
  adw_status_page_set_icon_name (self->failure, "process-stop-symbolic");
  gtk_widget_set_visible (self->problem_button, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
show_failure (HubPreviewPopover *self, const GError *error)
{
  g_autofree char *escaped = g_markup_escape_text (error->message, -1);

  /* Cancel has shown that already, and perhaps a new preview runs. */
  if (is_cancelled (error))
    return;
  g_clear_pointer (&self->problem, hub_place_free);
  self->problem = hub_place_find (error->message);
  adw_status_page_set_title (self->failure, _("No Preview"));
  adw_status_page_set_description (self->failure, escaped);
  adw_status_page_set_icon_name (self->failure, "dialog-warning-symbolic");
  gtk_widget_set_visible (self->problem_button, self->problem != NULL);
  if (self->problem != NULL)
    {
      g_autofree char *label = g_strdup_printf (_("Open %s:%u"), self->problem->file, self->problem->line);

      gtk_button_set_label (GTK_BUTTON (self->problem_button), label);
    }
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
delivered (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (HubPreviewPopover) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = hub_delivery_preview_finish (result, &error);

  if (self->workbench == NULL)
    return;
  if (answer != NULL)
    show_preview (self, json_node_get_object (answer));
  else
    show_failure (self, error);
}

static void
deliver (HubPreviewPopover *self, HubClient *client)
{
  hub_delivery_preview_async (hub_workbench_get_delivery_pipeline (self->workbench), client,
                              hub_workbench_get_app_id (self->workbench), self->condition,
                              hub_delivery_steps_progress, self->steps, self->cancellable, delivered,
                              g_object_ref (self));
}

/* What a local platform's answer to the switch goes through. */
typedef struct
{
  HubPreviewPopover *popover;
  HubWorkbench      *workbench;
  HubClient         *client;
} Sharing;

static void
sharing_applied (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autofree Sharing *sharing = data;
  g_autoptr (HubPreviewPopover) self = sharing->popover;
  g_autoptr (HubWorkbench) workbench = sharing->workbench;
  g_autoptr (HubClient) client = sharing->client;

  if (hub_sharing_row_apply_finish (HUB_SHARING_ROW (object), result, NULL) && self->workbench == workbench)
    deliver (self, client);
}

static void
share (HubPreviewPopover *self, HubClient *client)
{
  Sharing *sharing = g_new0 (Sharing, 1);

  sharing->popover = g_object_ref (self);
  sharing->workbench = g_object_ref (self->workbench);
  sharing->client = g_object_ref (client);
  hub_sharing_row_apply_async (self->sharing, client, self->cancellable, sharing_applied, sharing);
}

static void
app_ensured (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (HubPreviewPopover) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HubClient) client = hub_workbench_ensure_app_finish (HUB_WORKBENCH (object), result, &error);

  if (self->workbench != HUB_WORKBENCH (object))
    return;
  if (client == NULL)
    {
      show_failure (self, error);
      return;
    }
  if (hub_account_is_local (hub_workbench_get_account (self->workbench)))
    share (self, client);
  else
    deliver (self, client);
}

static void
begin (HubPreviewPopover *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_handle_id (&self->timer, g_source_remove);
  hub_delivery_steps_start (self->steps, _("Making the link"));
  gtk_stack_set_visible_child_name (self->stack, "working");
  hub_workbench_ensure_app_async (self->workbench, self->cancellable, app_ensured, g_object_ref (self));
}

static void
refresh (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (HUB_PREVIEW_POPOVER (widget)->workbench != NULL)
    begin (HUB_PREVIEW_POPOVER (widget));
}

static void
cancel (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_cancellable_cancel (HUB_PREVIEW_POPOVER (widget)->cancellable);
  show_cancelled (HUB_PREVIEW_POPOVER (widget));
}

static void
copy_link (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HubPreviewPopover *self = HUB_PREVIEW_POPOVER (widget);

  if (self->link != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->link);
}

static void
copy_password (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HubPreviewPopover *self = HUB_PREVIEW_POPOVER (widget);
  HubClient *client;
  g_autofree char *password = NULL;

  if (self->workbench == NULL)
    return;
  client = hub_account_get_client (hub_workbench_get_account (self->workbench));
  password = client != NULL ? hub_session_dup_local_password (client) : NULL;
  if (password != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), password);
}

static void
open_problem (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HubPreviewPopover *self = HUB_PREVIEW_POPOVER (widget);

  if (self->problem == NULL)
    return;
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_OPEN_LOCATION], 0, self->problem->file, self->problem->line,
                 self->problem->column);
}

static void
set_sharing (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hub_sharing_row_ask (HUB_PREVIEW_POPOVER (widget)->sharing, g_variant_get_boolean (parameter));
}

static void
on_sharing_toggled (HubPreviewPopover *self)
{
  if (self->workbench != NULL)
    begin (self);
}

static void
hub_preview_popover_dispose (GObject *object)
{
  HubPreviewPopover *self = HUB_PREVIEW_POPOVER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->workbench);
  g_clear_pointer (&self->condition, json_object_unref);
  g_clear_pointer (&self->problem, hub_place_free);
  g_clear_pointer (&self->link, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), HUB_TYPE_PREVIEW_POPOVER);
  G_OBJECT_CLASS (hub_preview_popover_parent_class)->dispose (object);
}

static void
hub_preview_popover_class_init (HubPreviewPopoverClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = hub_preview_popover_dispose;
  signals[SIGNAL_OPEN_LOCATION] = g_signal_new ("open-location", HUB_TYPE_PREVIEW_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL,
                                                NULL, NULL, G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_UINT, G_TYPE_UINT);
  g_type_ensure (HUB_TYPE_DELIVERY_STEPS);
  g_type_ensure (HUB_TYPE_QR_CODE);
  g_type_ensure (HUB_TYPE_SHARING_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/superhub/DevTools/ui/hub-preview-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, HubPreviewPopover, stack);
  gtk_widget_class_bind_template_child (widget_class, HubPreviewPopover, steps);
  gtk_widget_class_bind_template_child (widget_class, HubPreviewPopover, code);
  gtk_widget_class_bind_template_child (widget_class, HubPreviewPopover, countdown);
  gtk_widget_class_bind_template_child (widget_class, HubPreviewPopover, link_label);
  gtk_widget_class_bind_template_child (widget_class, HubPreviewPopover, local_box);
  gtk_widget_class_bind_template_child (widget_class, HubPreviewPopover, id_label);
  gtk_widget_class_bind_template_child (widget_class, HubPreviewPopover, sharing);
  gtk_widget_class_bind_template_callback (widget_class, on_sharing_toggled);
  gtk_widget_class_bind_template_child (widget_class, HubPreviewPopover, failure);
  gtk_widget_class_bind_template_child (widget_class, HubPreviewPopover, problem_button);
  gtk_widget_class_install_action (widget_class, "preview.refresh", NULL, refresh);
  gtk_widget_class_install_action (widget_class, "preview.cancel", NULL, cancel);
  gtk_widget_class_install_action (widget_class, "preview.copy-link", NULL, copy_link);
  gtk_widget_class_install_action (widget_class, "preview.copy-password", NULL, copy_password);
  gtk_widget_class_install_action (widget_class, "preview.share", "b", set_sharing);
  gtk_widget_class_install_action (widget_class, "preview.open-problem", NULL, open_problem);
}

static void
hub_preview_popover_init (HubPreviewPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hub_preview_popover_set_workbench:
 * @self: a popover
 * @workbench: (nullable): the program; what ran for another one is cancelled
 */
void
hub_preview_popover_set_workbench (HubPreviewPopover *self, HubWorkbench *workbench)
{
  if (!g_set_object (&self->workbench, workbench))
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->link, g_free);
}

/**
 * hub_preview_popover_start:
 * @self: a popover
 * @condition: (nullable): {"path", "query", "scene"}: where the program starts
 *
 * Makes a preview, and remembers @condition for Refresh.
 */
void
hub_preview_popover_start (HubPreviewPopover *self, JsonObject *condition)
{
  g_clear_pointer (&self->condition, json_object_unref);
  if (condition != NULL)
    self->condition = json_object_ref (condition);
  if (self->workbench != NULL)
    begin (self);
}

/**
 * hub_preview_popover_get_link:
 * @self: a popover
 *
 * Returns: (transfer none) (nullable): the link in the code
 */
const char *
hub_preview_popover_get_link (HubPreviewPopover *self)
{
  return self->link;
}

/**
 * hub_preview_popover_get_state:
 * @self: a popover
 *
 * Returns: (transfer none): "working", "ready" or "failed"
 */
const char *
hub_preview_popover_get_state (HubPreviewPopover *self)
{
  return gtk_stack_get_visible_child_name (self->stack);
}
