/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One notification: how it is called, drawn, and shown by the desktop. */
#include "hub-notifications.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-json.h"

static const struct
{
  const char *kind;
  const char *title;
  const char *icon;
} kinds[] = {
  { "review.approved", N_("Version Approved"), "emblem-ok-symbolic" },
  { "review.rejected", N_("Version Rejected"), "dialog-warning-symbolic" },
  { "release.decision", N_("A Release Needs a Decision"), "document-send-symbolic" },
  { "webhook.disabled", N_("Webhook Disabled"), "dialog-warning-symbolic" },
  { "member.admin", N_("You Are the Admin"), "system-users-symbolic" },
  { "console.request", N_("Somebody Asks to Sign In"), "dialog-password-symbolic" },
  { "console.allowed", N_("You Were Let In"), "dialog-password-symbolic" },
  { "console.denied", N_("You Were Not Let In"), "changes-prevent-symbolic" },
};

/* Kinds that came after this was written have a text, too. */
static gssize
find_kind (HubConsoleItem *item)
{
  const char *kind = hub_console_item_get_string (item, "kind");

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].kind, kind))
      return (gssize) i;
  return -1;
}

/**
 * hub_notification_get_title:
 * @item: a notification
 *
 * Returns: (transfer none): what kind it is, in a few words
 */
const char *
hub_notification_get_title (HubConsoleItem *item)
{
  gssize i = find_kind (item);

  return i >= 0 ? _(kinds[i].title) : _("Notification");
}

/**
 * hub_notification_get_icon:
 * @item: a notification
 *
 * Returns: (transfer none): its symbolic icon
 */
const char *
hub_notification_get_icon (HubConsoleItem *item)
{
  gssize i = find_kind (item);

  return i >= 0 ? kinds[i].icon : "preferences-system-notifications-symbolic";
}

/**
 * hub_notification_is_read:
 * @item: a notification
 *
 * Returns: whether the person has read it
 */
gboolean
hub_notification_is_read (HubConsoleItem *item)
{
  return hub_json_get_boolean (hub_console_item_get_record (item), "read", FALSE);
}

/**
 * hub_notification_get_target:
 * @item: a notification
 *
 * Returns: (transfer floating): what the action "app.open-notification" takes: its id, its program and its link
 */
GVariant *
hub_notification_get_target (HubConsoleItem *item)
{
  return g_variant_new ("(sss)", hub_console_item_get_string (item, "id"), hub_console_item_get_string (item, "app_id"),
                        hub_console_item_get_string (item, "link"));
}

/**
 * hub_notification_to_desktop:
 * @item: a notification
 * @markup: whether the desktop reads what it shows as markup
 *
 * Returns: (transfer full): the same for the desktop; a click on it activates "app.open-notification"
 */
GNotification *
hub_notification_to_desktop (HubConsoleItem *item, gboolean markup)
{
  GNotification *notification = g_notification_new (hub_notification_get_title (item));
  g_autoptr (GIcon) icon = g_themed_icon_new (hub_notification_get_icon (item));
  const char *text = hub_console_item_get_string (item, "text");
  g_autofree char *escaped = markup ? g_markup_escape_text (text, -1) : NULL;

  g_notification_set_body (notification, escaped != NULL ? escaped : text);
  g_notification_set_icon (notification, icon);
  g_notification_set_default_action_and_target_value (notification, "app.open-notification",
                                                      hub_notification_get_target (item));
  return notification;
}
