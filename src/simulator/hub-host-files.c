/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `file/…`: a program's files. Keys and bounds are hub-program-files.c's business. */
#include "hub-host-private.h"

#include "config.h"

#include <errno.h>

#include "hub-json.h"

/* The names that the logic layer knows; anything else is said in words. */
static const struct
{
  int         code;
  const char *name;
} names[] = {
  { EACCES, "EACCES" },   { EPERM, "EPERM" },         { ENOENT, "ENOENT" },       { EEXIST, "EEXIST" },
  { ENOTDIR, "ENOTDIR" }, { EISDIR, "EISDIR" },       { ENOTEMPTY, "ENOTEMPTY" }, { EDQUOT, "EQUOTA" },
  { EINVAL, "EINVAL" },   { ENAMETOOLONG, "EINVAL" }, { ELOOP, "EACCES" },
};

static const char *
name_of (int failure)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].code == failure)
      return names[i].name;
  return g_strerror (failure);
}

static void
return_code (GTask *task, int failure)
{
  if (failure == 0)
    hub_host_return_value (task, NULL);
  else
    hub_host_return_failure (task, name_of (failure));
}

static void
return_facts (HubProgramFiles *files, const char *key, GTask *task)
{
  HubFileFacts facts;
  int failure = hub_program_files_stat (files, key, &facts);
  JsonObject *result;

  if (failure != 0 && failure != ENOENT && failure != ENOTDIR)
    {
      return_code (task, failure);
      return;
    }
  result = json_object_new ();
  if (failure == 0)
    {
      json_object_set_string_member (result, "type", facts.is_folder ? "folder" : "file");
      json_object_set_int_member (result, "size", facts.size);
      json_object_set_int_member (result, "mtime", facts.modified);
      json_object_set_int_member (result, "atime", facts.accessed);
    }
  hub_host_return_object (task, result);
}

static void
return_names (HubProgramFiles *files, const char *key, GTask *task)
{
  g_auto (GStrv) list = NULL;
  int failure = hub_program_files_list (files, key, &list);
  JsonObject *result;
  JsonArray *array;

  if (failure != 0)
    {
      return_code (task, failure);
      return;
    }
  array = json_array_new ();
  for (guint i = 0; list[i] != NULL; i++)
    json_array_add_string_element (array, list[i]);
  result = json_object_new ();
  json_object_set_array_member (result, "names", array);
  hub_host_return_object (task, result);
}

/* `file/VERB`: takes the task. */
void
hub_host_file (HubProgramFiles *files, const char *verb, JsonObject *arguments, GTask *task)
{
  const char *path = hub_json_get_string (arguments, "path", "");
  const char *to = hub_json_get_string (arguments, "to", "");

  if (g_str_equal (verb, "info"))
    hub_host_return_value (task, NULL);
  else if (g_str_equal (verb, "stat"))
    return_facts (files, path, task);
  else if (g_str_equal (verb, "list"))
    return_names (files, path, task);
  else if (g_str_equal (verb, "mkdir"))
    return_code (task, hub_program_files_mkdir (files, path));
  else if (g_str_equal (verb, "remove"))
    return_code (task, hub_program_files_remove (files, path));
  else if (g_str_equal (verb, "rename"))
    return_code (task, hub_program_files_rename (files, path, to));
  else if (g_str_equal (verb, "copy"))
    return_code (task, hub_program_files_copy (files, path, to));
  else if (g_str_equal (verb, "truncate"))
    return_code (task, hub_program_files_truncate (files, path, hub_json_get_int (arguments, "length", 0)));
  else
    hub_host_return_failure (task, "not supported");
}

/**
 * hub_host_write_file:
 * @self: a host
 * @key: a file of the program's
 * @body: the bytes
 * @length: how many
 * @position: (nullable): where: a number or "end"; %NULL replaces the file
 *
 * Writes what comes as bytes rather than as JSON.
 *
 * Returns: (transfer full): the answer, as JSON text
 */
char *
hub_host_write_file (HubHost *self, const char *key, gconstpointer body, gsize length,
                     const char *position)
{
  goffset at = HUB_PROGRAM_FILES_ALL;
  int failure;

  if (g_strcmp0 (position, "end") == 0)
    at = HUB_PROGRAM_FILES_END;
  else if (position != NULL)
    at = MAX (0, g_ascii_strtoll (position, NULL, 10));
  failure = hub_program_files_write (hub_host_get_files (self), key, body, length, at);
  return failure == 0 ? g_strdup ("{\"ok\":true,\"result\":{}}")
                      : g_strdup_printf ("{\"ok\":false,\"errMsg\":\"file/write:fail %s\"}",
                                         name_of (failure));
}
