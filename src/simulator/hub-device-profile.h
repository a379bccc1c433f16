/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HubDeviceProfile:
 * @id: its stable name: "iphone-15"
 * @name: for people
 * @width: of the screen, in logical pixels
 * @height: of the screen, in logical pixels
 * @status_bar: height of the status bar, which is the safe area's top
 * @safe_bottom: height of the area a gesture bar takes at the bottom, 0 for none
 * @pixel_ratio: device pixels to a logical one
 * @platform: "ios" or "android"
 */
typedef struct
{
  const char *id;
  const char *name;
  int         width;
  int         height;
  int         status_bar;
  int         safe_bottom;
  double      pixel_ratio;
  const char *platform;
} HubDeviceProfile;

const HubDeviceProfile *hub_device_profiles     (guint      *n_profiles);
const HubDeviceProfile *hub_device_profile_find (const char *id);

G_END_DECLS
