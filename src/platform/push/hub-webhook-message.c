/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-webhook-message.h"

#include "config.h"

#include <string.h>

#include "hub-error.h"
#include "hub-language.h"

/* Milliseconds; shorter than the lease of a delivery. */
#define TIMEOUT 10000
#define MAX_ANSWER (64 * 1024)

/**
 * hub_webhook_sign:
 * @secret: what both sides know
 * @timestamp: when it is sent, in seconds since 1970
 * @body: what is sent
 *
 * The timestamp is signed, too, so that nobody sends again later what they have seen once.
 *
 * Returns: (transfer full): HMAC-SHA256 of timestamp, "." and body, as 64 hexadecimal digits
 */
char *
hub_webhook_sign (const char *secret, const char *timestamp, const char *body)
{
  g_autofree char *signed_text = g_strconcat (timestamp, ".", body, NULL);

  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guchar *) secret, strlen (secret), signed_text, -1);
}

/**
 * hub_webhook_make_message:
 * @platform: the platform
 * @webhook: where to
 * @id: by which the server knows it again
 * @content: what is sent
 *
 * Returns: (transfer full): the request, signed now
 */
HubFetch *
hub_webhook_make_message (HubPlatform *platform, const HubWebhook *webhook, const char *id, const char *content)
{
  HubFetch *fetch = hub_fetch_new ("POST", webhook->url);
  g_autofree char *timestamp = g_strdup_printf ("%" G_GINT64_FORMAT, hub_clock_now (platform->clock) / G_USEC_PER_SEC);
  g_autofree char *signature = hub_webhook_sign (webhook->secret, timestamp, content);
  g_autofree char *value = g_strconcat ("sha256=", signature, NULL);

  fetch->redirects = 0;
  fetch->fails_on_redirect = FALSE;
  fetch->allow_plain = fetch->allow_private = platform->allow_private;
  fetch->max_bytes = MAX_ANSWER;
  fetch->timeout = TIMEOUT;
  fetch->body = g_bytes_new (content, strlen (content));
  soup_message_headers_replace (fetch->headers, "Content-Type", "application/json");
  soup_message_headers_replace (fetch->headers, "Superhub-Delivery", id);
  soup_message_headers_replace (fetch->headers, "Superhub-Timestamp", timestamp);
  soup_message_headers_replace (fetch->headers, "Superhub-Signature", value);
  return fetch;
}

/**
 * hub_webhook_why_not:
 * @answer: (nullable): of the server
 * @error: (nullable): why there is none
 *
 * Returns: (transfer full) (nullable): a sentence that says why it has not arrived, or %NULL if it has
 */
char *
hub_webhook_why_not (HubFetchAnswer *answer, const GError *error)
{
  if (answer != NULL && answer->status >= 200 && answer->status <= 299)
    return NULL;
  if (answer != NULL && answer->status >= 300 && answer->status <= 399)
    return g_strdup_printf (_("The server answered with status %u; redirects are not followed, set the address that it "
                              "names."), answer->status);
  if (answer != NULL)
    return g_strdup_printf (_("The server answered with status %u instead of 200 to 299."), answer->status);
  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    return g_strdup (_("The server's certificate is not valid for its name or is not trusted."));
  if (error != NULL && error->domain == HUB_ERROR)
    return g_strdup (error->message);
  return g_strdup (_("The server cannot be reached."));
}
