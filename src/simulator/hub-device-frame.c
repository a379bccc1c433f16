/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-device-frame.h"

#include <math.h>

/* In logical pixels of the device, so the frame grows and shrinks with the screen. */
#define BEZEL        12.0
#define MARGIN       22.0
#define BUTTON_DEPTH 3.0
/* "Fit" neither blows a phone up nor makes it unreadable. */
#define FIT_MAX 1.0
#define FIT_MIN 0.25

struct _HubDeviceFrame
{
  GtkWidget parent_instance;

  GtkWidget              *child;
  const HubDeviceProfile *profile;
  double                  zoom;
  double                  scale;
  graphene_rect_t         screen;
  gboolean                dark;
};

enum { PROP_0, PROP_SCALE, N_PROPS };
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HubDeviceFrame, hub_device_frame, GTK_TYPE_WIDGET)

/* Phones with a gesture bar have round screens; those with a home button have square ones. */
static double
screen_radius (const HubDeviceProfile *profile)
{
  if (profile->width >= 600)
    return 18;
  if (profile->safe_bottom == 0)
    return 6;
  return g_str_equal (profile->platform, "ios") ? 44 : 32;
}

static void
hub_device_frame_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                          int *natural, int *minimum_baseline, int *natural_baseline)
{
  HubDeviceFrame *self = HUB_DEVICE_FRAME (widget);
  gboolean horizontal = orientation == GTK_ORIENTATION_HORIZONTAL;
  double length = (horizontal ? self->profile->width : self->profile->height) + 2 * (BEZEL + MARGIN);

  *natural = ceil (length * (self->zoom > 0 ? self->zoom : 0.85));
  *minimum = self->zoom > 0 ? *natural : (horizontal ? 180 : 240);
  /* Asked, so that GTK knows its size before it is allocated; what it wants does not matter. */
  if (self->child != NULL && gtk_widget_should_layout (self->child))
    gtk_widget_measure (self->child, orientation, -1, NULL, NULL, NULL, NULL);
}

static double
scale_for (HubDeviceFrame *self, int width, int height)
{
  double across = self->profile->width + 2 * (BEZEL + MARGIN);
  double down = self->profile->height + 2 * (BEZEL + MARGIN);

  if (self->zoom > 0)
    return self->zoom;
  return CLAMP (MIN (width / across, height / down), FIT_MIN, FIT_MAX);
}

static void
hub_device_frame_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  HubDeviceFrame *self = HUB_DEVICE_FRAME (widget);
  double scale = scale_for (self, width, height);
  int across = MAX (1, floor (self->profile->width * scale));
  int down = MAX (1, round (self->profile->height * scale));
  GskTransform *transform;

  /* A whole number of pixels across: the page then measures exactly the device's width. */
  scale = (double) across / self->profile->width;
  graphene_rect_init (&self->screen, MAX (BEZEL * scale, (width - across) / 2),
                      MAX (BEZEL * scale, (height - down) / 2), across, down);
  if (self->child != NULL)
    {
      transform = gsk_transform_translate (NULL, &self->screen.origin);
      gtk_widget_allocate (self->child, across, down, -1, transform);
    }
  if (fabs (scale - self->scale) > 1e-6)
    {
      self->scale = scale;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCALE]);
    }
}

static void
add_button (GtkSnapshot *snapshot, const GdkRGBA *color, float x, float y, float w, float h)
{
  GskRoundedRect rect;

  gsk_rounded_rect_init_from_rect (&rect, &GRAPHENE_RECT_INIT (x, y, w, h), w / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &rect);
  gtk_snapshot_append_color (snapshot, color, &rect.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
draw_buttons (HubDeviceFrame *self, GtkSnapshot *snapshot, const graphene_rect_t *body,
              const GdkRGBA *color)
{
  double s = self->scale;
  float depth = BUTTON_DEPTH * s;
  float left = body->origin.x - depth;
  float right = body->origin.x + body->size.width - depth;
  float y = body->origin.y;

  if (self->profile->width >= 600)
    return;
  if (g_str_equal (self->profile->platform, "ios"))
    {
      add_button (snapshot, color, left, y + 110 * s, 2 * depth, 28 * s);
      add_button (snapshot, color, left, y + 168 * s, 2 * depth, 54 * s);
      add_button (snapshot, color, left, y + 234 * s, 2 * depth, 54 * s);
      add_button (snapshot, color, right, y + 190 * s, 2 * depth, 86 * s);
    }
  else
    {
      add_button (snapshot, color, right, y + 150 * s, 2 * depth, 92 * s);
      add_button (snapshot, color, right, y + 266 * s, 2 * depth, 52 * s);
    }
}

/* The body: two soft shadows, a metal edge, the black glass. */
static void
draw_body (HubDeviceFrame *self, GtkSnapshot *snapshot)
{
  double bezel = BEZEL * self->scale;
  double radius = MAX (screen_radius (self->profile), 24) * self->scale + bezel;
  GdkRGBA shadow = { 0, 0, 0, self->dark ? 0.55 : 0.22 };
  GdkRGBA edge = self->dark ? (GdkRGBA) { 0.38, 0.38, 0.41, 1 } : (GdkRGBA) { 0.56, 0.56, 0.60, 1 };
  GdkRGBA glass = { 0.055, 0.055, 0.065, 1 };
  float rim = MAX (1, 2.2 * self->scale);
  graphene_rect_t body = self->screen;
  graphene_rect_t inner;
  GskRoundedRect outline;

  graphene_rect_inset (&body, -bezel, -bezel);
  gsk_rounded_rect_init_from_rect (&outline, &body, radius);
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &shadow, 0, 6 * self->scale, 0,
                                     18 * self->scale);
  shadow.alpha /= 2;
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &shadow, 0, 1, 0, 3);
  draw_buttons (self, snapshot, &body, &edge);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &edge, &body);
  gtk_snapshot_pop (snapshot);
  inner = body;
  graphene_rect_inset (&inner, rim, rim);
  gsk_rounded_rect_init_from_rect (&outline, &inner, radius - rim);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &glass, &inner);
  gtk_snapshot_pop (snapshot);
}

/* The island or the camera's hole, drawn over the status bar's empty middle. */
static void
draw_camera (HubDeviceFrame *self, GtkSnapshot *snapshot)
{
  const HubDeviceProfile *profile = self->profile;
  double s = self->scale;
  GdkRGBA black = { 0, 0, 0, 1 };
  float middle = self->screen.origin.x + self->screen.size.width / 2;
  float width = 0, height = 0, top = 0;
  GskRoundedRect rect;

  if (profile->width >= 600 || profile->safe_bottom == 0)
    return;
  if (g_str_equal (profile->platform, "android"))
    {
      width = height = 14;
      top = MAX (6, (profile->status_bar - height) / 2);
    }
  else if (profile->status_bar >= 54)
    {
      width = 118;
      height = 34;
      top = 12;
    }
  else
    {
      width = 150;
      height = 30;
      top = -4;
    }
  gsk_rounded_rect_init_from_rect (&rect,
                                   &GRAPHENE_RECT_INIT (middle - width * s / 2,
                                                        self->screen.origin.y + top * s, width * s,
                                                        height * s),
                                   MIN (height, 34) * s / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &rect);
  gtk_snapshot_append_color (snapshot, &black, &rect.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
hub_device_frame_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  HubDeviceFrame *self = HUB_DEVICE_FRAME (widget);
  GskRoundedRect screen;

  draw_body (self, snapshot);
  gsk_rounded_rect_init_from_rect (&screen, &self->screen,
                                   screen_radius (self->profile) * self->scale);
  gtk_snapshot_push_rounded_clip (snapshot, &screen);
  if (self->child != NULL)
    gtk_widget_snapshot_child (widget, self->child, snapshot);
  draw_camera (self, snapshot);
  gtk_snapshot_pop (snapshot);
}

static void
hub_device_frame_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SCALE)
    g_value_set_double (value, HUB_DEVICE_FRAME (object)->scale);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hub_device_frame_dispose (GObject *object)
{
  g_clear_pointer (&HUB_DEVICE_FRAME (object)->child, gtk_widget_unparent);
  G_OBJECT_CLASS (hub_device_frame_parent_class)->dispose (object);
}

static void
hub_device_frame_class_init (HubDeviceFrameClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hub_device_frame_dispose;
  object_class->get_property = hub_device_frame_get_property;
  widget_class->measure = hub_device_frame_measure;
  widget_class->size_allocate = hub_device_frame_size_allocate;
  widget_class->snapshot = hub_device_frame_snapshot;
  properties[PROP_SCALE] = g_param_spec_double ("scale", NULL, NULL, 0, 10, 1,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "device-frame");
}

static void
hub_device_frame_init (HubDeviceFrame *self)
{
  self->profile = hub_device_profiles (NULL);
  self->scale = 1;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * hub_device_frame_new:
 *
 * Returns: (transfer floating): an empty device, fitted to the space it gets
 */
GtkWidget *
hub_device_frame_new (void)
{
  return g_object_new (HUB_TYPE_DEVICE_FRAME, NULL);
}

/**
 * hub_device_frame_set_child:
 * @self: a frame
 * @child: (nullable): what the screen shows
 */
void
hub_device_frame_set_child (HubDeviceFrame *self, GtkWidget *child)
{
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

/**
 * hub_device_frame_set_profile:
 * @self: a frame
 * @profile: a device; it must live as long as the frame
 */
void
hub_device_frame_set_profile (HubDeviceFrame *self, const HubDeviceProfile *profile)
{
  self->profile = profile;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * hub_device_frame_set_zoom:
 * @self: a frame
 * @zoom: widget pixels to a logical pixel of the device; 0 fits the device into the space
 */
void
hub_device_frame_set_zoom (HubDeviceFrame *self, double zoom)
{
  self->zoom = zoom;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * hub_device_frame_set_dark:
 * @self: a frame
 * @dark: whether it stands on a dark background
 */
void
hub_device_frame_set_dark (HubDeviceFrame *self, gboolean dark)
{
  self->dark = dark;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * hub_device_frame_get_scale:
 * @self: a frame
 *
 * Returns: widget pixels to a logical pixel of the device, as allocated last
 */
double
hub_device_frame_get_scale (HubDeviceFrame *self)
{
  return self->scale;
}
