/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-script-scan.h"

#include <string.h>

#include "hub-script-tokens.h"

#define MAX_NAME 256
#define MAX_ALIASES 32

/* Members of wx that handle information about people, by what WeChat calls that information. Those that are listed stand in
 * requiredPrivateInfos of app.json before they work at all. */
static const struct
{
  const char *api;
  const char *key;
  gboolean    listed;
} apis[] = {
  { "getLocation", "Location", TRUE },
  { "getFuzzyLocation", "Location", TRUE },
  { "onLocationChange", "Location", TRUE },
  { "startLocationUpdate", "Location", TRUE },
  { "startLocationUpdateBackground", "Location", TRUE },
  { "chooseLocation", "Location", TRUE },
  { "choosePoi", "Location", TRUE },
  { "chooseAddress", "Address", TRUE },
  { "chooseInvoice", "Invoice", FALSE },
  { "chooseInvoiceTitle", "Invoice", FALSE },
  { "getWeRunData", "RunData", FALSE },
  { "getRecorderManager", "Record", FALSE },
  { "startRecord", "Record", FALSE },
  { "joinVoIPChat", "Record", FALSE },
  { "chooseImage", "Album", FALSE },
  { "chooseMedia", "Album", FALSE },
  { "chooseVideo", "Album", FALSE },
  { "saveImageToPhotosAlbum", "AlbumWriteOnly", FALSE },
  { "saveVideoToPhotosAlbum", "AlbumWriteOnly", FALSE },
  { "createCameraContext", "Camera", FALSE },
  { "createVKSession", "Camera", FALSE },
  { "addPhoneContact", "Contact", FALSE },
  { "chooseContact", "Contact", FALSE },
  { "getUserInfo", "UserInfo", FALSE },
  { "getUserProfile", "UserInfo", FALSE },
  { "createUserInfoButton", "UserInfo", FALSE },
  { "startAccelerometer", "DeviceInfo", FALSE },
  { "startCompass", "DeviceInfo", FALSE },
  { "startGyroscope", "DeviceInfo", FALSE },
  { "startDeviceMotionListening", "DeviceInfo", FALSE },
  { "openBluetoothAdapter", "BlueTooth", FALSE },
  { "createBLEPeripheralServer", "BlueTooth", FALSE },
  { "addPhoneCalendar", "CalendarWriteOnly", FALSE },
  { "addPhoneRepeatCalendar", "CalendarWriteOnly", FALSE },
  { "chooseMessageFile", "MessageFile", FALSE },
  { "getClipboardData", "Clipboard", FALSE },
  { "getConnectedWifi", "Wifi", FALSE },
  { "getWifiList", "Wifi", FALSE },
  { "chooseLicensePlate", "LicensePlate", FALSE },
  /* open-type of a button, in templates */
  { "getPhoneNumber", "PhoneNumber", FALSE },
  { "getRealtimePhoneNumber", "PhoneNumber", FALSE },
  { "chooseAvatar", "UserInfo", FALSE },
  /* elements */
  { "camera", "Camera", FALSE },
  { "live-pusher", "Camera", FALSE },
};

typedef struct
{
  const char     *text;
  GArray         *tokens;
  GArray         *open;         /* of guint: indices of the brackets that are open */
  GPtrArray      *aliases;      /* of char *: other names of wx in this module */
  gboolean        in_templates;
  HubScriptFound  found;
  gpointer        user_data;
} Scan;

/**
 * hub_script_scan_find_key:
 * @api: a member of wx, or an open-type
 *
 * Returns: (nullable): the kind of information it handles: "Location"
 */
const char *
hub_script_scan_find_key (const char *api)
{
  for (gsize i = 0; i < G_N_ELEMENTS (apis); i++)
    if (g_str_equal (apis[i].api, api))
      return apis[i].key;
  return NULL;
}

/**
 * hub_script_scan_is_listed:
 * @api: a member of wx
 *
 * Returns: whether it must stand in requiredPrivateInfos of app.json
 */
gboolean
hub_script_scan_is_listed (const char *api)
{
  for (gsize i = 0; i < G_N_ELEMENTS (apis); i++)
    if (g_str_equal (apis[i].api, api))
      return apis[i].listed;
  return FALSE;
}

static const HubToken *
token_at (const Scan *self, gint64 index)
{
  return index >= 0 && index < self->tokens->len ? &g_array_index (self->tokens, HubToken, index) : NULL;
}

static gboolean
is (const Scan *self, gint64 index, const char *text)
{
  return hub_script_token_is (self->text, token_at (self, index), text);
}

static void
tell (Scan *self, HubScriptKind kind, const char *name, const char *key, guint line)
{
  const HubScriptFinding finding = { kind, name, key, line };

  self->found (&finding, self->user_data);
}

static gboolean
is_alias (const Scan *self, const HubToken *token)
{
  for (guint i = 0; i < self->aliases->len; i++)
    if (hub_script_token_is (self->text, token, self->aliases->pdata[i]))
      return TRUE;
  return FALSE;
}

/* Whether the token is wx itself, and not a member of something that has its name. */
static gboolean
is_wx (const Scan *self, gint64 index)
{
  const HubToken *token = token_at (self, index);

  return token != NULL && token->kind == HUB_TOKEN_NAME && !is (self, index - 1, ".")
         && (hub_script_token_is (self->text, token, "wx") || is_alias (self, token));
}

static void
tell_api (Scan *self, const HubToken *token, const char *name)
{
  const char *key = hub_script_scan_find_key (name);

  if (key != NULL)
    tell (self, HUB_SCRIPT_API, name, key, token->line);
}

/* wx.name, wx?.name, wx["name"], wx[name] */
static void
scan_member (Scan *self, gint64 index)
{
  gint64 next = index + 1;
  const HubToken *token;
  g_autofree char *name = NULL;

  if (is (self, next, "?") && is (self, next + 1, "."))
    next++;
  token = token_at (self, next + 1);
  if (token == NULL)
    return;
  if (is (self, next, ".") && is (self, next + 1, "["))
    {
      next++;
      token = token_at (self, next + 1);
    }
  if (token == NULL)
    return;
  if (is (self, next, ".") && token->kind == HUB_TOKEN_NAME)
    name = hub_script_token_dup_text (self->text, token, MAX_NAME);
  else if (is (self, next, "[") && (token->kind == HUB_TOKEN_STRING || token->kind == HUB_TOKEN_TEMPLATE)
           && is (self, next + 2, "]"))
    name = hub_script_token_dup_text (self->text, token, MAX_NAME);
  else if (is (self, next, "["))
    tell (self, HUB_SCRIPT_DYNAMIC, "", "", token->line);
  if (name != NULL)
    tell_api (self, token, name);
}

/* const { a, b: c } = wx: reads back from the brace. Names of defaults count, too: rather one too many. */
static void
scan_destructuring (Scan *self, gint64 brace)
{
  guint depth = 0;

  for (gint64 i = brace; i >= 0 && brace - i < 1000; i--)
    {
      const HubToken *token = token_at (self, i);

      if (is (self, i, "}"))
        depth++;
      else if (is (self, i, "{") && --depth == 0)
        return;
      else if (token->kind == HUB_TOKEN_NAME && !is (self, i - 1, ":"))
        {
          g_autofree char *name = hub_script_token_dup_text (self->text, token, MAX_NAME);

          tell_api (self, token, name);
        }
    }
}

/* name = wx, not followed by a member: another name for it until the module ends. */
static void
scan_alias (Scan *self, gint64 index)
{
  const HubToken *name = token_at (self, index - 2);

  if (!is (self, index - 1, "=") || name == NULL || is (self, index + 1, ".") || is (self, index + 1, "[")
      || is (self, index + 1, "(") || is (self, index + 1, "?"))
    return;
  if (is (self, index - 2, "}"))
    scan_destructuring (self, index - 2);
  else if (name->kind == HUB_TOKEN_NAME && !is (self, index - 3, ".") && self->aliases->len < MAX_ALIASES
           && !is_alias (self, name))
    g_ptr_array_add (self->aliases, g_strndup (self->text + name->at, name->length));
}

/* The member of wx in whose argument, an object, this value is "url"; "" for any other place. */
static char *
find_call (const Scan *self, gint64 index)
{
  gint64 brace = self->open->len > 0 ? (gint64) g_array_index (self->open, guint, self->open->len - 1) : -1;
  gboolean is_url = is (self, index - 1, ":")
                    && (is (self, index - 2, "url") || is (self, index - 2, "\"url\"") || is (self, index - 2, "'url'"));

  if (!is_url || !is (self, brace, "{") || !is (self, brace - 1, "(") || !is (self, brace - 3, ".")
      || !is_wx (self, brace - 4))
    return g_strdup ("");
  return hub_script_token_dup_text (self->text, token_at (self, brace - 2), MAX_NAME);
}

/* (nullable) (transfer full): "https://host:port" of an address whose host is all there. */
static char *
read_origin (const char *text, gboolean goes_on)
{
  static const char *const schemes[] = { "https://", "http://", "wss://", "ws://" };
  const char *host = NULL;
  gsize length;

  for (gsize i = 0; i < G_N_ELEMENTS (schemes) && host == NULL; i++)
    if (g_ascii_strncasecmp (text, schemes[i], strlen (schemes[i])) == 0)
      host = text + strlen (schemes[i]);
  if (host == NULL)
    return NULL;
  length = strspn (host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:");
  if (length < 3 || length > 253 || (host[length] == '\0' && goes_on)
      || (host[length] != '\0' && strchr ("/?#", host[length]) == NULL)
      || memchr (host, '.', length) == NULL || g_str_has_prefix (host, "www.w3.org"))
    return NULL;
  return g_ascii_strdown (text, host + length - text);
}

/* In compiled templates: an open-type of a button, or an element. */
static gboolean
names_information (const Scan *self, gint64 index, const char *text)
{
  static const char *const open_types[] = { "getPhoneNumber", "getRealtimePhoneNumber", "chooseAvatar", "getUserInfo", NULL };

  if (g_strv_contains (open_types, text))
    return TRUE;
  return (g_str_equal (text, "camera") || g_str_equal (text, "live-pusher"))
         && is (self, index - 1, "(") && is (self, index - 2, "E");
}

static void
scan_text (Scan *self, gint64 index)
{
  const HubToken *token = token_at (self, index);
  g_autofree char *text = hub_script_token_dup_text (self->text, token, MAX_NAME + 64);
  gboolean goes_on = is (self, index + 1, "+")
                     || (token->kind == HUB_TOKEN_TEMPLATE && self->text[token->at + token->length - 1] == '{');
  g_autofree char *origin = read_origin (text, goes_on);

  if (origin != NULL)
    {
      g_autofree char *call = find_call (self, index);

      tell (self, HUB_SCRIPT_ADDRESS, origin, call, token->line);
    }
  else if (self->in_templates && names_information (self, index, text))
    tell_api (self, token, text);
}

/* __hubDefine("name", …), __hubTemplates(…) and its $("path", …) of the compiled program. */
static void
scan_module (Scan *self, gint64 index)
{
  const HubToken *name = token_at (self, index + 2);
  g_autofree char *text = NULL;

  if (is (self, index, "__hubTemplates"))
    {
      self->in_templates = TRUE;
      tell (self, HUB_SCRIPT_MODULE, "", "", token_at (self, index)->line);
      return;
    }
  if (self->in_templates && is (self, index, "$") && is (self, index + 1, "(") && name != NULL
      && name->kind == HUB_TOKEN_STRING)
    {
      text = hub_script_token_dup_text (self->text, name, 1024);
      tell (self, HUB_SCRIPT_TEMPLATE, text, "", name->line);
      return;
    }
  if (!is (self, index, "__hubDefine") || !is (self, index + 1, "(") || name == NULL || name->kind != HUB_TOKEN_STRING)
    return;
  text = hub_script_token_dup_text (self->text, name, 1024);
  self->in_templates = FALSE;
  g_ptr_array_set_size (self->aliases, 0);
  tell (self, HUB_SCRIPT_MODULE, text, "", name->line);
}

static void
scan_token (Scan *self, guint index)
{
  const HubToken *token = token_at (self, index);
  char sign = self->text[token->at];

  if (token->kind == HUB_TOKEN_STRING || token->kind == HUB_TOKEN_TEMPLATE)
    scan_text (self, index);
  else if (token->kind == HUB_TOKEN_NAME)
    {
      scan_module (self, index);
      if (is_wx (self, index))
        {
          scan_member (self, index);
          scan_alias (self, index);
        }
    }
  else if (token->kind == HUB_TOKEN_SIGN && strchr ("([{", sign) != NULL)
    g_array_append_val (self->open, index);
  else if (token->kind == HUB_TOKEN_SIGN && strchr (")]}", sign) != NULL && self->open->len > 0)
    g_array_set_size (self->open, self->open->len - 1);
}

/**
 * hub_script_scan:
 * @text: a script, of a compiled program or any other; not necessarily correct
 * @length: its bytes
 * @found: called for each finding, in the order of the text
 * @user_data: for @found
 *
 * Looks in a script for what a review wants to know: members of wx that handle information about people, addresses, and
 * members whose names are made while the program runs, which nobody can read here. Comments and regular expressions do not
 * count. What a program does behind functions of its own, or with another name of wx that was handed on, is not seen. May
 * be called in any thread.
 */
void
hub_script_scan (const char *text, gsize length, HubScriptFound found, gpointer user_data)
{
  Scan scan = { .text = text, .found = found, .user_data = user_data };

  scan.tokens = hub_script_tokens_read (text, length);
  scan.open = g_array_new (FALSE, FALSE, sizeof (guint));
  scan.aliases = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < scan.tokens->len; i++)
    scan_token (&scan, i);
  g_array_unref (scan.tokens);
  g_array_unref (scan.open);
  g_ptr_array_unref (scan.aliases);
}
