/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every operation of the API's description, asked by every kind of person: let in or refused as the description says, and
 * never answered with a mistake of the platform. An operation that does not say who may is a failure, too. */
#include <string.h>
#include <glib/gstdio.h>

#include "hub-json.h"
#include "platform-fixture.h"

#define DAY ((gint64) 24 * 60 * 60 * G_USEC_PER_SEC)

typedef struct
{
  const char *name;           /* Super Hub ID */
  const char *kind;           /* in the program; "" for none */
  const char *roles;          /* JSON */
  const char *permissions;    /* with spaces around each */
  char       *token;
} Person;

/* The permissions are those of the rules, written down once more: the platform's own table is what is tested. */
static Person people[] = {
  { "nobody", "", "", "" },
  { "expired", "", "", "" },
  { "phone", "", "", "" },
  { "stranger", "", "", "" },
  { "removed", "", "", "" },
  { "tester", "test", "[]", "" },
  { "analyst", "project", "[\"data-analyst\"]", " experience login data-analysis " },
  { "developer", "project", "[\"developer\"]", " developer experience login development-settings cloud-management " },
  { "operator", "project", "[\"operator\"]",
    " experience login pay promotion development-management service-suspension official-account plugin game-operation " },
  { "admin", "admin", "",
    " developer experience login data-analysis pay promotion development-management development-settings "
    "service-suspension official-account cloud-management plugin game-operation " },
  { "reviewer", "", "", "" },
};

typedef struct
{
  Platform   *platform;
  JsonObject *document;
  char       *app_id;
} Matrix;

static Person *
find_person (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    if (g_str_equal (people[i].name, name))
      return &people[i];
  g_assert_not_reached ();
}

static void
become (Matrix *self, const char *name)
{
  platform_as (self->platform, find_person (name)->token);
}

static void
sign_in (Matrix *self, Person *person)
{
  become (self, "nobody");
  g_free (person->token);
  person->token = platform_token_of (self->platform, person->name);
}

static char *
app_path (Matrix *self, const char *rest)
{
  return g_strconcat ("/api/v1/apps/", self->app_id, rest, NULL);
}

/* A program of its own for each operation: what one of them destroys is not missed by the next. */
static void
make_app (Matrix *self)
{
  g_autofree char *removed = NULL;

  become (self, "admin");
  g_free (self->app_id);
  self->app_id = platform_app (self->platform, "Shop");
  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    if (people[i].kind[0] != '\0' && !g_str_equal (people[i].kind, "admin"))
      platform_member (self->platform, self->app_id, people[i].name, people[i].kind, people[i].roles);
  platform_member (self->platform, self->app_id, "removed", "project", "[\"operator\", \"developer\"]");
  platform_expect (self->platform, 200, "");
  removed = app_path (self, "/members/removed");
  json_object_unref (platform_call (self->platform, "DELETE", removed, NULL));
  platform_expect (self->platform, 204, "");
}

static char *
value_of (const char *name_and_value)
{
  return g_strdup (strchr (name_and_value, '=') + 1);
}

static void
matrix_set_up (Matrix *self)
{
  g_autofree char *path = g_build_filename (SOURCE_ROOT, "data", "api", "openapi.json", NULL);
  g_autoptr (JsonNode) node = hub_json_parse_file (path, 8 << 20, NULL);
  /* Limits that only get in the way here. */
  g_autofree char *config = NULL;
  const char *extra[] = { "--config", NULL, NULL };
  g_autofree char *folder = g_dir_make_tmp ("superhub-matrix-XXXXXX", NULL);

  self->document = json_node_dup_object (node);
  config = g_build_filename (folder, "superhubd.conf", NULL);
  g_assert_true (g_file_set_contents (config, "[limits]\nprograms-as-member = 10000\nprograms-as-tester = 10000\n", -1, NULL));
  extra[1] = config;
  self->platform = platform_start_clocked (extra);
  people[0].token = g_strdup ("");
  for (gsize i = 1; i < G_N_ELEMENTS (people); i++)
    platform_account (self->platform, people[i].name);
  platform_reviewer (self->platform, "reviewer");
  sign_in (self, find_person ("expired"));
  platform_advance (self->platform, 400 * DAY);
  for (gsize i = 3; i < G_N_ELEMENTS (people); i++)
    sign_in (self, &people[i]);
  become (self, "nobody");
  platform_phone_sign_in (self->platform, "phone", "/");
  find_person ("phone")->token = value_of (self->platform->sent_cookie);
  g_free (self->platform->sent_cookie);
  self->platform->sent_cookie = g_strdup ("");
  g_unlink (config);
  g_rmdir (folder);
}

static void
matrix_tear_down (Matrix *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    g_clear_pointer (&people[i].token, g_free);
  platform_free (self->platform);
  json_object_unref (self->document);
  g_free (self->app_id);
}

static JsonObject *
resolve (Matrix *self, JsonObject *schema)
{
  const char *reference = hub_json_get_string (schema, "$ref", NULL);

  if (reference == NULL)
    return schema;
  return hub_json_get_object (hub_json_get_object (hub_json_get_object (self->document, "components"), "schemas"),
                              strrchr (reference, '/') + 1);
}

static JsonNode *sample (Matrix *self, JsonObject *schema, const char *name);

static JsonNode *
sample_object (Matrix *self, JsonObject *schema)
{
  JsonArray *required = hub_json_get_array (schema, "required");
  JsonObject *properties = hub_json_get_object (schema, "properties");
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; required != NULL && i < json_array_get_length (required); i++)
    {
      const char *name = json_array_get_string_element (required, i);

      json_object_set_member (object, name, sample (self, hub_json_get_object (properties, name), name));
    }
  json_node_take_object (node, object);
  return node;
}

static JsonNode *
sample_array (Matrix *self, JsonObject *schema)
{
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (gint64 i = 0; i < MIN (hub_json_get_int (schema, "minItems", 0), 10); i++)
    json_array_add_element (array, sample (self, hub_json_get_object (schema, "items"), ""));
  json_node_take_array (node, array);
  return node;
}

/* A value that keeps to a schema, as far as that needs no understanding; "nosuch" where something is named. */
static JsonNode *
sample (Matrix *self, JsonObject *schema, const char *name)
{
  JsonArray *choices;
  const char *type;

  schema = resolve (self, schema);
  choices = hub_json_get_array (schema, "enum");
  type = hub_json_get_string (schema, "type", "object");
  if (choices != NULL)
    return json_node_copy (json_array_get_element (choices, 0));
  if (g_str_equal (type, "object"))
    return sample_object (self, schema);
  if (g_str_equal (type, "array"))
    return sample_array (self, schema);
  if (g_str_equal (type, "integer") || g_str_equal (type, "number"))
    return json_node_init_int (json_node_alloc (), hub_json_get_int (schema, "minimum", 1));
  if (g_str_equal (type, "boolean"))
    return json_node_init_boolean (json_node_alloc (), TRUE);
  return json_node_init_string (json_node_alloc (), g_str_equal (name, "password") ? PASSWORD : "nosuch");
}

static char *
fill_path (Matrix *self, const char *template)
{
  g_auto (GStrv) parts = g_strsplit (template, "/", -1);

  for (char **part = parts; *part != NULL; part++)
    if ((*part)[0] == '{')
      {
        gboolean app = g_str_equal (*part, "{app_id}");

        g_free (*part);
        *part = g_strdup (app ? self->app_id : "nosuch");
      }
  return g_strjoinv ("/", parts);
}

static char *
fill_query (Matrix *self, JsonObject *operation)
{
  JsonArray *parameters = hub_json_get_array (operation, "parameters");
  g_autoptr (GString) query = g_string_new (NULL);

  for (guint i = 0; parameters != NULL && i < json_array_get_length (parameters); i++)
    {
      JsonObject *parameter = json_array_get_object_element (parameters, i);

      if (g_str_equal (hub_json_get_string (parameter, "in", ""), "query") && hub_json_get_boolean (parameter, "required", FALSE))
        g_string_append_printf (query, "%c%s=nosuch", query->len == 0 ? '?' : '&', hub_json_get_string (parameter, "name", ""));
    }
  return g_string_free (g_steal_pointer (&query), FALSE);
}

typedef struct
{
  const char *id;
  char       *method;
  char       *path;       /* as in the description */
  JsonObject *object;
} Operation;

static JsonObject *
body_schema (Operation *operation, const char **type)
{
  JsonObject *content = hub_json_get_object (hub_json_get_object (operation->object, "requestBody"), "content");
  g_autoptr (GList) types = content != NULL ? json_object_get_members (content) : NULL;

  *type = types != NULL ? types->data : "application/json";
  return types != NULL ? hub_json_get_object (hub_json_get_object (content, *type), "schema") : NULL;
}

static void
send_body (Matrix *self, Operation *operation, const char *type, const char *body)
{
  g_autofree char *path = fill_path (self, operation->path);
  g_autofree char *query = fill_query (self, operation->object);
  g_autofree char *address = g_strconcat (path, query, NULL);
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  g_autofree char *answer = platform_send (self->platform, operation->method, address, type, bytes);
  g_autoptr (JsonNode) node = self->platform->status >= 400 ? hub_json_parse (answer, -1, "answer", NULL) : NULL;

  g_free (self->platform->code);
  self->platform->code = g_strdup ("");
  if (node != NULL)
    {
      g_free (self->platform->code);
      self->platform->code = g_strdup (hub_json_get_string (hub_json_get_object (json_node_get_object (node), "error"), "code", ""));
      g_assert_cmpstr (self->platform->code, !=, "");
    }
}

static void
ask (Matrix *self, Operation *operation)
{
  const char *type;
  JsonObject *schema = body_schema (operation, &type);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *body = NULL;

  if (schema != NULL && g_str_equal (type, "application/json"))
    {
      node = sample (self, schema, "");
      body = hub_json_to_string (node, FALSE);
    }
  else if (schema != NULL)
    body = g_strdup ("no package");
  send_body (self, operation, type, body);
}

static gboolean
has_permission (const Person *person, const char *permission)
{
  g_autofree char *padded = g_strconcat (" ", permission, " ", NULL);

  if (g_str_equal (permission, "reviewer") || g_str_equal (permission, "admin"))
    return g_str_equal (person->name, permission);
  return strstr (person->permissions, padded) != NULL;
}

static gboolean
is_one_of (const Person *person, const char *word)
{
  /* "object": what is named decides, and here that is something that does not exist. */
  if (g_str_equal (word, "account") || g_str_equal (word, "object"))
    return TRUE;
  if (g_str_equal (word, "participant"))
    return person->kind[0] != '\0';
  if (g_str_equal (word, "member"))
    return g_str_equal (person->kind, "project") || g_str_equal (person->kind, "admin");
  if (g_str_equal (word, "reviewer"))
    return g_str_equal (person->name, "reviewer");
  g_assert_cmpstr (word, ==, "admin");
  return g_str_equal (person->kind, "admin");
}

/* What the description says: a permission, or with x-access who else. */
static gboolean
may (Operation *operation, const Person *person)
{
  const char *permission = hub_json_get_string (operation->object, "x-permission", NULL);
  const char *access = hub_json_get_string (operation->object, "x-access", NULL);
  g_auto (GStrv) words = g_strsplit (access != NULL ? access : "", " ", -1);

  if (permission != NULL)
    return has_permission (person, permission);
  if (access == NULL)
    g_error ("%s says neither with x-permission nor with x-access who may", operation->id);
  for (char **word = words; *word != NULL; word++)
    if (is_one_of (person, *word))
      return TRUE;
  return FALSE;
}

static gboolean
is_open (Operation *operation)
{
  JsonArray *security = hub_json_get_array (operation->object, "security");

  return security != NULL && json_array_get_length (security) == 0;
}

static gboolean
is_signed_in (const Person *person)
{
  return !g_str_equal (person->name, "nobody") && !g_str_equal (person->name, "expired")
         && !g_str_equal (person->name, "phone");
}

static gboolean
was_refused (Platform *platform)
{
  return platform->status == 401
         || g_str_equal (platform->code, "auth.permission_denied") || g_str_equal (platform->code, "auth.reviewers_only")
         || g_str_equal (platform->code, "auth.admin_only")
         || g_str_equal (platform->code, "app.not_found");
}

/* Who is let in may still be refused for what they name, where the description says so. */
static gboolean
decides_later (Operation *operation)
{
  JsonArray *codes = hub_json_get_array (operation->object, "x-errors");

  if (strstr (hub_json_get_string (operation->object, "x-access", ""), "object") != NULL)
    return TRUE;
  for (guint i = 0; codes != NULL && i < json_array_get_length (codes); i++)
    if (g_str_equal (json_array_get_string_element (codes, i), "auth.permission_denied"))
      return TRUE;
  return FALSE;
}

static void
check_answer (Matrix *self, Operation *operation, const Person *person)
{
  Platform *platform = self->platform;
  gboolean decided_later = decides_later (operation);

  g_test_message ("%s by %s: %u %s", operation->id, person->name, platform->status, platform->code);
  g_assert_cmpuint (platform->status, >=, 200);
  g_assert_cmpuint (platform->status, <, 500);
  if (is_open (operation))
    return;
  if (!is_signed_in (person))
    g_assert_cmpuint (platform->status, ==, 401);
  else if (!may (operation, person))
    g_assert_true (was_refused (platform) && platform->status != 401);
  else if (!decided_later)
    g_assert_false (was_refused (platform));
}

static void
ask_everybody (Matrix *self, Operation *operation)
{
  make_app (self);
  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    {
      Person *person = &people[i];

      become (self, person->name);
      ask (self, operation);
      check_answer (self, operation, person);
      /* Some operations end the sign-in that asks. */
      if (is_signed_in (person) && g_str_equal (operation->method, "GET") == FALSE)
        {
          json_object_unref (platform_call (self->platform, "GET", "/api/v1/account", NULL));
          if (self->platform->status == 401)
            sign_in (self, person);
        }
    }
}

static void
for_each_operation (Matrix *self, void (*function) (Matrix *self, Operation *operation))
{
  JsonObject *paths = hub_json_get_object (self->document, "paths");
  g_autoptr (GList) names = json_object_get_members (paths);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonObject *item = hub_json_get_object (paths, l->data);
      g_autoptr (GList) methods = json_object_get_members (item);

      for (GList *m = methods; m != NULL; m = m->next)
        {
          g_autofree char *method = g_ascii_strup (m->data, -1);
          Operation operation = { .method = method, .path = l->data, .object = hub_json_get_object (item, m->data) };

          operation.id = hub_json_get_string (operation.object, "operationId", "");
          function (self, &operation);
        }
    }
}

static void
test_everybody (void)
{
  Matrix self = { NULL };

  matrix_set_up (&self);
  for_each_operation (&self, ask_everybody);
  matrix_tear_down (&self);
}

/* The admin's password was given too long ago: nothing sensitive happens. */
static void
ask_late (Matrix *self, Operation *operation)
{
  if (!hub_json_get_boolean (operation->object, "x-sensitive", FALSE))
    return;
  make_app (self);
  become (self, g_strcmp0 (hub_json_get_string (operation->object, "x-permission", NULL), "reviewer") == 0 ? "reviewer" : "admin");
  platform_advance (self->platform, 6 * 60 * G_USEC_PER_SEC);
  ask (self, operation);
  g_test_message ("%s late: %u %s", operation->id, self->platform->status, self->platform->code);
  g_assert_cmpstr (self->platform->code, ==, "auth.confirm_required");
  sign_in (self, find_person ("admin"));
  sign_in (self, find_person ("reviewer"));
}

static void
test_sensitive_needs_the_password (void)
{
  Matrix self = { NULL };

  matrix_set_up (&self);
  for_each_operation (&self, ask_late);
  matrix_tear_down (&self);
}

static const char *const nonsense[] = {
  "", "null", "[]", "\"text\"", "7", "{", "{\"a\":", "{}", "{\"nosuch\": 1}",
  "{\"id\": null, \"name\": [], \"version\": {}, \"page\": 7, \"scene\": [1], \"steps\": \"x\", \"roles\": 1}",
  "{\"id\": \"\\u0000\", \"name\": \"\\u0000\", \"version\": \"\\ud800\"}",
};

static void
send_nonsense (Matrix *self, Operation *operation)
{
  const char *type;
  JsonObject *schema = body_schema (operation, &type);
  g_autofree char *deep = g_strnfill (100000, '[');

  if (schema == NULL || !g_str_equal (type, "application/json"))
    return;
  make_app (self);
  become (self, g_strcmp0 (hub_json_get_string (operation->object, "x-permission", NULL), "reviewer") == 0 ? "reviewer" : "admin");
  for (gsize i = 0; i <= G_N_ELEMENTS (nonsense); i++)
    {
      send_body (self, operation, type, i < G_N_ELEMENTS (nonsense) ? nonsense[i] : deep);
      g_test_message ("%s %.60s: %u %s", operation->id, i < G_N_ELEMENTS (nonsense) ? nonsense[i] : deep,
                      self->platform->status, self->platform->code);
      g_assert_cmpuint (self->platform->status, <, 500);
      if (i < 7)
        g_assert_cmpuint (self->platform->status, >=, 400);
    }
}

static void
test_nonsense_is_refused (void)
{
  Matrix self = { NULL };

  matrix_set_up (&self);
  for_each_operation (&self, send_nonsense);
  matrix_tear_down (&self);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/matrix/everybody", test_everybody);
  g_test_add_func ("/matrix/sensitive", test_sensitive_needs_the_password);
  g_test_add_func ("/matrix/nonsense", test_nonsense_is_refused);
  return g_test_run ();
}
