/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-js-engine.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <jsc/jsc.h>
#include <string.h>

#include "hub-error.h"
#include "hub-paths.h"

#define WASM "compiler/template-compiler.wasm"
#define GLUE "compiler/template-compiler.js"

static JSCContext *context;
static JSCValue *templates;   /* the glue's exports, once loaded */
static GHashTable *bundles;   /* name -> JSCValue, the exports of those loaded */
static HubJsRead reader;      /* of the call under way */
static gpointer reader_data;

void
hub_js_problem_clear (HubJsProblem *self)
{
  g_clear_pointer (&self->message, g_free);
}

static JSCContext *
get_context (void)
{
  if (context == NULL)
    context = jsc_context_new ();
  return context;
}

void
hub_js_engine_stop (void)
{
  g_clear_object (&templates);
  g_clear_pointer (&bundles, g_hash_table_unref);
  g_clear_object (&context);
}

gboolean
hub_js_engine_check (const char *code, guint line, gboolean module, HubJsProblem *problem)
{
  g_autoptr (JSCException) exception = NULL;
  JSCCheckSyntaxResult result =
    jsc_context_check_syntax (get_context (), code, -1,
                              module ? JSC_CHECK_SYNTAX_MODE_MODULE : JSC_CHECK_SYNTAX_MODE_SCRIPT,
                              "source", line, &exception);

  if (result == JSC_CHECK_SYNTAX_RESULT_SUCCESS)
    return TRUE;
  if (problem != NULL)
    {
      problem->message = g_strdup (exception != NULL ? jsc_exception_get_message (exception)
                                                     : _("a syntax error"));
      problem->line = exception != NULL ? jsc_exception_get_line_number (exception) : line;
    }
  return FALSE;
}

static JSCValue *
decode_utf8 (JSCValue *bytes)
{
  gsize length = 0;
  gpointer data = jsc_value_is_typed_array (bytes)
    ? jsc_value_typed_array_get_data (bytes, &length) : NULL;
  g_autoptr (GBytes) copy = g_bytes_new (data, data != NULL ? jsc_value_typed_array_get_size (bytes)
                                                            : 0);

  return jsc_value_new_string_from_bytes (jsc_value_get_context (bytes), copy);
}

static JSCValue *
encode_utf8 (JSCValue *text)
{
  g_autoptr (GBytes) bytes = jsc_value_to_string_as_bytes (text);
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  JSCValue *array = jsc_value_new_typed_array (jsc_value_get_context (text),
                                               JSC_TYPED_ARRAY_UINT8, size);

  if (size > 0)
    memcpy (jsc_value_typed_array_get_data (array, NULL), data, size);
  return array;
}

static gboolean
take_exception (GError **error)
{
  JSCException *exception = jsc_context_get_exception (context);
  g_autofree char *report = NULL;

  if (exception == NULL)
    return FALSE;
  report = jsc_exception_report (exception);
  jsc_context_clear_exception (context);
  hub_set_error (error, HUB_ERROR_FAILED, "compiler.crashed", "%s", report);
  return TRUE;
}

static void
add_function (const char *name, GCallback callback)
{
  g_autoptr (JSCValue) function = jsc_value_new_function (context, name, callback, NULL, NULL,
                                                          JSC_TYPE_VALUE, 1, JSC_TYPE_VALUE);

  jsc_context_set_value (context, name, function);
}

/* Runs a bundle and finds what it exports under @global. */
static JSCValue *
load_bundle (const char *name, const char *global, GError **error)
{
  g_autofree char *path = hub_paths_find_data (name, error);
  g_autofree char *code = NULL;
  g_autoptr (JSCValue) ignored = NULL;

  if (path == NULL || !g_file_get_contents (path, &code, NULL, error))
    return NULL;
  get_context ();
  add_function ("hubDecodeUtf8", G_CALLBACK (decode_utf8));
  add_function ("hubEncodeUtf8", G_CALLBACK (encode_utf8));
  ignored = jsc_context_evaluate_with_source_uri (context, code, -1, name, 1);
  if (take_exception (error))
    return NULL;
  return jsc_context_get_value (context, global);
}

static gboolean
load_templates (GError **error)
{
  g_autofree char *wasm_path = NULL;
  char *wasm;
  gsize size;
  g_autoptr (JSCValue) buffer = NULL;
  g_autoptr (JSCValue) exports = NULL;
  g_autoptr (JSCValue) started = NULL;

  if (templates != NULL)
    return TRUE;
  wasm_path = hub_paths_find_data (WASM, error);
  if (wasm_path == NULL || !g_file_get_contents (wasm_path, &wasm, &size, error))
    return FALSE;
  buffer = jsc_value_new_array_buffer (get_context (), wasm, size, g_free, wasm);
  exports = load_bundle (GLUE, "hubTemplates", error);
  if (exports == NULL)
    return FALSE;
  started = jsc_value_object_invoke_method (exports, "start", JSC_TYPE_VALUE, buffer, G_TYPE_NONE);
  if (take_exception (error))
    return FALSE;
  templates = g_steal_pointer (&exports);
  return TRUE;
}

static char *
take_string (JSCValue *value, GError **error)
{
  g_autoptr (JSCValue) owned = value;

  return take_exception (error) ? NULL : jsc_value_to_string (owned);
}

char *
hub_js_engine_compile_wxml (const char *path, const char *text, GError **error)
{
  char *json;

  if (!load_templates (error))
    return NULL;
  json = take_string (jsc_value_object_invoke_method (templates, "compile", G_TYPE_STRING, path,
                                                      G_TYPE_STRING, text, G_TYPE_NONE), NULL);
  if (json != NULL)
    return json;
  /* Out of stack or memory: nothing in the module can be trusted now. */
  hub_js_engine_stop ();
  hub_set_error (error, HUB_ERROR_COMPILE, "wxml.too_complex",
                 _("this template is too large or nested too deeply; split it into several"));
  return NULL;
}

char *
hub_js_engine_wxml_runtime (GError **error)
{
  if (!load_templates (error))
    return NULL;
  return take_string (jsc_value_object_invoke_method (templates, "runtime", G_TYPE_NONE), error);
}

static JSCValue *
read_file (JSCValue *name)
{
  g_autofree char *wanted = jsc_value_to_string (name);
  g_autofree char *text = reader != NULL ? reader (wanted, reader_data) : NULL;

  return text != NULL ? jsc_value_new_string (context, text) : jsc_value_new_null (context);
}

static JSCValue *
get_bundle (const char *bundle, GError **error)
{
  JSCValue *exports = bundles != NULL ? g_hash_table_lookup (bundles, bundle) : NULL;
  g_autofree char *file = NULL;
  g_autofree char *global = NULL;

  if (exports != NULL)
    return exports;
  file = g_strdup_printf ("compiler/%s-compiler.js", bundle);
  global = g_strdup_printf ("hub_%s", bundle);
  get_context ();
  add_function ("hubReadFile", G_CALLBACK (read_file));
  exports = load_bundle (file, global, error);
  if (exports == NULL)
    return NULL;
  if (bundles == NULL)
    bundles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_hash_table_insert (bundles, g_strdup (bundle), exports);
  return exports;
}

char *
hub_js_engine_call (const char *bundle, const char *function, const char *first,
                    const char *second, HubJsRead read, gpointer user_data, GError **error)
{
  JSCValue *exports = get_bundle (bundle, error);
  char *json;

  if (exports == NULL)
    return NULL;
  reader = read;
  reader_data = user_data;
  json = take_string (jsc_value_object_invoke_method (exports, function, G_TYPE_STRING, first,
                                                      G_TYPE_STRING, second, G_TYPE_NONE), error);
  reader = NULL;
  return json;
}
