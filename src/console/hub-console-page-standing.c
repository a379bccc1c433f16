/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the way of a page, or waits on it, and how it says so. */
#include "hub-console-page-private.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-roles.h"

enum
{
  STANDING_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* A name and a target that do not go with each other, also for a moment, are warned of. */
static void
set_button (HubConsolePage *self, const char *label, const char *action, const char *target)
{
  GtkWidget *button = hub_console_page_get_private (self)->retry;

  gtk_button_set_label (GTK_BUTTON (button), label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), NULL);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target != NULL ? g_variant_new_string (target) : NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
}

static void
show_status (HubConsolePage *self, const char *icon_name, const char *title, const char *description,
             gboolean with_retry)
{
  HubConsolePagePrivate *priv = hub_console_page_get_private (self);
  /* A status page reads its description as markup. */
  g_autofree char *escaped = g_markup_escape_text (description, -1);

  adw_status_page_set_icon_name (priv->status, icon_name);
  adw_status_page_set_title (priv->status, title);
  adw_status_page_set_description (priv->status, escaped);
  set_button (self, _("_Retry"), "console.refresh", NULL);
  gtk_widget_set_visible (priv->retry, with_retry);
  gtk_stack_set_visible_child_name (priv->stack, "status");
}

/* Pages a person may not use say so, and who can change it. */
static void
show_locked (HubConsolePage *self)
{
  HubConsolePagePrivate *priv = hub_console_page_get_private (self);
  HubConsoleItem *app = hub_console_model_get_app (priv->model);
  g_autofree char *needed = NULL;
  g_autofree char *text = NULL;

  if (priv->section == HUB_CONSOLE_SECTION_REVIEWS)
    {
      show_status (self, "changes-prevent-symbolic", _("For Reviewers"),
                   _("The platform’s operator decides who reviews programs. Your account does not."), FALSE);
      return;
    }
  needed = hub_console_roles_dup_needed (priv->permission);
  text = g_strdup_printf (_("%s. The admin of this program, %s, can give it to you."), needed,
                          hub_console_item_get_string (app, "admin"));
  show_status (self, "changes-prevent-symbolic", _("This Page Is Locked"), text, FALSE);
}

/* The page is about a program that is no more. */
gboolean
hub_console_page_is_over (HubConsolePage *self)
{
  HubConsolePagePrivate *priv = hub_console_page_get_private (self);

  return !priv->kept && priv->section != HUB_CONSOLE_SECTION_REVIEWS && hub_console_model_is_removed (priv->model);
}

/* What happened, and what is left to do. */
static void
show_removed (HubConsolePage *self)
{
  HubConsolePagePrivate *priv = hub_console_page_get_private (self);
  HubConsoleItem *app = hub_console_model_get_app (priv->model);
  g_autoptr (GDateTime) time = hub_console_item_dup_time (app, "removed_at");
  /* Translators: a date with its year, and a time */
  g_autofree char *when = time != NULL ? g_date_time_format (time, _("%-d %b %Y, %H:%M")) : g_strdup ("");
  gboolean may = hub_console_model_may (priv->model, "development-management");
  g_autofree char *title = g_strdup_printf (_("“%s” Was Removed"), hub_console_item_get_string (app, "name"));
  g_autofree char *text = NULL;
  g_autofree char *body = NULL;

  text = g_strdup_printf (_("%s removed it for good on %s. Nobody can open it any more, its links and codes lead to nothing, and it "
                            "cannot be brought back. Uploading its project again makes a new program."),
                          hub_console_item_get_string (app, "removed_by"), when);
  body = g_strconcat (text, "\n\n",
                      may ? _("What was done in it stays in the audit log, which you can read, verify and export.")
                          : _("What was done in it stays in the audit log, for those who answered for it."), NULL);
  show_status (self, "user-trash-symbolic", title, body, may);
  set_button (self, _("Show the _Audit Log"), "console.show-page", "audit");
}

static void
show_nothing (HubConsolePage *self)
{
  HubConsolePagePrivate *priv = hub_console_page_get_private (self);

  if (hub_console_model_get_client (priv->model) == NULL)
    {
      show_status (self, "avatar-default-symbolic", _("Not Signed In"),
                   _("Sign in to a platform to see versions, reviews and members here. "
                     "Preview and Upload sign you in too."), TRUE);
      set_button (self, _("_Sign In"), "console.sign-in", NULL);
    }
  else
    show_status (self, "package-x-generic-symbolic", _("No Program Yet"),
                 _("Choose one of your programs, or press Upload once in the project of a new one: its versions appear here."),
                 FALSE);
}

static gboolean
is_locked (HubConsolePage *self)
{
  HubConsolePagePrivate *priv = hub_console_page_get_private (self);

  if (priv->section == HUB_CONSOLE_SECTION_REVIEWS)
    return *hub_console_model_get_account (priv->model) != '\0' && !hub_console_model_is_reviewer (priv->model);
  return priv->permission != NULL && hub_console_model_get_app (priv->model) != NULL
         && !hub_console_model_may (priv->model, priv->permission);
}

void
hub_console_page_update_standing (HubConsolePage *self)
{
  HubConsolePagePrivate *priv = hub_console_page_get_private (self);
  gboolean locked = is_locked (self);

  if (locked == priv->locked)
    return;
  priv->locked = locked;
  g_signal_emit (self, signals[STANDING_CHANGED], 0);
}

void
hub_console_page_show_state (HubConsolePage *self)
{
  HubConsolePagePrivate *priv = hub_console_page_get_private (self);
  const GError *error = NULL;

  gtk_widget_set_visible (GTK_WIDGET (priv->header_end), !priv->locked && !hub_console_page_is_over (self));
  if (hub_console_page_is_over (self))
    {
      show_removed (self);
      return;
    }
  if (priv->locked)
    {
      show_locked (self);
      return;
    }
  switch (hub_console_page_get_state (self, &error))
    {
    case HUB_CONSOLE_STATE_LOADING:
      gtk_stack_set_visible_child_name (priv->stack, "loading");
      break;

    case HUB_CONSOLE_STATE_FAILED:
      show_status (self, "dialog-warning-symbolic", _("This Page Could Not Be Read"), error->message, TRUE);
      break;

    case HUB_CONSOLE_STATE_READY:
      if (priv->empty_title != NULL)
        show_status (self, priv->empty_icon, priv->empty_title, priv->empty_description, FALSE);
      else
        gtk_stack_set_visible_child_name (priv->stack, "content");
      break;

    case HUB_CONSOLE_STATE_NONE:
    default:
      show_nothing (self);
      break;
    }
}

void
hub_console_page_install_standing (HubConsolePageClass *klass)
{
  /**
   * HubConsolePage::standing-changed:
   *
   * hub_console_page_is_locked() or hub_console_page_get_waiting() is another.
   */
  signals[STANDING_CHANGED] = g_signal_new ("standing-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 0);
}

/**
 * hub_console_page_set_permission:
 * @self: a page
 * @permission: what using the page takes, such as "data-analysis"
 *
 * For the page's own constructor. Without the permission the page says what is missing and who can give it.
 */
void
hub_console_page_set_permission (HubConsolePage *self, const char *permission)
{
  HubConsolePagePrivate *priv = hub_console_page_get_private (self);

  g_free (priv->permission);
  priv->permission = g_strdup (permission);
}

/**
 * hub_console_page_keep:
 * @self: a page
 *
 * The page is there also when the program was removed; others say then what became of it.
 */
void
hub_console_page_keep (HubConsolePage *self)
{
  g_return_if_fail (HUB_IS_CONSOLE_PAGE (self));

  hub_console_page_get_private (self)->kept = TRUE;
}

/**
 * hub_console_page_is_locked:
 * @self: a page
 *
 * Returns: whether the person lacks what using the page takes
 */
gboolean
hub_console_page_is_locked (HubConsolePage *self)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_PAGE (self), FALSE);

  return hub_console_page_get_private (self)->locked;
}

/**
 * hub_console_page_set_waiting:
 * @self: a page
 * @n: how many things wait for the person on it
 * @what: (nullable): what they are, such as "Versions that wait for a decision"
 *
 * Shown beside the page's name in the list of pages.
 */
void
hub_console_page_set_waiting (HubConsolePage *self, guint n, const char *what)
{
  HubConsolePagePrivate *priv = hub_console_page_get_private (self);

  g_return_if_fail (HUB_IS_CONSOLE_PAGE (self));

  if (n == priv->waiting && g_strcmp0 (what, priv->waiting_for) == 0)
    return;
  priv->waiting = n;
  g_free (priv->waiting_for);
  priv->waiting_for = g_strdup (what);
  g_signal_emit (self, signals[STANDING_CHANGED], 0);
}

/**
 * hub_console_page_get_waiting:
 * @self: a page
 * @what: (out) (optional) (transfer none) (nullable): what they are
 *
 * Returns: how many things wait for the person on it
 */
guint
hub_console_page_get_waiting (HubConsolePage *self, const char **what)
{
  HubConsolePagePrivate *priv = hub_console_page_get_private (self);

  g_return_val_if_fail (HUB_IS_CONSOLE_PAGE (self), 0);

  if (what != NULL)
    *what = priv->waiting_for;
  return priv->waiting;
}
