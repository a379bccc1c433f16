/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One measurement in a real WebKit: of a program in the simulator, or of a plain page beside it. Prints
 * JSON; `build-aux/bench simulator` calls it and makes the table. */
#include "config.h"

#include <glib/gstdio.h>

#include "hub-simulator-window.h"

#include <webkit/webkit.h>

/* A loaded machine is slow; a benchmark that hangs is worse. */
#define DEADLINE_S 300

typedef struct
{
  GtkWidget    *window;
  HubSimulator *simulator;   /* nullable: a plain page */
  WebKitWebView *view;       /* nullable: a program */
  char         *answer;
  gboolean      ready;
} Bench;

static double
milliseconds (void)
{
  return (double) g_get_real_time () / 1000.0;
}

static gboolean
on_deadline (gpointer user_data)
{
  g_error ("The benchmark got no answer in %d s", DEADLINE_S);
  return G_SOURCE_REMOVE;
}

/* Nothing measured here may wait by sleeping. */
static void
wait_for (gboolean *condition)
{
  guint deadline = g_timeout_add_seconds (DEADLINE_S, on_deadline, NULL);

  while (!*condition)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
}

static void
on_simulator_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Bench *bench = user_data;
  g_autoptr (GError) error = NULL;

  bench->answer = hub_simulator_evaluate_finish (HUB_SIMULATOR (source), result, &error);
  if (bench->answer == NULL)
    g_error ("%s", error->message);
  bench->ready = TRUE;
}

static void
on_view_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Bench *bench = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) value = webkit_web_view_call_async_javascript_function_finish (WEBKIT_WEB_VIEW (source),
                                                                                     result, &error);

  if (value == NULL)
    g_error ("%s", error->message);
  bench->answer = jsc_value_to_json (value, 0);
  bench->ready = TRUE;
}

/* (transfer full): the JSON of what the expression, or its promise, gave. */
static char *
evaluate (Bench *bench, const char *expression)
{
  bench->ready = FALSE;
  if (bench->simulator != NULL)
    hub_simulator_evaluate_async (bench->simulator, FALSE, expression, NULL, on_simulator_answer, bench);
  else
    {
      g_autofree char *body = g_strdup_printf ("return (%s)", expression);

      webkit_web_view_call_async_javascript_function (bench->view, body, -1, NULL, NULL, NULL, NULL,
                                                      on_view_answer, bench);
    }
  wait_for (&bench->ready);
  return g_steal_pointer (&bench->answer);
}

static void
on_failed (HubSimulator *simulator, const char *text, Bench *bench)
{
  g_error ("%s", text);
}

static void
on_ready (HubSimulator *simulator, Bench *bench)
{
  bench->ready = TRUE;
}

static void
on_load_changed (WebKitWebView *view, WebKitLoadEvent event, Bench *bench)
{
  if (event == WEBKIT_LOAD_FINISHED)
    bench->ready = TRUE;
}

/* The same engine in the same configuration as the simulator's: sandboxed, drawing without a GPU. */
static WebKitWebView *
make_plain_view (void)
{
  g_autoptr (WebKitWebContext) context = webkit_web_context_new ();
  WebKitWebView *view;
  WebKitSettings *settings;

  webkit_web_context_set_cache_model (context, WEBKIT_CACHE_MODEL_DOCUMENT_VIEWER);
  view = g_object_new (WEBKIT_TYPE_WEB_VIEW, "web-context", context, NULL);
  settings = webkit_web_view_get_settings (view);
  webkit_settings_set_hardware_acceleration_policy (settings, WEBKIT_HARDWARE_ACCELERATION_POLICY_NEVER);
  webkit_settings_set_enable_page_cache (settings, FALSE);
  return view;
}

/* Shows the program of a folder, or the page of a file, and waits until it is there. */
static void
open_target (Bench *bench, const char *path)
{
  bench->ready = FALSE;
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HubProject) project = hub_project_open (path, &error);

      if (project == NULL)
        g_error ("%s", error->message);
      bench->window = GTK_WIDGET (hub_simulator_window_new (NULL));
      bench->simulator = hub_simulator_window_get_simulator (HUB_SIMULATOR_WINDOW (bench->window));
      g_object_set (bench->simulator, "response-limit", DEADLINE_S * 1000u, NULL);
      g_signal_connect (bench->simulator, "ready", G_CALLBACK (on_ready), bench);
      g_signal_connect (bench->simulator, "failed", G_CALLBACK (on_failed), bench);
      hub_simulator_window_open (HUB_SIMULATOR_WINDOW (bench->window), project);
    }
  else
    {
      g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);

      bench->window = gtk_window_new ();
      gtk_window_set_default_size (GTK_WINDOW (bench->window), 420, 860);
      bench->view = make_plain_view ();
      gtk_window_set_child (GTK_WINDOW (bench->window), GTK_WIDGET (bench->view));
      g_signal_connect (bench->view, "load-changed", G_CALLBACK (on_load_changed), bench);
      webkit_web_view_load_uri (bench->view, uri);
    }
  gtk_window_present (GTK_WINDOW (bench->window));
  wait_for (&bench->ready);
}

static void
close_target (Bench *bench)
{
  gtk_window_destroy (GTK_WINDOW (bench->window));
  bench->window = NULL;
  bench->simulator = NULL;
  bench->view = NULL;
}

static const char two_frames[] =
  "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(Date.now()))))";

/* script TARGET EXPRESSION: what the expression gives in the page (of a program: in the shell). */
static void
run_script (Bench *bench, char *argv[])
{
  g_autofree char *answer = NULL;

  open_target (bench, argv[0]);
  g_free (evaluate (bench, two_frames));
  answer = evaluate (bench, argv[1]);
  g_print ("%s\n", answer);
}

typedef struct
{
  Bench    *bench;
  HubBuild *build;
  gboolean  done;
} Compilation;

static void
on_compiled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Compilation *compilation = user_data;
  g_autoptr (GError) error = NULL;

  compilation->build = hub_pipeline_compile_finish (HUB_PIPELINE (source), result, &error);
  if (compilation->build == NULL)
    g_error ("%s", error->message);
  compilation->done = TRUE;
}

static HubBuild *
compile (HubPipeline *pipeline)
{
  Compilation compilation = { 0 };

  hub_pipeline_compile_async (pipeline, HUB_COMPILE_DEVELOPMENT, NULL, on_compiled, &compilation);
  wait_for (&compilation.done);
  return compilation.build;
}

static double
time_compilation (HubPipeline *pipeline)
{
  double start = milliseconds ();
  g_autoptr (HubBuild) build = compile (pipeline);

  if (hub_build_has_errors (build))
    g_error ("The program has errors");
  return milliseconds () - start;
}

static void
append_text (const char *path, const char *added)
{
  g_autofree char *text = NULL;
  g_autofree char *changed = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    g_error ("%s cannot be read", path);
  changed = g_strconcat (text, added, NULL);
  if (!g_file_set_contents (path, changed, -1, NULL))
    g_error ("%s cannot be written", path);
}

/* compile FOLDER TEMPLATE RUNS: the first compilation with nothing known (the caller gives an empty cache folder), then
 * each time with one template changed, as the IDE compiles. */
static void
run_compile (Bench *bench, char *argv[])
{
  g_autoptr (HubProject) project = hub_project_open (argv[0], NULL);
  g_autoptr (HubPipeline) pipeline = hub_pipeline_new (project);
  g_autofree char *template = g_build_filename (argv[0], argv[1], NULL);
  double cold = time_compilation (pipeline);
  g_autoptr (GString) times = g_string_new (NULL);

  for (int i = 0; i < atoi (argv[2]); i++)
    {
      append_text (template, "<!-- -->\n");
      g_string_append_printf (times, "%s%.1f", i > 0 ? "," : "", time_compilation (pipeline));
    }
  g_print ("{\"cold\":%.1f,\"edit\":[%s]}\n", cold, times->str);
}

/* From having the compiled program to two frames after its first page is there. */
static double
launch_program (HubBuild *build)
{
  Bench bench = { 0 };
  double start, end;

  bench.window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (bench.window), 420, 860);
  start = milliseconds ();
  bench.simulator = HUB_SIMULATOR (hub_simulator_new ());
  g_signal_connect (bench.simulator, "ready", G_CALLBACK (on_ready), &bench);
  g_signal_connect (bench.simulator, "failed", G_CALLBACK (on_failed), &bench);
  gtk_window_set_child (GTK_WINDOW (bench.window), GTK_WIDGET (bench.simulator));
  gtk_window_present (GTK_WINDOW (bench.window));
  hub_simulator_set_build (bench.simulator, build, "bench");
  wait_for (&bench.ready);
  g_free (evaluate (&bench, two_frames));
  end = milliseconds ();
  close_target (&bench);
  return end - start;
}

static double
launch_page (const char *path)
{
  Bench bench = { 0 };
  double start = milliseconds (), end;

  open_target (&bench, path);
  g_free (evaluate (&bench, two_frames));
  end = milliseconds ();
  close_target (&bench);
  return end - start;
}

/* launch FOLDER PAGE RUNS: both in turns, after one of each that is not counted. */
static void
run_launch (Bench *bench, char *argv[])
{
  g_autoptr (HubProject) project = hub_project_open (argv[0], NULL);
  g_autoptr (HubPipeline) pipeline = hub_pipeline_new (project);
  g_autoptr (HubBuild) build = compile (pipeline);
  g_autoptr (GString) programs = g_string_new (NULL), pages = g_string_new (NULL);
  int runs = atoi (argv[2]);

  for (int i = 0; i <= runs; i++)
    {
      double page = launch_page (argv[1]), program = launch_program (build);

      if (i > 0)
        {
          g_string_append_printf (pages, "%s%.1f", i > 1 ? "," : "", page);
          g_string_append_printf (programs, "%s%.1f", i > 1 ? "," : "", program);
        }
    }
  g_print ("{\"program\":[%s],\"page\":[%s]}\n", programs->str, pages->str);
}

/* Looked for at each frame of the shell, for the page's own frame may be made anew. */
static const char saved[] =
  "(async () => { const shown = () => [...document.querySelectorAll('iframe')].some(frame =>"
  " frame.contentDocument?.querySelector('.saved')?.textContent === '%d');"
  " while (!shown()) await new Promise(requestAnimationFrame);"
  " return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(Date.now())))) })()";

/* save FOLDER FILE RUNS: from writing FILE, in which @@ stands for a number, until `.saved` shows the number. */
static void
run_save (Bench *bench, char *argv[])
{
  g_autofree char *path = g_build_filename (argv[0], argv[1], NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;
  g_autoptr (GString) times = g_string_new (NULL);
  int runs = atoi (argv[2]);

  if (!g_file_get_contents (path, &text, NULL, NULL))
    g_error ("%s cannot be read", path);
  parts = g_strsplit (text, "@@", 2);
  open_target (bench, argv[0]);
  for (int i = 0; i <= runs; i++)
    {
      g_autofree char *changed = g_strdup_printf ("%s%d%s", parts[0], i + 1, parts[1]);
      g_autofree char *expression = g_strdup_printf (saved, i + 1);
      g_autofree char *answer = NULL;
      double start;

      g_free (evaluate (bench, two_frames));
      start = milliseconds ();
      if (!g_file_set_contents (path, changed, -1, NULL))
        g_error ("%s cannot be written", path);
      answer = evaluate (bench, expression);
      if (i > 0)
        g_string_append_printf (times, "%s%.1f", i > 1 ? "," : "", g_ascii_strtod (answer, NULL) - start);
    }
  g_file_set_contents (path, text, -1, NULL);
  g_print ("[%s]\n", times->str);
}

/* The proportional set size of one process, in KiB. */
static guint64
read_pss (const char *pid)
{
  g_autofree char *path = g_build_filename ("/proc", pid, "smaps_rollup", NULL);
  g_autofree char *text = NULL;
  const char *found;

  if (!g_file_get_contents (path, &text, NULL, NULL) || (found = strstr (text, "\nPss:")) == NULL)
    return 0;
  return g_ascii_strtoull (found + strlen ("\nPss:"), NULL, 10);
}

static char *
parent_of (const char *pid, char **name)
{
  g_autofree char *path = g_build_filename ("/proc", pid, "stat", NULL);
  g_autofree char *text = NULL;
  char *end;

  if (!g_file_get_contents (path, &text, NULL, NULL) || (end = strrchr (text, ')')) == NULL)
    return NULL;
  *name = g_strndup (strchr (text, '(') + 1, end - strchr (text, '(') - 1);
  return g_strdup_printf ("%" G_GUINT64_FORMAT, g_ascii_strtoull (end + strlen (") S "), NULL, 10));
}

/* The web processes of this one: the sandbox may stand between them. */
static gboolean
is_own (const char *pid)
{
  g_autofree char *own = g_strdup_printf ("%d", (int) getpid ());
  g_autofree char *current = g_strdup (pid);

  while (current != NULL && !g_str_equal (current, own) && !g_str_equal (current, "0"))
    {
      g_autofree char *name = NULL;
      char *parent = parent_of (current, &name);

      g_free (current);
      current = parent;
    }
  return g_strcmp0 (current, own) == 0;
}

/* The engine may keep another one in reserve. */
static guint64
largest_web_process (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc", 0, NULL);
  guint64 largest = 0;
  const char *pid;

  while ((pid = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *name = NULL;
      g_autofree char *parent = g_ascii_isdigit (pid[0]) ? parent_of (pid, &name) : NULL;

      if (parent != NULL && g_str_has_prefix (name, "WebKitWebProc") && is_own (pid))
        largest = MAX (largest, read_pss (pid));
    }
  return largest;
}

static gboolean
on_time (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* What a process keeps shows only after a while. */
static guint64
memory_after (int seconds)
{
  gboolean done = FALSE;

  g_timeout_add_seconds (seconds, on_time, &done);
  wait_for (&done);
  return largest_web_process ();
}

/* memory TARGET SECONDS: the web process's memory in KiB, that long after it was opened. */
static void
run_memory (Bench *bench, char *argv[])
{
  open_target (bench, argv[0]);
  g_print ("%" G_GUINT64_FORMAT "\n", memory_after (atoi (argv[1])));
}

/* return TARGET SECONDS EXPRESSION: the same, and once more that long after the expression was evaluated. */
static void
run_return (Bench *bench, char *argv[])
{
  guint64 before, after;

  open_target (bench, argv[0]);
  before = memory_after (atoi (argv[1]));
  g_free (evaluate (bench, argv[2]));
  after = memory_after (atoi (argv[1]));
  g_print ("{\"before\":%" G_GUINT64_FORMAT ",\"after\":%" G_GUINT64_FORMAT "}\n", before, after);
}

int
main (int argc, char *argv[])
{
  const struct { const char *name; int arguments; void (*run) (Bench *, char **); } modes[] = {
    { "compile", 3, run_compile }, { "script", 2, run_script }, { "launch", 3, run_launch }, { "save", 3, run_save }, { "memory", 2, run_memory },
    { "return", 3, run_return },
  };
  Bench bench = { 0 };

  adw_init ();
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    if (argc == modes[i].arguments + 2 && g_str_equal (argv[1], modes[i].name))
      {
        modes[i].run (&bench, argv + 2);
        return 0;
      }
  g_printerr ("Use build-aux/bench simulator, which calls this program.\n");
  return 2;
}
