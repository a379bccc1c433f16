/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-qr-code.h"

#include "config.h"

#include <glib/gi18n.h>

#include "hub-delivery.h"

/* Modules of white around the code; readers need them. */
#define QUIET_ZONE 4
#define EMPTY_SIZE 240
#define MODULE_SIZE 5

struct _HubQrCode
{
  GtkWidget  parent_instance;
  char      *text;
  guint8    *modules;
  guint      width;
  gboolean   expired;
};

G_DEFINE_FINAL_TYPE (HubQrCode, hub_qr_code, GTK_TYPE_WIDGET)

static void
draw_modules (HubQrCode *self, GtkSnapshot *snapshot, float left, float top, float module)
{
  const GdkRGBA ink = { 0, 0, 0, self->expired ? 0.12f : 1.0f };

  for (guint y = 0; y < self->width; y++)
    for (guint x = 0; x < self->width; x++)
      {
        guint run = 0;

        /* One rectangle for each row of dark modules. */
        while (x + run < self->width && self->modules[y * self->width + x + run])
          run++;
        if (run == 0)
          continue;
        gtk_snapshot_append_color (snapshot, &ink,
                                   &GRAPHENE_RECT_INIT (left + (float) x * module, top + (float) y * module,
                                                        (float) run * module, module));
        x += run;
      }
}

static void
hub_qr_code_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  HubQrCode *self = HUB_QR_CODE (widget);
  const GdkRGBA white = { 1, 1, 1, 1 };
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int scale = gtk_widget_get_scale_factor (widget);
  int device_module;
  float module, side;

  gtk_snapshot_append_color (snapshot, &white, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  if (self->modules == NULL)
    return;
  /* Whole device pixels for each module: no blurred edges. */
  device_module = MAX (1, MIN (width, height) * scale / (int) (self->width + 2 * QUIET_ZONE));
  module = (float) device_module / (float) scale;
  side = module * (float) self->width;
  draw_modules (self, snapshot, (float) (int) (((float) width - side) / 2), (float) (int) (((float) height - side) / 2),
                module);
}

static void
hub_qr_code_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                     int *minimum_baseline, int *natural_baseline)
{
  HubQrCode *self = HUB_QR_CODE (widget);

  *minimum = self->modules != NULL ? (int) (self->width + 2 * QUIET_ZONE) * MODULE_SIZE : EMPTY_SIZE;
  *natural = *minimum;
}

static void
hub_qr_code_finalize (GObject *object)
{
  HubQrCode *self = HUB_QR_CODE (object);

  g_free (self->text);
  g_free (self->modules);
  G_OBJECT_CLASS (hub_qr_code_parent_class)->finalize (object);
}

static void
hub_qr_code_class_init (HubQrCodeClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = hub_qr_code_finalize;
  widget_class->snapshot = hub_qr_code_snapshot;
  widget_class->measure = hub_qr_code_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
hub_qr_code_init (HubQrCode *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("QR code of the link"), -1);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (GTK_WIDGET (self), "qr-card");
}

/**
 * hub_qr_code_set_text:
 * @self: a code
 * @text: (nullable): what it says
 */
void
hub_qr_code_set_text (HubQrCode *self, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->modules, g_free);
  g_free (self->text);
  self->text = g_strdup (text);
  self->expired = FALSE;
  if (text != NULL)
    self->modules = hub_qr_encode (text, &self->width, &error);
  if (error != NULL)
    g_warning ("no QR code: %s", error->message);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * hub_qr_code_set_expired:
 * @self: a code
 * @expired: whether its link has ended; it is then too pale to be read
 */
void
hub_qr_code_set_expired (HubQrCode *self, gboolean expired)
{
  self->expired = expired;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
