/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All pages while the network between the Console and its platform is slow or broken: the window works on, says so in sentences,
 * keeps what was read and typed, and comes back by itself. */
#include "hub-console-page.h"
#include "hub-console-progress.h"
#include "test-platform.h"
#include "test-proxy.h"
#include "test-window.h"

static const struct { const char *page; const char *shows; } pages[] = {
  { "overview", "Version 1.0.0" },
  { "versions", "Second upload" },
  { "review", "Description" },
  { "release", "History of Releases" },
  { "codes", "Make Code" },
  { "settings", "50 of 50 changes left this month" },
  { "members", "89 places left" },
  { "audit", "Add a member" },
};

typedef struct
{
  TestPlatform *platform;
  TestProxy *proxy;
  HubClient *ada;               /* straight at the platform */
  HubClient *far;               /* the same person, by the proxy */
  char *app;
  TestWindow *window;
  guint frames;
} Net;

static gboolean
frame_came (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Net *self = user_data;

  self->frames++;
  return G_SOURCE_CONTINUE;
}

static void
net_open (Net *self)
{
  g_autoptr (HubClient) rita = NULL;
  g_autoptr (HubClient) grace = NULL;

  self->platform = test_platform_start ();
  self->ada = test_platform_add_account (self->platform, "ada", FALSE);
  rita = test_platform_add_account (self->platform, "rita", TRUE);
  grace = test_platform_add_account (self->platform, "grace", FALSE);
  self->app = test_platform_add_app (self->ada, "Corner Shop");
  test_platform_do (self->ada, "putMember", "{\"app_id\": \"%s\", \"superhub_id\": \"grace\", \"kind\": \"project\", "
                    "\"roles\": [\"operator\"]}", self->app);
  test_platform_put_online (self->platform, self->ada, rita, self->app, "1.0.0");
  test_platform_upload (self->platform, self->ada, self->app, "1.1.0", "Second upload");
  self->proxy = test_proxy_new (self->platform->url);
  self->far = hub_client_new (test_proxy_get_url (self->proxy));
  hub_client_set_token (self->far, hub_client_get_token (self->ada));
}

static void
net_look (Net *self)
{
  self->window = test_window_new (self->far, self->app);
  test_window_set_narrow (self->window);
  gtk_widget_add_tick_callback (GTK_WIDGET (self->window->window), frame_came, self, NULL);
}

static void
net_close (Net *self)
{
  test_window_free (self->window);
  g_clear_object (&self->far);
  g_clear_object (&self->ada);
  test_proxy_free (self->proxy);
  test_platform_stop (self->platform);
  g_free (self->app);
}

static GtkWidget *
get_page (Net *self)
{
  return test_window_find (GTK_WIDGET (self->window->view), HUB_TYPE_CONSOLE_PAGE);
}

/* Whether the page, or a part of it, turns to say that it waits. */
static gboolean
is_turning (gpointer user_data)
{
  Net *self = user_data;
  GtkWidget *progress = test_window_find (get_page (self), HUB_TYPE_CONSOLE_PROGRESS);

  return test_window_find (get_page (self), GTK_TYPE_SPINNER) != NULL
         || (progress != NULL && hub_console_progress_is_spinning (HUB_CONSOLE_PROGRESS (progress)));
}

typedef struct
{
  Net *net;
  guint frames;                 /* that the window had drawn before */
} Wait;

/* It draws on while the answer is on its way. */
static gboolean
is_alive (gpointer user_data)
{
  Wait *wait = user_data;

  return is_turning (wait->net) && wait->net->frames >= wait->frames + 5;
}

/* Answers are two seconds away, several after each other for a page. */
static void
test_slow (void)
{
  Net net = { NULL };

  net_open (&net);
  test_proxy_set_mode (net.proxy, TEST_PROXY_SLOW);
  net_look (&net);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      Wait wait = { &net, net.frames };

      g_test_message ("slow: %s", pages[i].page);
      hub_console_view_show_page (net.window->view, pages[i].page);
      test_wait_until (is_alive, &wait, pages[i].page);
    }
  test_window_keep (net.window, "network-slow");
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      hub_console_view_show_page (net.window->view, pages[i].page);
      test_window_wait_label (net.window, pages[i].shows);
    }
  net_close (&net);
}

static gboolean
is_well (gpointer user_data)
{
  Net *self = user_data;

  return hub_console_model_get_trouble (hub_console_view_get_model (self->window->view), NULL) == HUB_CONSOLE_TROUBLE_NONE;
}

static void
see_all_pages (Net *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      hub_console_view_show_page (self->window->view, pages[i].page);
      test_window_wait_label (self->window, pages[i].shows);
    }
}

static GtkTextBuffer *
get_domains (Net *self)
{
  hub_console_view_show_page (self->window->view, "settings");
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (test_window_find (get_page (self), GTK_TYPE_TEXT_VIEW)));
}

static char *
dup_text (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static gboolean
is_done (gpointer user_data)
{
  Net *self = user_data;

  return !hub_console_model_is_busy (hub_console_view_get_model (self->window->view));
}

static gboolean
can_try (gpointer user_data)
{
  Net *self = user_data;

  return test_window_look_for_button (GTK_WIDGET (self->window->view), "Try Now") != NULL;
}

static void
break_and_mend (Net *self, TestProxyMode mode, const char *name)
{
  g_autofree char *version = g_strdup_printf ("2.%d.0", mode);
  g_autofree char *after = NULL;
  GtkTextBuffer *domains = get_domains (self);
  guint before = self->frames;

  g_test_message ("broken: %s", name);
  gtk_text_buffer_set_text (domains, "https://api.example.com", -1);
  test_proxy_set_mode (self->proxy, mode);
  gtk_widget_activate_action (GTK_WIDGET (self->window->view), "console.refresh", NULL);
  test_wait_until (can_try, self, "the bar offered to try again");
  test_window_wait_label (self->window, "No connection to http://127.0.0.1");
  /* What was read stays to be read, on every page. */
  see_all_pages (self);
  hub_console_view_show_page (self->window->view, "versions");
  test_window_keep_both (self->window, name);
  get_domains (self);
  test_window_click (test_window_find_button (get_page (self), "Save"));
  test_wait_until (is_done, self, "the saving was refused");
  after = dup_text (domains);
  g_assert_cmpstr (after, ==, "https://api.example.com");
  g_assert_cmpuint (self->frames, >, before);

  /* It is well again, and something happened meanwhile: nobody presses anything. */
  test_platform_upload (self->platform, self->ada, self->app, version, "Second upload");
  hub_console_view_show_page (self->window->view, "versions");
  test_proxy_set_mode (self->proxy, TEST_PROXY_PASSES);
  test_window_wait_row (self->window, version);
  test_wait_until (is_well, self, "nothing stood in the way any more");
  g_free (after);
  after = dup_text (domains);
  g_assert_cmpstr (after, ==, "https://api.example.com");
}

static void
test_broken (void)
{
  Net net = { NULL };

  net_open (&net);
  net_look (&net);
  see_all_pages (&net);
  break_and_mend (&net, TEST_PROXY_CUTS, "network-cut");
  break_and_mend (&net, TEST_PROXY_FAILS, "network-500");
  break_and_mend (&net, TEST_PROXY_GARBLES, "network-garbage");
  net_close (&net);
}

/* Nothing was read yet: each page says what is wrong, offers to try again, and reads when it can. */
static void
test_from_the_start (void)
{
  Net net = { NULL };

  net_open (&net);
  test_proxy_set_mode (net.proxy, TEST_PROXY_FAILS);
  net_look (&net);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      hub_console_view_show_page (net.window->view, pages[i].page);
      test_window_wait_label (net.window, "This Page Could Not Be Read");
      test_window_find_button (get_page (&net), "Retry");
    }
  test_window_keep_both (net.window, "network-500-first");
  test_proxy_set_mode (net.proxy, TEST_PROXY_PASSES);
  see_all_pages (&net);
  net_close (&net);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_add_func ("/console/network/slow", test_slow);
  g_test_add_func ("/console/network/broken", test_broken);
  g_test_add_func ("/console/network/from-the-start", test_from_the_start);
  return g_test_run ();
}
