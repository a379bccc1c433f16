/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outside-server.h"

#include <string.h>

#define PATIENCE (20 * G_TIME_SPAN_SECOND)

typedef struct
{
  guint   status;
  char   *body;
  char  **headers;
  guint   delay;
} OutsideAnswer;

static void
answer_free (gpointer data)
{
  OutsideAnswer *answer = data;

  g_free (answer->body);
  g_strfreev (answer->headers);
  g_free (answer);
}

static void
request_free (gpointer data)
{
  OutsideRequest *request = data;

  g_free (request->method);
  g_free (request->path);
  g_free (request->query);
  soup_message_headers_unref (request->headers);
  g_free (request->body);
  g_free (request);
}

static void
copy_header (const char *name, const char *value, gpointer to)
{
  soup_message_headers_append (to, name, value);
}

static void
record (Outside *self, SoupServerMessage *message)
{
  OutsideRequest *request = g_new0 (OutsideRequest, 1);
  GUri *uri = soup_server_message_get_uri (message);
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));

  request->method = g_strdup (soup_server_message_get_method (message));
  request->path = g_strdup (g_uri_get_path (uri));
  request->query = g_strdup (g_uri_get_query (uri) != NULL ? g_uri_get_query (uri) : "");
  request->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  soup_message_headers_foreach (soup_server_message_get_request_headers (message), copy_header, request->headers);
  request->body = g_bytes_get_size (body) > 0 ? g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body)) : g_strdup ("");
  g_ptr_array_add (self->requests, request);
  g_cond_broadcast (&self->changed);
}

static char *
expand (const char *body, GHashTable *query)
{
  const char *echo = query != NULL ? g_hash_table_lookup (query, "echostr") : NULL;
  g_auto (GStrv) parts = g_strsplit (body, "{echostr}", -1);

  return g_strjoinv (echo != NULL ? echo : "", parts);
}

static gboolean
on_delayed (gpointer message)
{
  soup_server_message_unpause (message);
  return G_SOURCE_REMOVE;
}

static void
delay_answer (Outside *self, SoupServerMessage *message, guint milliseconds)
{
  g_autoptr (GSource) source = g_timeout_source_new (milliseconds);

  soup_server_message_pause (message);
  g_source_set_callback (source, on_delayed, g_object_ref (message), g_object_unref);
  g_source_attach (source, self->context);
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  Outside *self = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  OutsideAnswer *answer;

  g_mutex_lock (&self->lock);
  record (self, message);
  answer = g_hash_table_lookup (self->answers, path);
  if (answer != NULL)
    {
      char *body = expand (answer->body, query);
      const char *type = "text/plain";

      for (char **line = answer->headers; *line != NULL; line++)
        {
          g_auto (GStrv) parts = g_strsplit (*line, ": ", 2);

          if (g_str_equal (parts[0], "Content-Type"))
            type = *line + strlen ("Content-Type: ");
          else
            soup_message_headers_append (headers, parts[0], parts[1]);
        }
      soup_server_message_set_status (message, answer->status, NULL);
      soup_server_message_set_response (message, type, SOUP_MEMORY_TAKE, body, strlen (body));
      if (answer->delay > 0)
        delay_answer (self, message, answer->delay);
    }
  else
    soup_server_message_set_status (message, 404, NULL);
  g_mutex_unlock (&self->lock);
}

static gpointer
run (gpointer user_data)
{
  Outside *self = user_data;
  g_autoptr (GError) error = NULL;
  GSList *uris;

  g_main_context_push_thread_default (self->context);
  self->server = soup_server_new ("server-header", "outside", NULL);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  if (self->certificate != NULL)
    soup_server_set_tls_certificate (self->server, self->certificate);
  soup_server_listen_local (self->server, 0,
                            SOUP_SERVER_LISTEN_IPV4_ONLY | (self->certificate != NULL ? SOUP_SERVER_LISTEN_HTTPS : 0),
                            &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  g_mutex_lock (&self->lock);
  self->port = g_uri_get_port (uris->data);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_main_loop_run (self->loop);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

Outside *
outside_start (void)
{
  return outside_start_tls (NULL);
}

Outside *
outside_start_tls (const char *certificate)
{
  Outside *self = g_new0 (Outside, 1);
  g_autoptr (GError) error = NULL;

  if (certificate != NULL)
    self->certificate = g_tls_certificate_new_from_file (certificate, &error);
  g_assert_no_error (error);
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->requests = g_ptr_array_new_with_free_func (request_free);
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, answer_free);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_mutex_lock (&self->lock);
  self->thread = g_thread_new ("outside", run, self);
  while (self->port == 0)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);
  return self;
}

static gboolean
on_quit (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

void
outside_free (Outside *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, on_quit, self->loop, NULL);
  g_source_attach (source, self->context);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_clear_object (&self->certificate);
  g_ptr_array_unref (self->requests);
  g_hash_table_unref (self->answers);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

char *
outside_url (Outside *self, const char *name, const char *path)
{
  return g_strdup_printf ("%s://%s.localhost:%u%s", self->certificate != NULL ? "https" : "http", name, self->port, path);
}

void
outside_answer (Outside *self, const char *path, guint status, const char *body, ...)
{
  OutsideAnswer *answer = g_new0 (OutsideAnswer, 1);
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  const char *line;
  va_list args;

  va_start (args, body);
  while ((line = va_arg (args, const char *)) != NULL)
    g_strv_builder_add (lines, line);
  va_end (args);
  answer->status = status;
  answer->body = g_strdup (body);
  answer->headers = g_strv_builder_end (lines);
  g_mutex_lock (&self->lock);
  g_hash_table_replace (self->answers, g_strdup (path), answer);
  g_mutex_unlock (&self->lock);
}

void
outside_delay (Outside *self, const char *path, guint milliseconds)
{
  g_mutex_lock (&self->lock);
  ((OutsideAnswer *) g_hash_table_lookup (self->answers, path))->delay = milliseconds;
  g_mutex_unlock (&self->lock);
}

guint
outside_count (Outside *self)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = self->requests->len;
  g_mutex_unlock (&self->lock);
  return n;
}

OutsideRequest *
outside_wait (Outside *self, guint number)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;
  OutsideRequest *request;

  g_mutex_lock (&self->lock);
  while (self->requests->len <= number)
    if (!g_cond_wait_until (&self->changed, &self->lock, end))
      g_error ("request %u did not come", number);
  request = g_ptr_array_index (self->requests, number);
  g_mutex_unlock (&self->lock);
  return request;
}
