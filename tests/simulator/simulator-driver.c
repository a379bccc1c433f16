/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "simulator-driver.h"

#include "hub-error.h"
#include "hub-file-tree.h"

/* A loaded machine starts WebKit slowly; nothing here waits for a time to pass. */
#define DEADLINE_MS (60 * 1000)

/* The smallest program that has everything the tests touch. */
static const char *const program[][2] = {
  { "app.json",
    "{\"pages\": [\"pages/home/home\", \"pages/me/me\", \"pages/detail/detail\"],"
    " \"darkmode\": true, \"window\": {\"navigationBarTitleText\": \"Fixture\"},"
    " \"tabBar\": {\"list\": [{\"pagePath\": \"pages/home/home\", \"text\": \"Home\"},"
    " {\"pagePath\": \"pages/me/me\", \"text\": \"Me\"}]}}\n" },
  { "app.js", "App({ onLaunch() { console.log('launched') } })\n" },
  { "pages/home/home.wxml",
    "<view class=\"title\">Hello {{name}}</view>\n"
    "<input class=\"name\" value=\"{{name}}\" bindinput=\"onName\"/>\n"
    "<button class=\"go\" bindtap=\"go\">Go</button>\n"
    "<button class=\"loop\" bindtap=\"loop\">Loop</button>\n"
    "<button class=\"throw\" bindtap=\"throw\">Throw</button>\n" },
  { "pages/home/home.js",
    "Page({\n"
    "  data: { name: 'world' },\n"
    "  onName(e) { this.setData({ name: e.detail.value }) },\n"
    "  go() { wx.navigateTo({ url: '/pages/detail/detail?id=7' }) },\n"
    "  loop() { for (;;); },\n"
    "  throw() { throw new Error('thrown on purpose') },\n"
    "})\n" },
  { "pages/home/home.wxss", ".title { color: rgb(1, 2, 3) }\n" },
  { "pages/home/home.json", "{}\n" },
  { "pages/me/me.wxml", "<view class=\"title\">It is me</view>\n" },
  { "pages/me/me.js", "Page({})\n" },
  { "pages/me/me.json", "{}\n" },
  { "pages/detail/detail.wxml", "<view class=\"title\">Detail {{id}}</view>\n" },
  { "pages/detail/detail.js", "Page({ onLoad(q) { this.setData({ id: q.id }) } })\n" },
  { "pages/detail/detail.json", "{}\n" },
};

void
driver_write (Driver *driver, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (driver->folder, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
on_open_location (HubSimulator *simulator, const char *file, guint line, guint column, Driver *driver)
{
  g_free (driver->place);
  driver->place = g_strdup_printf ("%s:%u:%u", file, line, column);
}

void
driver_set_up (Driver *driver, gconstpointer data)
{
  driver->folder = g_dir_make_tmp ("hub 模拟 XXXXXX", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (program); i++)
    driver_write (driver, program[i][0], program[i][1]);
  driver->window = g_object_ref_sink (hub_simulator_window_new (NULL));
  driver->simulator = hub_simulator_window_get_simulator (driver->window);
  g_signal_connect (driver->simulator, "open-location", G_CALLBACK (on_open_location), driver);
  gtk_window_present (GTK_WINDOW (driver->window));
}

void
driver_tear_down (Driver *driver, gconstpointer data)
{
  gpointer window = driver->window;
  gpointer simulator = driver->simulator;

  g_object_add_weak_pointer (window, &window);
  g_object_add_weak_pointer (simulator, &simulator);
  gtk_window_destroy (GTK_WINDOW (driver->window));
  g_object_unref (driver->window);
  /* A compilation under way may keep them for a moment, not for ever. */
  for (guint i = 0; (window != NULL || simulator != NULL) && i < 1000; i++)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (window);
  g_assert_null (simulator);
  hub_file_tree_remove (driver->folder);
  g_free (driver->folder);
  g_free (driver->place);
}

/* Runs a program: the driver's own, or the one in @folder. */
void
driver_open (Driver *driver, const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HubProject) project = hub_project_open (folder != NULL ? folder : driver->folder, &error);

  g_assert_no_error (error);
  hub_simulator_window_open (driver->window, project);
}

typedef struct
{
  Driver     *driver;
  const char *what;
} Waiting;

static gboolean
on_deadline (gpointer user_data)
{
  Waiting *waiting = user_data;
  GListModel *console = hub_simulator_get_console (waiting->driver->simulator);
  g_autofree char *overlay = hub_simulator_get_overlay_text (waiting->driver->simulator);

  for (guint i = 0; i < g_list_model_get_n_items (console); i++)
    {
      g_autoptr (HubConsoleMessage) message = g_list_model_get_item (console, i);

      g_printerr ("console: %s\n", hub_console_message_get_text (message));
    }
  g_error ("This did not happen: %s (state %d, overlay: %s)", waiting->what,
           hub_simulator_get_state (waiting->driver->simulator), overlay);
  return G_SOURCE_REMOVE;
}

void
driver_wait (Driver *driver, const char *what, DriverCondition condition, const char *argument)
{
  Waiting waiting = { driver, what };
  guint deadline = g_timeout_add (DEADLINE_MS, on_deadline, &waiting);

  while (!condition (driver, argument))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
}

static gboolean
is_running (Driver *driver, const char *argument)
{
  return hub_simulator_get_state (driver->simulator) == HUB_SIMULATOR_RUNNING;
}

void
driver_wait_running (Driver *driver)
{
  driver_wait (driver, "the program runs", is_running, NULL);
}

static gboolean
shows_page (Driver *driver, const char *page)
{
  g_autofree char *current = NULL;

  g_object_get (driver->simulator, "page", &current, NULL);
  return g_strcmp0 (current, page) == 0;
}

void
driver_wait_page (Driver *driver, const char *page)
{
  driver_wait (driver, page, shows_page, page);
}

static gboolean
overlay_says (Driver *driver, const char *text)
{
  g_autofree char *said = hub_simulator_get_overlay_text (driver->simulator);

  return text == NULL ? said == NULL : said != NULL && strstr (said, text) != NULL;
}

/* NULL waits until nothing covers the program. */
void
driver_wait_overlay (Driver *driver, const char *text)
{
  driver_wait (driver, text != NULL ? text : "no overlay", overlay_says, text);
}

typedef struct
{
  char    *answer;
  GError  *error;
  gboolean done;
} Answer;

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->answer = hub_simulator_evaluate_finish (HUB_SIMULATOR (source), result, &answer->error);
  answer->done = TRUE;
}

/* The answer, or the exception's text where the script threw. */
char *
driver_ask (Driver *driver, gboolean in_logic, const char *script)
{
  Answer answer = { 0 };
  Waiting waiting = { driver, script };
  guint deadline = g_timeout_add (DEADLINE_MS, on_deadline, &waiting);

  hub_simulator_evaluate_async (driver->simulator, in_logic, script, NULL, on_answer, &answer);
  while (!answer.done)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
  if (answer.error != NULL)
    answer.answer = g_strdup (answer.error->message);
  g_clear_error (&answer.error);
  return answer.answer;
}

void
driver_tell (Driver *driver, const char *script)
{
  g_autofree char *answer = driver_ask (driver, FALSE, script);

  if (g_getenv ("SUPERHUB_SIMULATOR_DEBUG") != NULL)
    g_test_message ("%s: %s", script, answer);
}

static gboolean
answer_is (Driver *driver, const char *question_and_text)
{
  const char *text = strchr (question_and_text, '\n') + 1;
  g_autofree char *question = g_strndup (question_and_text, text - question_and_text - 1);
  g_autofree char *answer = driver_ask (driver, FALSE, question);

  return g_strcmp0 (answer, text) == 0;
}

/* @question_and_answer: a script for the shell, a line break, and its answer as JSON. */
void
driver_wait_answer (Driver *driver, const char *question_and_answer)
{
  driver_wait (driver, question_and_answer, answer_is, question_and_answer);
}

void
driver_wait_text (Driver *driver, const char *selector, const char *text)
{
  g_autofree char *both = g_strdup_printf ("hubShell.text('%s').catch(() => '')\n\"%s\"", selector,
                                           text);

  driver_wait_answer (driver, both);
}

gboolean
driver_console_has (Driver *driver, const char *text)
{
  GListModel *console = hub_simulator_get_console (driver->simulator);

  for (guint i = 0; i < g_list_model_get_n_items (console); i++)
    {
      g_autoptr (HubConsoleMessage) message = g_list_model_get_item (console, i);

      if (strstr (hub_console_message_get_text (message), text) != NULL)
        return TRUE;
    }
  return FALSE;
}
