/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-change.h"

#include "config.h"

#include <glib/gi18n-lib.h>

struct _HubConsoleChange
{
  GObject parent_instance;
  const char *operation;      /* of data/api/openapi.json */
  JsonObject *parameters;
  char *done;                 /* (nullable): nothing is said */
  gboolean global;            /* not of one program */
  JsonNode *answer;           /* (nullable): once it was made */
  HubConsoleChange *undo;     /* (nullable): the change that takes it back */
};

G_DEFINE_FINAL_TYPE (HubConsoleChange, hub_console_change, G_TYPE_OBJECT)

static void
hub_console_change_finalize (GObject *object)
{
  HubConsoleChange *self = HUB_CONSOLE_CHANGE (object);

  g_clear_pointer (&self->parameters, json_object_unref);
  g_clear_pointer (&self->done, g_free);
  g_clear_pointer (&self->answer, json_node_unref);
  g_clear_object (&self->undo);
  G_OBJECT_CLASS (hub_console_change_parent_class)->finalize (object);
}

static void
hub_console_change_class_init (HubConsoleChangeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hub_console_change_finalize;
}

static void
hub_console_change_init (HubConsoleChange *self)
{
  self->parameters = json_object_new ();
}

/**
 * hub_console_change_new:
 * @operation: (transfer none): a static string, an operation of the API
 * @done: (nullable): what to tell the person when it was made; %NULL for nothing
 *
 * Returns: (transfer full): a change of the program without further parameters yet, see
 *   hub_console_change_get_parameters()
 */
HubConsoleChange *
hub_console_change_new (const char *operation, const char *done)
{
  HubConsoleChange *self = g_object_new (HUB_TYPE_CONSOLE_CHANGE, NULL);

  self->operation = operation;
  self->done = g_strdup (done);
  return self;
}

/**
 * hub_console_change_set_global:
 * @self: a change
 *
 * The operation is not about one program: it takes no "app_id".
 */
void
hub_console_change_set_global (HubConsoleChange *self)
{
  g_return_if_fail (HUB_IS_CONSOLE_CHANGE (self));

  self->global = TRUE;
}

/**
 * hub_console_change_set_app:
 * @self: a change
 * @app_id: (nullable): the program it is about; one that was set before stays
 *
 * A question can be in sight for long, and what was done be undone later: both are about the program that was in sight when
 * the person decided, not about the one that is when it comes to it. Changes of no program stay so.
 */
void
hub_console_change_set_app (HubConsoleChange *self, const char *app_id)
{
  g_return_if_fail (HUB_IS_CONSOLE_CHANGE (self));

  if (self->undo != NULL)
    hub_console_change_set_app (self->undo, app_id);
  if (app_id != NULL && !self->global && !json_object_has_member (self->parameters, "app_id"))
    json_object_set_string_member (self->parameters, "app_id", app_id);
}

/**
 * hub_console_change_set_string:
 * @self: a change
 * @name: of a parameter
 * @value: its value
 */
void
hub_console_change_set_string (HubConsoleChange *self, const char *name, const char *value)
{
  g_return_if_fail (HUB_IS_CONSOLE_CHANGE (self));

  json_object_set_string_member (self->parameters, name, value);
}

/**
 * hub_console_change_withdraw_review:
 *
 * Returns: (transfer full): the change that withdraws the pending review
 */
HubConsoleChange *
hub_console_change_withdraw_review (void)
{
  return hub_console_change_new ("withdrawReview", _("Review withdrawn"));
}

/**
 * hub_console_change_decide_review:
 * @review_id: a pending review
 * @approve: %FALSE to reject it
 * @reason: (nullable): why; a rejection needs one
 *
 * Returns: (transfer full): the change that decides the review
 */
HubConsoleChange *
hub_console_change_decide_review (const char *review_id, gboolean approve, const char *reason)
{
  HubConsoleChange *self = hub_console_change_new ("decideReview", approve ? _("Approved") : _("Rejected"));

  json_object_set_string_member (self->parameters, "id", review_id);
  self->global = TRUE;
  json_object_set_string_member (self->parameters, "decision", approve ? "approve" : "reject");
  if (reason != NULL && *reason != '\0')
    json_object_set_string_member (self->parameters, "reason", reason);
  return self;
}

/**
 * hub_console_change_release:
 * @review_id: (nullable): the approved review whose version to release
 *
 * Returns: (transfer full): the change that releases the approved version to everyone
 */
HubConsoleChange *
hub_console_change_release (const char *review_id)
{
  HubConsoleChange *self = hub_console_change_new ("createRelease", _("Released: everyone gets this version now"));

  json_object_set_string_member (self->parameters, "mode", "full");
  if (review_id != NULL && *review_id != '\0')
    json_object_set_string_member (self->parameters, "review_id", review_id);
  return self;
}

/**
 * hub_console_change_set_test_version:
 * @version_id: of a developer version
 * @mode: "follow" or "pin"
 *
 * Returns: (transfer full): the change that makes it the test version
 */
HubConsoleChange *
hub_console_change_set_test_version (const char *version_id, const char *mode)
{
  HubConsoleChange *self = hub_console_change_new ("putTestVersion", _("Test version set"));

  json_object_set_string_member (self->parameters, "id", version_id);
  json_object_set_string_member (self->parameters, "mode", mode);
  return self;
}

/**
 * hub_console_change_end_test_version:
 *
 * Returns: (transfer full): the change after which there is no test version
 */
HubConsoleChange *
hub_console_change_end_test_version (void)
{
  return hub_console_change_new ("deleteTestVersion", _("The test version has ended"));
}

/**
 * hub_console_change_delete_version:
 * @version_id: of a developer version
 *
 * Returns: (transfer full): the change that deletes it
 */
HubConsoleChange *
hub_console_change_delete_version (const char *version_id)
{
  HubConsoleChange *self = hub_console_change_new ("deleteDeveloperVersion", _("Developer version deleted"));

  json_object_set_string_member (self->parameters, "id", version_id);
  return self;
}

/**
 * hub_console_change_put_member:
 * @superhub_id: whom
 * @kind: "project" or "test"
 * @roles: (nullable): %NULL-terminated, of a project member
 *
 * Returns: (transfer full): the change that adds a member or sets the roles of one
 */
HubConsoleChange *
hub_console_change_put_member (const char *superhub_id, const char *kind, const char * const *roles)
{
  g_autofree char *done = g_strdup_printf (_("Saved: %s"), superhub_id);
  HubConsoleChange *self = hub_console_change_new ("putMember", done);
  JsonArray *array = json_array_new ();

  for (guint i = 0; roles != NULL && roles[i] != NULL; i++)
    json_array_add_string_element (array, roles[i]);
  json_object_set_string_member (self->parameters, "superhub_id", superhub_id);
  json_object_set_string_member (self->parameters, "kind", kind);
  json_object_set_array_member (self->parameters, "roles", array);
  return self;
}

static HubConsoleChange *
remove_new (const char *superhub_id, const char *done)
{
  HubConsoleChange *self = hub_console_change_new ("removeMember", done);

  json_object_set_string_member (self->parameters, "superhub_id", superhub_id);
  return self;
}

/**
 * hub_console_change_remove_member:
 * @superhub_id: whom
 *
 * Returns: (transfer full): the change that takes a member out of the program
 */
HubConsoleChange *
hub_console_change_remove_member (const char *superhub_id)
{
  g_autofree char *done = g_strdup_printf (_("Removed: %s"), superhub_id);

  return remove_new (superhub_id, done);
}

/**
 * hub_console_change_leave:
 * @superhub_id: the person who leaves, who is the one signed in
 *
 * Returns: (transfer full): the change by which a member leaves the program
 */
HubConsoleChange *
hub_console_change_leave (const char *superhub_id)
{
  return remove_new (superhub_id, _("You are no longer a member of this program"));
}

/**
 * hub_console_change_get_operation:
 * @self: a change
 *
 * Returns: (transfer none): the operation of the API that makes it
 */
const char *
hub_console_change_get_operation (HubConsoleChange *self)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_CHANGE (self), NULL);

  return self->operation;
}

/**
 * hub_console_change_get_parameters:
 * @self: a change
 *
 * Returns: (transfer none): the operation's parameters, with "app_id" only once hub_console_change_set_app() was called
 */
JsonObject *
hub_console_change_get_parameters (HubConsoleChange *self)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_CHANGE (self), NULL);

  return self->parameters;
}

/**
 * hub_console_change_get_done:
 * @self: a change
 *
 * Returns: (transfer none) (nullable): what to tell the person when it was made
 */
const char *
hub_console_change_get_done (HubConsoleChange *self)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_CHANGE (self), NULL);

  return self->done;
}

/**
 * hub_console_change_set_answer:
 * @self: a change that was made
 * @answer: (nullable): what the platform answered
 *
 * For the model.
 */
void
hub_console_change_set_answer (HubConsoleChange *self, JsonNode *answer)
{
  g_return_if_fail (HUB_IS_CONSOLE_CHANGE (self));

  g_clear_pointer (&self->answer, json_node_unref);
  self->answer = answer != NULL ? json_node_ref (answer) : NULL;
}

/**
 * hub_console_change_get_answer:
 * @self: a change
 *
 * Returns: (transfer none) (nullable): what the platform answered when it was made
 */
JsonNode *
hub_console_change_get_answer (HubConsoleChange *self)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_CHANGE (self), NULL);

  return self->answer;
}

/**
 * hub_console_change_set_undo:
 * @self: a change
 * @undo: (transfer full): the change that takes it back
 *
 * What tells the person that @self was made offers @undo.
 */
void
hub_console_change_set_undo (HubConsoleChange *self, HubConsoleChange *undo)
{
  g_return_if_fail (HUB_IS_CONSOLE_CHANGE (self));

  g_clear_object (&self->undo);
  self->undo = undo;
}

/**
 * hub_console_change_get_undo:
 * @self: a change
 *
 * Returns: (transfer none) (nullable): the change that takes it back
 */
HubConsoleChange *
hub_console_change_get_undo (HubConsoleChange *self)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_CHANGE (self), NULL);

  return self->undo;
}
