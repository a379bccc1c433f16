/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hub-delivery.h"

G_BEGIN_DECLS

/* The steps of Preview and Upload, with the one that runs and how far it is. */
#define HUB_TYPE_DELIVERY_STEPS (hub_delivery_steps_get_type ())
G_DECLARE_FINAL_TYPE (HubDeliverySteps, hub_delivery_steps, HUB, DELIVERY_STEPS, GtkWidget)

void hub_delivery_steps_start    (HubDeliverySteps *self,
                                  const char       *last_step);
void hub_delivery_steps_progress (HubDeliveryStep   step,
                                  double            fraction,
                                  gpointer          self);

G_END_DECLS
