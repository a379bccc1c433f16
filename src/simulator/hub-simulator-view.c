/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The web view a program runs in: its confinement, and what WebKit reports of it. */
#include "hub-simulator-private.h"

#include "config.h"

#include <glib/gi18n-lib.h>

/* A page, one of its frames, or an empty document: all else is not the program. */
static gboolean
may_go_to (const char *uri)
{
  return hub_program_scheme_owns (uri) || g_strcmp0 (uri, "about:blank") == 0
         || g_strcmp0 (uri, "about:srcdoc") == 0;
}

static gboolean
on_decide_policy (WebKitWebView *view, WebKitPolicyDecision *decision,
                  WebKitPolicyDecisionType type, gpointer user_data)
{
  WebKitNavigationAction *action;
  const char *uri;

  if (type == WEBKIT_POLICY_DECISION_TYPE_RESPONSE)
    return FALSE;
  action = webkit_navigation_policy_decision_get_navigation_action (
    WEBKIT_NAVIGATION_POLICY_DECISION (decision));
  uri = webkit_uri_request_get_uri (webkit_navigation_action_get_request (action));
  if (type == WEBKIT_POLICY_DECISION_TYPE_NAVIGATION_ACTION && may_go_to (uri))
    return FALSE;
  hub_simulator_log (user_data, "warn", _("The page tried to leave the program; that was not allowed"));
  webkit_policy_decision_ignore (decision);
  return TRUE;
}

/* Camera, location and the like come through `wx.*`, not through the page. */
static gboolean
on_permission_request (WebKitWebView *view, WebKitPermissionRequest *request, gpointer user_data)
{
  webkit_permission_request_deny (request);
  return TRUE;
}

static gboolean
on_context_menu (WebKitWebView *view, WebKitContextMenu *menu, WebKitHitTestResult *hit,
                 gpointer user_data)
{
  HubSimulator *self = user_data;
  gboolean editable = webkit_hit_test_result_context_is_editable (hit);

  if (!self->developer && !editable)
    return TRUE;
  webkit_context_menu_remove_all (menu);
  if (editable)
    {
      webkit_context_menu_append (
        menu, webkit_context_menu_item_new_from_stock_action (WEBKIT_CONTEXT_MENU_ACTION_CUT));
      webkit_context_menu_append (
        menu, webkit_context_menu_item_new_from_stock_action (WEBKIT_CONTEXT_MENU_ACTION_COPY));
      webkit_context_menu_append (
        menu, webkit_context_menu_item_new_from_stock_action (WEBKIT_CONTEXT_MENU_ACTION_PASTE));
    }
  if (self->developer)
    webkit_context_menu_append (
      menu,
      webkit_context_menu_item_new_from_stock_action (WEBKIT_CONTEXT_MENU_ACTION_INSPECT_ELEMENT));
  return FALSE;
}

static void
on_terminated (WebKitWebView *view, WebKitWebProcessTerminationReason reason, gpointer user_data)
{
  HubSimulator *self = user_data;

  if (self->view_was_ended || self->state == HUB_SIMULATOR_EMPTY)
    return;
  hub_simulator_fail (self, HUB_SIMULATOR_CRASHED,
                      reason == WEBKIT_WEB_PROCESS_EXCEEDED_MEMORY_LIMIT
                        ? _("The program used more memory than it may. Look for data that only "
                            "grows, then start it again.")
                        : _("The process that shows the program ended unexpectedly. Your files are "
                            "safe; start the program again."));
}

static gboolean
on_load_failed (WebKitWebView *view, WebKitLoadEvent event, const char *uri, GError *error,
                gpointer user_data)
{
  if (!g_error_matches (error, WEBKIT_NETWORK_ERROR, WEBKIT_NETWORK_ERROR_CANCELLED)
      && !g_error_matches (error, WEBKIT_POLICY_ERROR,
                           WEBKIT_POLICY_ERROR_FRAME_LOAD_INTERRUPTED_BY_POLICY_CHANGE))
    hub_simulator_fail (user_data, HUB_SIMULATOR_UNAVAILABLE, error->message);
  return TRUE;
}

static void
on_load_changed (WebKitWebView *view, WebKitLoadEvent event, gpointer user_data)
{
  HubSimulator *self = user_data;

  hub_simulator_saw_life (self);
  self->loaded = event == WEBKIT_LOAD_FINISHED;
  hub_simulator_update_overlay (self);
}

static void
on_message (WebKitUserContentManager *manager, JSCValue *value, gpointer user_data)
{
  hub_simulator_handle_message (user_data, value);
}

/* Pages full of `<video>` and canvas still work without a GPU; without the policy WebKit tries to
 * make GL contexts on machines that have none, which costs seconds. */
static gboolean
machine_has_gpu (void)
{
  const char *renderer = g_getenv ("GSK_RENDERER");

  return g_strcmp0 (renderer, "cairo") != 0 && g_getenv ("LIBGL_ALWAYS_SOFTWARE") == NULL
         && g_file_test ("/dev/dri", G_FILE_TEST_IS_DIR);
}

#define MEMORY_LIMIT_MB 1024

static WebKitSettings *
make_settings (void)
{
  WebKitSettings *settings = webkit_settings_new ();

  webkit_settings_set_enable_developer_extras (settings, TRUE);
  webkit_settings_set_enable_write_console_messages_to_stdout (
    settings, g_getenv ("SUPERHUB_SIMULATOR_DEBUG") != NULL);
  webkit_settings_set_hardware_acceleration_policy (
    settings, machine_has_gpu () ? WEBKIT_HARDWARE_ACCELERATION_POLICY_ALWAYS
                                 : WEBKIT_HARDWARE_ACCELERATION_POLICY_NEVER);
  webkit_settings_set_allow_file_access_from_file_urls (settings, FALSE);
  webkit_settings_set_allow_universal_access_from_file_urls (settings, FALSE);
  webkit_settings_set_enable_back_forward_navigation_gestures (settings, FALSE);
  webkit_settings_set_enable_fullscreen (settings, FALSE);
  webkit_settings_set_enable_html5_database (settings, FALSE);
  webkit_settings_set_enable_html5_local_storage (settings, FALSE);
  webkit_settings_set_enable_page_cache (settings, FALSE);
  webkit_settings_set_enable_tabs_to_links (settings, FALSE);
  webkit_settings_set_javascript_can_open_windows_automatically (settings, FALSE);
  webkit_settings_set_media_playback_requires_user_gesture (settings, FALSE);
  return settings;
}

/* The engine collects garbage when it needs room, and there is much on a desktop: it is told to look earlier, so that
 * what closed pages used comes back. A program that never stops growing ends before the machine suffers. */
static WebKitWebContext *
make_context (void)
{
  WebKitMemoryPressureSettings *settings = webkit_memory_pressure_settings_new ();
  WebKitWebContext *context;

  webkit_memory_pressure_settings_set_memory_limit (settings, MEMORY_LIMIT_MB);
  webkit_memory_pressure_settings_set_strict_threshold (settings, 0.5);
  webkit_memory_pressure_settings_set_conservative_threshold (settings, 0.18);
  webkit_memory_pressure_settings_set_kill_threshold (settings, 2);
  webkit_memory_pressure_settings_set_poll_interval (settings, 15);
  context = g_object_new (WEBKIT_TYPE_WEB_CONTEXT, "memory-pressure-settings", settings, NULL);
  webkit_memory_pressure_settings_free (settings);
  webkit_web_context_set_cache_model (context, WEBKIT_CACHE_MODEL_DOCUMENT_VIEWER);
  return context;
}

static void
on_notice (HubHost *host, const char *text, gpointer user_data)
{
  hub_simulator_log (user_data, "info", text);
  g_signal_emit_by_name (user_data, "notice", text);
}

/* Makes the view, its context and its ephemeral session: nothing is shared with another simulator. */
void
hub_simulator_create_view (HubSimulator *self)
{
  g_autoptr (WebKitWebContext) context = make_context ();
  g_autoptr (WebKitNetworkSession) session = webkit_network_session_new_ephemeral ();
  g_autoptr (WebKitUserContentManager) manager = webkit_user_content_manager_new ();
  g_autoptr (WebKitSettings) settings = make_settings ();
  g_autoptr (WebKitWebsitePolicies) policies
    = webkit_website_policies_new_with_policies ("autoplay", WEBKIT_AUTOPLAY_ALLOW, NULL);

  self->host = hub_host_new ();
  self->scheme = hub_program_scheme_new (self->host);
  hub_program_scheme_register (self->scheme, context);
  self->view = g_object_new (WEBKIT_TYPE_WEB_VIEW, "web-context", context, "network-session",
                             session, "user-content-manager", manager, "settings", settings,
                             "website-policies", policies, NULL);
  g_object_ref_sink (self->view);
  hub_host_set_parent (self->host, GTK_WIDGET (self->view));
  g_signal_connect_object (self->host, "notice", G_CALLBACK (on_notice), self, 0);
  self->developer = TRUE;
  g_signal_connect_object (manager, "script-message-received::hub", G_CALLBACK (on_message), self, 0);
  webkit_user_content_manager_register_script_message_handler (manager, "hub", NULL);
  g_signal_connect_object (self->view, "decide-policy", G_CALLBACK (on_decide_policy), self, 0);
  g_signal_connect_object (self->view, "permission-request", G_CALLBACK (on_permission_request),
                           self, 0);
  g_signal_connect_object (self->view, "context-menu", G_CALLBACK (on_context_menu), self, 0);
  g_signal_connect_object (self->view, "load-failed", G_CALLBACK (on_load_failed), self, 0);
  g_signal_connect_object (self->view, "load-changed", G_CALLBACK (on_load_changed), self, 0);
  g_signal_connect_object (self->view, "web-process-terminated", G_CALLBACK (on_terminated), self, 0);
}

/* Ends the web process: the only way out of a loop that blocks it. */
void
hub_simulator_end_view (HubSimulator *self)
{
  self->view_was_ended = TRUE;
  webkit_web_view_terminate_web_process (self->view);
  self->view_was_ended = FALSE;
}

/* Runs a script in the shell and forgets the answer. */
void
hub_simulator_run (HubSimulator *self, const char *script)
{
  webkit_web_view_evaluate_javascript (self->view, script, -1, NULL, NULL, NULL, NULL, NULL);
}

/**
 * hub_simulator_show_inspector:
 * @self: a simulator
 *
 * Opens WebKit's inspector on the running program.
 */
void
hub_simulator_show_inspector (HubSimulator *self)
{
  webkit_web_inspector_show (webkit_web_view_get_inspector (self->view));
}

/**
 * hub_simulator_set_location:
 * @self: a simulator
 * @latitude: in degrees, WGS 84
 * @longitude: in degrees, WGS 84
 *
 * Says where the device is; a program that watches the location hears of it.
 */
void
hub_simulator_set_location (HubSimulator *self, double latitude, double longitude)
{
  hub_host_set_location (self->host, latitude, longitude);
}

/**
 * hub_simulator_set_domains:
 * @self: a simulator
 * @domains: (nullable): the server domains of the program, as getServerDomain answers; %NULL for any server
 * @unchecked: (nullable): a sentence why any server may be asked, shown in the console when the program first asks one
 *
 * Says which servers the program may ask from now on; until then any.
 */
void
hub_simulator_set_domains (HubSimulator *self, JsonObject *domains, const char *unchecked)
{
  hub_host_set_domains (self->host, domains, unchecked);
}

/**
 * hub_simulator_set_choices:
 * @self: a simulator
 * @paths: (nullable): what the program gets whenever it lets the person choose files; empty: the person cancels;
 *   %NULL: a dialog asks
 *
 * Answers questions for files before they are asked, for tests and automation.
 */
void
hub_simulator_set_choices (HubSimulator *self, const char *const *paths)
{
  hub_host_set_choices (self->host, paths);
}

/**
 * hub_simulator_get_web_view:
 * @self: a simulator
 *
 * Returns: (transfer none): the web view, for focus and tests
 */
GtkWidget *
hub_simulator_get_web_view (HubSimulator *self)
{
  return GTK_WIDGET (self->view);
}
