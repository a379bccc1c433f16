/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The platform is killed at random moments while people upload, submit, approve and release; what it acknowledged is there
 * afterwards, and nothing is half done. The moments come from the test's seed (--seed). */
#include "platform-fixture.h"

#include <string.h>
#include <glib/gstdio.h>

#include "hub-json.h"
#include "hub-paths.h"

#define OPERATIONS 500
#define WORKERS 25
#define KILLS 5
#define SPARE 20

typedef enum
{
  STEP_UPLOAD,
  STEP_VERSION,
  STEP_SUBMIT,
  STEP_APPROVE,
  STEP_RELEASE,
  N_STEPS,
} Step;

/* Where to find what each step acknowledged. */
static const char *const tables[N_STEPS] = { "packages", "audit", "reviews", "reviews", "releases" };

typedef struct _Fixture Fixture;

/* Takes a program of its own through the line, over and over. */
typedef struct
{
  Fixture *fixture;
  char    *app_id;
  Step     step;
  gboolean unsure;          /* the last request had no answer */
  char    *package;         /* what the steps so far gave */
  char    *version;
  char    *review;
} Worker;

struct _Fixture
{
  Platform    *platform;
  SoupSession *session;
  char        *owner;       /* tokens */
  char        *reviewer;
  Worker       workers[WORKERS];
  GPtrArray   *acknowledged[N_STEPS]; /* of ids */
  GPtrArray   *spare;       /* programs for those who do not know what was done */
  guint        count;       /* of all acknowledged */
  guint        number;      /* makes things different from each other */
  guint        under_way;
  guint        kill_at;     /* when so many are acknowledged; 0 for not any more */
  gboolean     stopped;     /* nobody asks any more */
};

static void go_on (Worker *self);

static const char *
id_of (Worker *self, JsonObject *answer)
{
  return self->step == STEP_UPLOAD ? json_object_get_string_member (answer, "sha256")
                                   : json_object_get_string_member (answer, "id");
}

static void
keep (char **place, const char *text)
{
  g_free (*place);
  *place = g_strdup (text);
}

static void
acknowledge (Worker *self, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = hub_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "answer",
                                              &error);
  const char *id;

  g_assert_no_error (error);
  id = id_of (self, json_node_get_object (node));
  g_ptr_array_add (self->fixture->acknowledged[self->step], g_strdup (id));
  self->fixture->count++;
  if (self->step == STEP_UPLOAD)
    keep (&self->package, id);
  else if (self->step == STEP_VERSION)
    keep (&self->version, id);
  else if (self->step == STEP_SUBMIT)
    keep (&self->review, id);
  self->step = (self->step + 1) % N_STEPS;
}

static gboolean
on_moment (gpointer data)
{
  Fixture *self = data;

  self->stopped = TRUE;
  platform_kill (self->platform);
  return G_SOURCE_REMOVE;
}

/* A moment that has nothing to do with the answer that was just received. */
static void
kill_soon (Fixture *self)
{
  self->kill_at = 0;
  g_timeout_add (g_test_rand_int_range (0, 40), on_moment, self);
}

/* A request without an answer may have been done; then the next one of its kind is refused. Whose submit that is goes on with
 * another program, because the review's id was in the answer. */
static void
leave_out (Worker *self)
{
  Fixture *fixture = self->fixture;

  if (self->step == STEP_SUBMIT)
    {
      g_assert_cmpuint (fixture->spare->len, >, 0);
      keep (&self->app_id, g_ptr_array_index (fixture->spare, 0));
      g_ptr_array_remove_index (fixture->spare, 0);
    }
  self->step = STEP_UPLOAD;
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Worker *self = user_data;
  Fixture *fixture = self->fixture;
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (source), result);
  g_autoptr (GBytes) answer = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
  guint status = answer != NULL ? soup_message_get_status (message) : 0;

  fixture->under_way--;
  if (status / 100 == 2)
    acknowledge (self, answer);
  else if (answer != NULL && self->unsure && (status == 409 || status == 404))
    leave_out (self);
  else if (answer != NULL)
    g_error ("step %d: %u: %s", self->step, status, (const char *) g_bytes_get_data (answer, NULL));
  self->unsure = answer == NULL;
  if (fixture->kill_at > 0 && fixture->count >= fixture->kill_at)
    kill_soon (fixture);
  if (!fixture->stopped && fixture->count < OPERATIONS)
    go_on (self);
}

static void
send (Worker *self, const char *method, const char *path, const char *type, GBytes *body, const char *token)
{
  g_autofree char *url = g_strconcat (self->fixture->platform->url, path, NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  soup_message_set_request_body_from_bytes (message, type, body);
  self->fixture->under_way++;
  soup_session_send_and_read_async (self->fixture->session, message, G_PRIORITY_DEFAULT, NULL, on_answer, self);
}

static void G_GNUC_PRINTF (4, 5)
ask (Worker *self, const char *method, const char *rest, const char *format, ...)
{
  gboolean decides = self->step == STEP_APPROVE;
  g_autofree char *full = g_strconcat ("/api/v1/", decides ? "reviews/" : "apps/",
                                       decides ? self->review : self->app_id, rest, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) body = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  body = g_bytes_new (text, strlen (text));
  send (self, method, full, "application/json", body, decides ? self->fixture->reviewer : self->fixture->owner);
}

static void
upload (Worker *self)
{
  Fixture *fixture = self->fixture;
  g_autofree char *text = g_strdup_printf ("package %u of %s", fixture->number++, self->app_id);
  g_autofree char *path = g_strdup_printf ("/api/v1/apps/%s/packages", self->app_id);
  g_autoptr (GBytes) package = platform_make_package (fixture->platform, text);

  send (self, "POST", path, "application/vnd.superhub.package", package, fixture->owner);
}

static void
go_on (Worker *self)
{
  Fixture *fixture = self->fixture;

  switch (self->step)
    {
    case STEP_UPLOAD:
      upload (self);
      break;
    case STEP_VERSION:
      ask (self, "PUT", "/developer-version",
           "{\"package\": \"%s\", \"version\": \"1.0.%u\", \"remarks\": \"\"}", self->package, fixture->number++);
      break;
    case STEP_SUBMIT:
      ask (self, "POST", "/reviews", "{\"id\": \"%s\"}", self->version);
      break;
    case STEP_APPROVE:
      ask (self, "POST", "/decision", "{\"decision\": \"approve\"}");
      break;
    case STEP_RELEASE:
    default:
      ask (self, "POST", "/releases", "{\"mode\": \"full\"}");
      break;
    }
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->platform = platform_start (NULL);
  self->session = soup_session_new_with_options ("max-conns", WORKERS, "max-conns-per-host", WORKERS, NULL);
  platform_account (self->platform, "anna");
  platform_account (self->platform, "rita");
  platform_reviewer (self->platform, "rita");
  self->reviewer = platform_token_of (self->platform, "rita");
  platform_become (self->platform, "anna");
  self->owner = g_strdup (self->platform->token);
  for (guint i = 0; i < N_STEPS; i++)
    self->acknowledged[i] = g_ptr_array_new_with_free_func (g_free);
  self->spare = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < WORKERS; i++)
    {
      self->workers[i].fixture = self;
      self->workers[i].app_id = platform_app (self->platform, "Shop");
    }
  for (guint i = 0; i < SPARE; i++)
    g_ptr_array_add (self->spare, platform_app (self->platform, "Shop"));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->session);
  for (guint i = 0; i < N_STEPS; i++)
    g_ptr_array_unref (self->acknowledged[i]);
  for (guint i = 0; i < WORKERS; i++)
    {
      g_free (self->workers[i].app_id);
      g_free (self->workers[i].package);
      g_free (self->workers[i].version);
      g_free (self->workers[i].review);
    }
  g_ptr_array_unref (self->spare);
  g_free (self->owner);
  g_free (self->reviewer);
  platform_free (self->platform);
}

static void G_GNUC_PRINTF (3, 4)
expect_count (Fixture *self, gint64 expected, const char *format, ...)
{
  g_autofree char *sql = NULL;
  va_list args;

  va_start (args, format);
  sql = g_strdup_vprintf (format, args);
  va_end (args);
  g_test_message ("%s", sql);
  g_assert_cmpint (platform_count (self->platform, sql), ==, expected);
}

static void
expect_acknowledged (Fixture *self)
{
  const char *const columns[N_STEPS] = { "sha256", "target", "id", "id", "id" };

  for (guint step = 0; step < N_STEPS; step++)
    {
      g_autoptr (GString) list = g_string_new ("''");

      for (guint i = 0; i < self->acknowledged[step]->len; i++)
        g_string_append_printf (list, ", '%s'", (char *) g_ptr_array_index (self->acknowledged[step], i));
      expect_count (self, self->acknowledged[step]->len, "SELECT count(*) FROM %s WHERE %s IN (%s)%s", tables[step],
                    columns[step], list->str, step == STEP_VERSION ? " AND action = 'putDeveloperVersion'" : "");
      if (step == STEP_APPROVE)
        expect_count (self, 0, "SELECT count(*) FROM reviews WHERE id IN (%s) AND state IN ('pending', 'withdrawn')",
                      list->str);
    }
}

/* A package that is known is there, with the bytes of its name. */
static void
expect_package (Fixture *self, const char *sha256)
{
  g_autofree char *folder = g_strndup (sha256, 2);
  g_autofree char *name = g_strconcat (sha256, ".hpkg", NULL);
  g_autofree char *path = g_build_filename (self->platform->data, "packages", folder, name, NULL);
  g_autofree char *bytes = NULL;
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  found = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, length);
  g_assert_cmpstr (found, ==, sha256);
}

static void
expect_invariants (Fixture *self)
{
  g_autofree char *program = hub_paths_find_program ("superhubd", NULL);
  g_autofree char *incoming = g_build_filename (self->platform->data, "incoming", NULL);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GDir) dir = g_dir_open (incoming, 0, NULL);

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, NULL, program, "--data-dir", self->platform->data,
                              "--database", self->platform->database, "--verify-audit", NULL);
  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
  /* A change and its line in the log are there together, or neither. */
  expect_count (self, 0, "SELECT (SELECT count(*) FROM reviews) - (SELECT count(*) FROM audit "
                "WHERE action = 'submitReview' AND outcome = 'done')");
  expect_count (self, 0, "SELECT (SELECT count(*) FROM releases) - (SELECT count(*) FROM audit "
                "WHERE action = 'createRelease' AND outcome = 'done')");
  expect_count (self, 0, "SELECT count(*) FROM developer_versions WHERE id NOT IN (SELECT target FROM audit)");
  expect_count (self, 0, "SELECT count(*) FROM (SELECT app_id FROM reviews WHERE state IN ('pending', 'approved') "
                "GROUP BY app_id HAVING count(*) > 1) AS twice");
  expect_count (self, 0, "SELECT count(*) FROM (SELECT app_id FROM releases WHERE state = 'online' "
                "GROUP BY app_id HAVING count(*) > 1) AS twice");
  expect_count (self, 0, "SELECT count(*) FROM releases WHERE review_id NOT IN (SELECT id FROM reviews "
                "WHERE state IN ('released', 'replaced'))");
  /* One that was told of each decision, once. */
  expect_count (self, 0, "SELECT (SELECT count(*) FROM reviews WHERE state IN ('approved', 'released', 'replaced')) "
                "- (SELECT count(*) FROM notifications WHERE kind = 'review.approved')");
  for (guint i = 0; i < self->acknowledged[STEP_UPLOAD]->len; i++)
    expect_package (self, g_ptr_array_index (self->acknowledged[STEP_UPLOAD], i));
  /* What was half received is gone. */
  g_assert_true (dir == NULL || g_dir_read_name (dir) == NULL);
}

static void
run_until_quiet (Fixture *self)
{
  self->stopped = FALSE;
  for (guint i = 0; i < WORKERS; i++)
    go_on (&self->workers[i]);
  while (self->under_way > 0 || (self->kill_at == 0 && !self->stopped && self->count < OPERATIONS))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_nothing_is_lost (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < KILLS; i++)
    {
      const guint share = OPERATIONS / (KILLS + 1);

      self->kill_at = self->count + g_test_rand_int_range (1, share);
      run_until_quiet (self);
      g_assert_true (self->stopped);
      g_test_message ("killed after %u", self->count);
      platform_start_again (self->platform, NULL);
      expect_acknowledged (self);
      expect_invariants (self);
    }
  self->kill_at = G_MAXUINT;
  run_until_quiet (self);
  g_assert_cmpuint (self->count, >=, OPERATIONS);
  expect_acknowledged (self);
  expect_invariants (self);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/kill/nothing-is-lost", Fixture, NULL, set_up, test_nothing_is_lost, tear_down);
  return g_test_run ();
}
