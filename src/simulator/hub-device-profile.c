/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-device-profile.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Logical sizes, status bars and gesture areas as the devices report them; the first is the default. */
static const HubDeviceProfile profiles[] = {
  { "iphone-15", "iPhone 15", 393, 852, 59, 34, 3.0, "ios" },
  { "iphone-16-pro", "iPhone 16 Pro", 402, 874, 62, 34, 3.0, "ios" },
  { "iphone-15-pro-max", "iPhone 15 Pro Max", 430, 932, 59, 34, 3.0, "ios" },
  { "iphone-14", "iPhone 14", 390, 844, 47, 34, 3.0, "ios" },
  { "iphone-13-mini", "iPhone 13 mini", 375, 812, 50, 34, 3.0, "ios" },
  { "iphone-se", "iPhone SE", 375, 667, 20, 0, 2.0, "ios" },
  { "pixel-8", "Pixel 8", 412, 915, 50, 24, 2.625, "android" },
  { "galaxy-s24", "Galaxy S24", 360, 780, 32, 16, 3.0, "android" },
  { "xiaomi-14", "Xiaomi 14", 400, 890, 40, 16, 3.0, "android" },
  { "mate-60-pro", "Huawei Mate 60 Pro", 360, 777, 40, 16, 3.5, "android" },
  { "android-small", N_("Android, small"), 320, 640, 24, 0, 2.0, "android" },
  { "ipad-mini", "iPad mini", 744, 1133, 24, 20, 2.0, "ios" },
  { "ipad-10", "iPad", 820, 1180, 24, 20, 2.0, "ios" },
  { "android-tablet", N_("Android tablet"), 800, 1280, 24, 0, 2.0, "android" },
};

/**
 * hub_device_profiles:
 * @n_profiles: (out): how many there are
 *
 * The devices the simulator can be. Sizes are in logical pixels.
 *
 * Returns: (transfer none) (array length=n_profiles): the profiles; the first is the default
 */
const HubDeviceProfile *
hub_device_profiles (guint *n_profiles)
{
  if (n_profiles != NULL)
    *n_profiles = G_N_ELEMENTS (profiles);
  return profiles;
}

/**
 * hub_device_profile_find:
 * @id: (nullable): the id of a profile
 *
 * Returns: (transfer none) (nullable): that profile, or %NULL where there is none of that id
 */
const HubDeviceProfile *
hub_device_profile_find (const char *id)
{
  for (guint i = 0; id != NULL && i < G_N_ELEMENTS (profiles); i++)
    if (strcmp (profiles[i].id, id) == 0)
      return &profiles[i];
  return NULL;
}
