/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-view-private.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-dialog.h"
#include "hub-error.h"
#include "hub-session.h"

/* A change on its way: asked for; refused until the password was given again; asked for once more. */
typedef struct
{
  HubConsoleView *view;
  HubConsoleChange *change;
  HubConsoleRunFunc done;       /* (nullable): otherwise the view tells of a refusal */
  gpointer user_data;
  GDestroyNotify destroy;
  gboolean confirmed;
} Run;

static void start (Run *run);
static void ask_password (Run *run, const char *body);

static void
run_free (Run *run)
{
  if (run->destroy != NULL)
    run->destroy (run->user_data);
  g_object_unref (run->view);
  g_object_unref (run->change);
  g_free (run);
}

static void
undo_clicked (AdwToast *toast, HubConsoleView *view)
{
  hub_console_view_run (view, g_object_get_data (G_OBJECT (toast), "undo"), NULL, NULL, NULL);
}

static void
tell_done (Run *run)
{
  HubConsoleChange *undo = hub_console_change_get_undo (run->change);
  AdwToast *toast;

  if (hub_console_change_get_done (run->change) == NULL)
    return;
  toast = hub_console_view_toast (run->view, hub_console_change_get_done (run->change));
  if (undo == NULL)
    return;
  g_object_set_data_full (G_OBJECT (toast), "undo", g_object_ref (undo), g_object_unref);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_clicked), run->view, 0);
  adw_toast_set_button_label (toast, _("_Undo"));
}

static gboolean
is_signed_out (const GError *error)
{
  static const char * const names[] = { "auth.required", "auth.token_expired", "auth.sign_in_required", NULL };

  return error != NULL && g_strv_contains (names, hub_error_get_name (error));
}

static void
end (Run *run, const GError *error)
{
  if (error == NULL)
    {
      gtk_widget_set_visible (run->view->notice, FALSE);
      tell_done (run);
    }
  else if (run->done == NULL)
    {
      hub_console_view_show_refusal (run->view, error->message);
    }
  if (run->done != NULL)
    run->done (error, run->user_data);
  /* A dialog is in the way of the bar that offers it; what was typed waits in the dialog. */
  if (is_signed_out (error))
    g_signal_emit_by_name (run->view, "sign-in");
  run_free (run);
}

static void
confirm_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;
  g_autoptr (GError) error = NULL;

  if (hub_console_model_confirm_finish (HUB_CONSOLE_MODEL (source), result, &error))
    {
      run->confirmed = TRUE;
      start (run);
    }
  else if (g_strcmp0 (hub_error_get_name (error), "auth.bad_credentials") == 0
           && !hub_session_is_local (hub_console_model_get_client (run->view->model)))
    {
      ask_password (run, _("That was not your password; give it once more."));
    }
  else
    {
      end (run, error);
    }
}

static void
confirm (Run *run, const char *password)
{
  hub_console_model_confirm_async (run->view->model, password, NULL, confirm_answered, run);
}

/* The prompt's own: whether an answer came decides who frees the run. */
typedef struct
{
  Run *run;
} Prompt;

static void
prompt_gone (Prompt *prompt)
{
  if (prompt->run != NULL)
    {
      g_autoptr (GError) error = hub_error_new (HUB_ERROR_UNAUTHENTICATED, "auth.confirm_required",
                                                _("Nothing was changed: the password was not given."));

      end (prompt->run, error);
    }
  g_free (prompt);
}

static void
password_given (const char *text, gpointer user_data)
{
  Prompt *prompt = user_data;

  confirm (g_steal_pointer (&prompt->run), text);
}

static void
ask_password (Run *run, const char *body)
{
  HubConsolePrompt what = { HUB_CONSOLE_PROMPT_PASSWORD };
  Prompt *prompt = g_new0 (Prompt, 1);

  prompt->run = run;
  if (gtk_widget_get_root (GTK_WIDGET (run->view)) == NULL)
    {
      prompt_gone (prompt);
      return;
    }
  what.heading = _("Confirm with Your Password");
  what.body = body;
  what.verb = _("_Confirm");
  what.appearance = ADW_RESPONSE_SUGGESTED;
  what.label = _("Password");
  hub_console_prompt_ask (GTK_WIDGET (run->view), &what, password_given, prompt, (GDestroyNotify) prompt_gone);
}

static void
change_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;
  HubClient *client = hub_console_model_get_client (run->view->model);
  g_autoptr (GError) error = NULL;

  hub_console_model_change_finish (HUB_CONSOLE_MODEL (source), result, &error);
  if (error != NULL && !run->confirmed && client != NULL
      && g_strcmp0 (hub_error_get_name (error), "auth.confirm_required") == 0)
    {
      /* Nobody chose the password of the local platform's account, so nobody can be asked for it: the
       * question whether to do it, which came before, has to do. */
      if (hub_session_is_local (client))
        {
          g_autofree char *password = hub_session_dup_local_password (client);

          if (password != NULL)
            {
              confirm (run, password);
              return;
            }
        }
      ask_password (run, _("Releasing, withdrawing and removing need your password, once every 5 minutes."));
      return;
    }
  end (run, error);
}

static void
start (Run *run)
{
  if (hub_console_model_get_client (run->view->model) == NULL)
    {
      g_autoptr (GError) error = hub_error_new (HUB_ERROR_UNAUTHENTICATED, "auth.sign_in_required",
                                                _("Nothing was changed: you are signed out."));

      end (run, error);
      return;
    }
  hub_console_model_change_async (run->view->model, run->change, NULL, change_answered, run);
}

/**
 * hub_console_view_run:
 * @self: the view
 * @change: what to change
 * @done: (nullable): called once with the outcome; %NULL lets the view show a refusal
 * @user_data: for @done
 * @destroy: (nullable): frees @user_data
 *
 * Makes a change, with the password given again where the platform asks for it, and tells the person.
 */
void
hub_console_view_run (HubConsoleView *self, HubConsoleChange *change, HubConsoleRunFunc done, gpointer user_data,
                      GDestroyNotify destroy)
{
  Run *run = g_new0 (Run, 1);

  run->view = g_object_ref (self);
  run->change = g_object_ref (change);
  run->done = done;
  run->user_data = user_data;
  run->destroy = destroy;
  start (run);
}

/* A dialog is in no console itself: what it is about is. */
static HubConsoleView *
find_view (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autoptr (GtkWidget) owner = HUB_IS_CONSOLE_DIALOG (root) ? hub_console_dialog_dup_owner (HUB_CONSOLE_DIALOG (root)) : NULL;
  GtkWidget *view = gtk_widget_get_ancestor (owner != NULL ? owner : widget, HUB_TYPE_CONSOLE_VIEW);

  return view != NULL ? HUB_CONSOLE_VIEW (view) : NULL;
}

/**
 * hub_console_get_app_id:
 * @widget: a widget of the console, or in a #HubConsoleDialog of one
 *
 * Returns: (transfer none) (nullable): the program that the console is about now
 */
const char *
hub_console_get_app_id (GtkWidget *widget)
{
  HubConsoleView *view = find_view (widget);

  return view != NULL ? hub_console_model_get_app_id (view->model) : NULL;
}

/**
 * hub_console_run:
 * @widget: a widget of the console, or in a #HubConsoleDialog of one
 * @change: what to change
 * @done: (nullable): called once with the outcome; %NULL lets the console show a refusal
 * @user_data: for @done
 * @destroy: (nullable): frees @user_data
 *
 * Makes a change, as hub_console_view_run(), for a page or a widget in it. One that is in no console any more changes nothing.
 */
void
hub_console_run (GtkWidget *widget, HubConsoleChange *change, HubConsoleRunFunc done, gpointer user_data,
                 GDestroyNotify destroy)
{
  HubConsoleView *view = find_view (widget);
  g_autoptr (GError) error = NULL;

  if (view != NULL)
    {
      hub_console_view_run (view, change, done, user_data, destroy);
      return;
    }
  error = hub_error_new (HUB_ERROR_FAILED, "console.closed", _("Nothing was changed: the Console was closed."));
  if (done != NULL)
    done (error, user_data);
  if (destroy != NULL)
    destroy (user_data);
}

/* Who asked, if still there then, and about which program. */
typedef struct
{
  GWeakRef widget;
  char *app_id;                 /* (nullable) */
  HubConsoleChange *change;     /* (nullable): @make makes it */
  HubConsoleDoneFunc done;
  HubConsoleMakeFunc make;
  HubConsolePrompt prompt;      /* of a text: to ask it again, with its own heading and text */
} Asked;

static Asked *
asked_new (GtkWidget *widget, HubConsoleChange *change)
{
  Asked *asked = g_new0 (Asked, 1);

  g_weak_ref_init (&asked->widget, widget);
  asked->app_id = g_strdup (hub_console_get_app_id (widget));
  g_set_object (&asked->change, change);
  return asked;
}

static void
asked_free (Asked *asked)
{
  g_weak_ref_clear (&asked->widget);
  g_clear_object (&asked->change);
  g_free (asked->app_id);
  g_free ((char *) asked->prompt.heading);
  g_free ((char *) asked->prompt.text);
  g_free (asked);
}

static void
asked_done (const GError *error, gpointer user_data)
{
  Asked *asked = user_data;
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&asked->widget);

  if (widget != NULL)
    asked->done (widget, asked->change, error);
}

/**
 * hub_console_run_for:
 * @widget: a widget of the console, or a #HubConsoleDialog
 * @change: what to change
 * @done: called with the outcome, if @widget is still there then
 *
 * Makes a change, as hub_console_run(), for a widget that shows a refusal by itself.
 */
void
hub_console_run_for (GtkWidget *widget, HubConsoleChange *change, HubConsoleDoneFunc done)
{
  Asked *asked = asked_new (widget, change);

  asked->done = done;
  hub_console_run (widget, change, asked_done, asked, (GDestroyNotify) asked_free);
}

/* What somebody wrote is not lost by a refusal: the question comes again with it, and with what the platform said. */
static void
text_done (const GError *error, gpointer user_data)
{
  Asked *asked = user_data;
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&asked->widget);

  if (error == NULL || widget == NULL || g_strcmp0 (hub_console_get_app_id (widget), asked->app_id) != 0)
    return;
  asked->prompt.body = error->message;
  hub_console_ask (widget, &asked->prompt, asked->make);
}

static Asked *
kept_of (const Asked *asked, GtkWidget *widget, const char *text)
{
  Asked *kept = asked_new (widget, NULL);

  g_free (kept->app_id);
  kept->app_id = g_strdup (asked->app_id);
  kept->make = asked->make;
  kept->prompt = asked->prompt;
  kept->prompt.heading = g_strdup (asked->prompt.heading);
  kept->prompt.text = g_strdup (text);
  return kept;
}

static void
answered (const char *text, gpointer user_data)
{
  Asked *asked = user_data;
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&asked->widget);

  if (widget == NULL)
    return;
  if (asked->change == NULL)
    asked->change = asked->make (text);
  hub_console_change_set_app (asked->change, asked->app_id);
  if (asked->prompt.kind == HUB_CONSOLE_PROMPT_TEXT)
    hub_console_run (widget, asked->change, text_done, kept_of (asked, widget, text), (GDestroyNotify) asked_free);
  else
    hub_console_run (widget, asked->change, NULL, NULL, NULL);
}

/**
 * hub_console_ask:
 * @widget: a widget of the console
 * @prompt: what to ask
 * @make: makes the change of the accepted text
 *
 * Asks for what a change needs, and makes it. A text is asked for again where the change is refused. Verb and label of such a
 * prompt are strings that stay.
 */
void
hub_console_ask (GtkWidget *widget, const HubConsolePrompt *prompt, HubConsoleMakeFunc make)
{
  Asked *asked = asked_new (widget, NULL);

  asked->make = make;
  asked->prompt = *prompt;
  asked->prompt.heading = g_strdup (prompt->heading);
  asked->prompt.text = g_strdup (prompt->text);
  hub_console_prompt_ask (widget, prompt, answered, asked, (GDestroyNotify) asked_free);
}

/**
 * hub_console_confirm:
 * @widget: a widget of the console
 * @change: (transfer full): what to change once it was confirmed
 * @heading: the question
 * @body: what comes of it
 * @verb: the label of the accepting button, with a mnemonic
 * @appearance: its appearance
 *
 * Asks before a change is made.
 */
void
hub_console_confirm (GtkWidget *widget, HubConsoleChange *change, const char *heading, const char *body, const char *verb,
                     AdwResponseAppearance appearance)
{
  HubConsolePrompt prompt = { HUB_CONSOLE_PROMPT_CONFIRM, heading, body, verb, appearance };

  hub_console_prompt_ask (widget, &prompt, answered, asked_new (widget, change), (GDestroyNotify) asked_free);
  g_object_unref (change);
}

/**
 * hub_console_toast:
 * @widget: a widget of the console, or in a #HubConsoleDialog of one
 * @text: what was done
 */
void
hub_console_toast (GtkWidget *widget, const char *text)
{
  HubConsoleView *view = find_view (widget);

  if (view != NULL)
    hub_console_view_toast (view, text);
}

/**
 * hub_console_refuse:
 * @widget: a widget of the console, or in a #HubConsoleDialog of one
 * @text: why something was not done
 *
 * Shows it until it was read.
 */
void
hub_console_refuse (GtkWidget *widget, const char *text)
{
  HubConsoleView *view = find_view (widget);

  if (view != NULL)
    hub_console_view_show_refusal (view, text);
}
