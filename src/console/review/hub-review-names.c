/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-review-names.h"

#include "config.h"

#include <glib/gi18n-lib.h>

const HubReviewName hub_review_privacy_keys[] = {
  { "UserInfo", N_("Name and picture") },
  { "Location", N_("Location") },
  { "Address", N_("Postal address") },
  { "Invoice", N_("Invoice details") },
  { "RunData", N_("Steps") },
  { "Record", N_("Microphone") },
  { "Album", N_("Chosen pictures and videos") },
  { "AlbumWriteOnly", N_("Saving to the album") },
  { "Camera", N_("Camera") },
  { "PhoneNumber", N_("Phone number") },
  { "Contact", N_("Contacts") },
  { "DeviceInfo", N_("Device details") },
  { "BlueTooth", N_("Bluetooth") },
  { "CalendarWriteOnly", N_("Calendar entries") },
  { "MessageFile", N_("Files from chats") },
  { "Clipboard", N_("Clipboard") },
  { "Wifi", N_("Wi-Fi") },
  { "LicensePlate", N_("License plate") },
  { "Email", N_("E-mail address") },
  { NULL, NULL },
};

const HubReviewName hub_review_content_scenes[] = {
  { "none", N_("Nowhere") },
  { "profile", N_("Profiles") },
  { "text", N_("Texts and comments") },
  { "picture", N_("Pictures") },
  { "media", N_("Audio and video") },
  { "other", N_("Elsewhere") },
  { NULL, NULL },
};

const HubReviewName hub_review_content_methods[] = {
  { "platform_check", N_("The platform’s content check") },
  { "own_check", N_("A check of our own") },
  { "people", N_("People read it") },
  { "none", N_("Not checked") },
  { NULL, NULL },
};

const HubReviewName hub_review_check_names[] = {
  { "integrity", N_("Package") },
  { "sizes", N_("Sizes") },
  { "manifest", N_("Configuration") },
  { "pages", N_("Pages") },
  { "domains", N_("Servers") },
  { "privacy", N_("Information about people") },
  { NULL, NULL },
};

/**
 * hub_review_names_get:
 * @names: an enumeration
 * @id: a value of the API
 *
 * Returns: (transfer none): its name for people; @id where it is not known
 */
const char *
hub_review_names_get (const HubReviewName *names, const char *id)
{
  for (; names->id != NULL; names++)
    if (g_str_equal (names->id, id))
      return _(names->name);
  return id;
}
