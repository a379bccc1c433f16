/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-sharing-row.h"

#include "config.h"

#include <glib/gi18n.h>

#include "hub-error.h"
#include "hub-json.h"

struct _HubSharingRow
{
  GtkBox     parent_instance;
  GtkLabel  *description;
  GtkSwitch *control;
  gboolean   asked;      /* the person has moved the switch, and the platform does not know yet */
  gboolean   following;  /* the switch is being moved to what the platform says */
};

G_DEFINE_FINAL_TYPE (HubSharingRow, hub_sharing_row, GTK_TYPE_BOX)

enum { SIGNAL_TOGGLED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
describe (HubSharingRow *self, const char *problem)
{
  gtk_label_set_text (self->description, problem != NULL ? problem
                      : _("Any device in this network can reach the link, unencrypted, until it ends; opening it takes the "
                          "password below."));
  gtk_widget_remove_css_class (GTK_WIDGET (self->description), problem != NULL ? "dim-label" : "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->description), problem != NULL ? "error" : "dim-label");
}

static void
on_active (HubSharingRow *self)
{
  if (self->following)
    return;
  self->asked = TRUE;
  describe (self, NULL);
  g_signal_emit (self, signals[SIGNAL_TOGGLED], 0);
}

static void
hub_sharing_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HUB_TYPE_SHARING_ROW);
  G_OBJECT_CLASS (hub_sharing_row_parent_class)->dispose (object);
}

static void
hub_sharing_row_class_init (HubSharingRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = hub_sharing_row_dispose;
  signals[SIGNAL_TOGGLED] = g_signal_new ("toggled", HUB_TYPE_SHARING_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/superhub/DevTools/ui/hub-sharing-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HubSharingRow, description);
  gtk_widget_class_bind_template_child (widget_class, HubSharingRow, control);
  gtk_widget_class_bind_template_callback (widget_class, on_active);
}

static void
hub_sharing_row_init (HubSharingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  describe (self, NULL);
}

/**
 * hub_sharing_row_get_active:
 * @self: a row
 *
 * Returns: whether the switch is on
 */
gboolean
hub_sharing_row_get_active (HubSharingRow *self)
{
  return gtk_switch_get_active (self->control);
}

/**
 * hub_sharing_row_set_active:
 * @self: a row
 * @active: what is known of the platform; no signal, and nothing is asked of it
 */
void
hub_sharing_row_set_active (HubSharingRow *self, gboolean active)
{
  self->following = TRUE;
  gtk_switch_set_active (self->control, active);
  self->following = FALSE;
  self->asked = FALSE;
}

/**
 * hub_sharing_row_ask:
 * @self: a row
 * @active: how the switch shall be
 *
 * Moves the switch as a person does.
 */
void
hub_sharing_row_ask (HubSharingRow *self, gboolean active)
{
  gtk_switch_set_active (self->control, active);
}

static void
answered (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HubSharingRow *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = hub_client_call_finish (HUB_CLIENT (object), result, &error);

  /* Who cancels begins again: what the person asked for is still to be done. */
  if (g_task_return_error_if_cancelled (task))
    return;
  if (answer != NULL)
    {
      hub_sharing_row_set_active (self, hub_json_get_boolean (json_node_get_object (answer), "enabled", FALSE));
      describe (self, NULL);
    }
  else
    {
      hub_sharing_row_set_active (self, FALSE);
      describe (self, error->message);
    }
  g_task_return_boolean (task, TRUE);
}

/**
 * hub_sharing_row_apply_async:
 * @self: a row
 * @client: the local platform, signed in
 * @cancellable: (nullable): to stop
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Has the platform do what the switch says, for as long as the next link lives; where nobody has moved the switch, it follows
 * the platform, which another window or the command line may have shared. A platform that cannot be shared is no failure: the
 * row says why, and its switch is off.
 */
void
hub_sharing_row_apply_async (HubSharingRow *self, HubClient *client, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  gboolean active = hub_sharing_row_get_active (self);
  gboolean changes = self->asked || active;
  g_autoptr (JsonObject) parameters = json_object_new ();

  g_task_set_source_tag (task, hub_sharing_row_apply_async);
  if (changes)
    json_object_set_boolean_member (parameters, "enabled", active);
  hub_client_call_async (client, changes ? "putSharing" : "getSharing", parameters, cancellable, answered,
                         g_steal_pointer (&task));
}

/**
 * hub_sharing_row_apply_finish:
 * @self: a row
 * @result: the result
 * @error: (out) (optional): cancelled
 *
 * Returns: whether the switch shows how it is now
 */
gboolean
hub_sharing_row_apply_finish (HubSharingRow *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
