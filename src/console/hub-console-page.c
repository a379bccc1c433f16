/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-page-private.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-console-progress.h"

/* Wider than this, the eye loses the way from a row's title to its buttons. */
#define CONTENT_WIDTH 1080

enum
{
  PROP_0,
  PROP_MODEL,
};

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (HubConsolePage, hub_console_page, GTK_TYPE_WIDGET)

#define PRIVATE(self) hub_console_page_get_private (self)

HubConsolePagePrivate *
hub_console_page_get_private (HubConsolePage *self)
{
  return hub_console_page_get_instance_private (self);
}

static GtkWidget *
clamp_new (GtkWidget *child)
{
  GtkWidget *clamp = adw_clamp_new ();

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), CONTENT_WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), CONTENT_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), child);
  return clamp;
}

/**
 * hub_console_page_scrolled_new:
 * @content: sections, one below the other
 *
 * Returns: (transfer floating): what scrolls @content, no wider than is read with ease
 */
GtkWidget *
hub_console_page_scrolled_new (GtkWidget *content)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_widget_set_margin_top (content, 12);
  gtk_widget_set_margin_bottom (content, 24);
  gtk_widget_set_margin_start (content, 18);
  gtk_widget_set_margin_end (content, 18);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp_new (content));
  return scrolled;
}

/* All that the page depends on is there, or not yet: shows the one or the other. */
void
hub_console_page_update (HubConsolePage *self)
{
  HubConsolePageClass *klass = HUB_CONSOLE_PAGE_GET_CLASS (self);
  const GError *error = NULL;

  if (klass->update != NULL && !PRIVATE (self)->locked && !hub_console_page_is_over (self)
      && hub_console_page_get_state (self, &error) == HUB_CONSOLE_STATE_READY)
    klass->update (self);
  hub_console_page_show_state (self);
}

static void
model_changed (HubConsoleModel *model, guint section, HubConsolePage *self)
{
  /* The program's record says what the person may do. */
  if (section != PRIVATE (self)->section && section != HUB_CONSOLE_SECTION_APP)
    return;
  hub_console_page_update_standing (self);
  hub_console_page_update_queries (self);
  hub_console_page_update (self);
}

static GtkWidget *
make_header (HubConsolePage *self)
{
  HubConsolePagePrivate *priv = PRIVATE (self);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *refresh = gtk_button_new_from_icon_name ("view-refresh-symbolic");

  priv->back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  gtk_widget_set_tooltip_text (priv->back, _("Pages"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->back), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Pages"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (priv->back), "console.back");
  gtk_widget_add_css_class (priv->back, "flat");
  gtk_widget_set_visible (priv->back, FALSE);

  priv->title = gtk_label_new (NULL);
  gtk_widget_add_css_class (priv->title, "title-2");
  gtk_label_set_xalign (GTK_LABEL (priv->title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (priv->title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (priv->title, TRUE);

  gtk_widget_set_tooltip_text (refresh, _("Refresh"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (refresh), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Refresh"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (refresh), "console.refresh");
  gtk_widget_add_css_class (refresh, "flat");
  priv->header_end = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));

  gtk_box_append (GTK_BOX (box), priv->back);
  gtk_box_append (GTK_BOX (box), priv->title);
  priv->header = GTK_BOX (box);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (priv->header_end));
  gtk_box_append (GTK_BOX (box), refresh);
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  return clamp_new (box);
}

static GtkWidget *
make_content (HubConsolePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  PRIVATE (self)->content = GTK_BOX (box);
  return hub_console_page_scrolled_new (box);
}

static GtkWidget *
make_loading (void)
{
  GtkWidget *spinner = hub_console_spinner_new ();

  gtk_widget_set_size_request (spinner, 32, 32);
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (spinner, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spinner), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Loading"), -1);
  return spinner;
}

static GtkWidget *
make_status (HubConsolePage *self)
{
  HubConsolePagePrivate *priv = PRIVATE (self);

  priv->retry = gtk_button_new_with_mnemonic (_("_Retry"));
  gtk_widget_add_css_class (priv->retry, "pill");
  gtk_widget_set_halign (priv->retry, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (priv->retry), "console.refresh");
  priv->status = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_child (priv->status, priv->retry);
  return GTK_WIDGET (priv->status);
}

static void
hub_console_page_constructed (GObject *object)
{
  HubConsolePage *self = HUB_CONSOLE_PAGE (object);
  HubConsolePagePrivate *priv = PRIVATE (self);

  G_OBJECT_CLASS (hub_console_page_parent_class)->constructed (object);
  gtk_box_insert_child_after (priv->header, hub_console_progress_new (priv->model), priv->title);
  g_signal_connect_object (priv->model, "changed", G_CALLBACK (model_changed), self, 0);
}

static void
hub_console_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_MODEL)
    PRIVATE (HUB_CONSOLE_PAGE (object))->model = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hub_console_page_dispose (GObject *object)
{
  HubConsolePagePrivate *priv = PRIVATE (HUB_CONSOLE_PAGE (object));

  g_clear_pointer (&priv->root, gtk_widget_unparent);
  if (priv->queries != NULL)
    g_ptr_array_set_size (priv->queries, 0);
  g_clear_object (&priv->model);
  G_OBJECT_CLASS (hub_console_page_parent_class)->dispose (object);
}

static void
hub_console_page_finalize (GObject *object)
{
  HubConsolePagePrivate *priv = PRIVATE (HUB_CONSOLE_PAGE (object));

  g_free (priv->permission);
  g_free (priv->waiting_for);
  g_ptr_array_unref (priv->queries);
  g_free (priv->empty_icon);
  g_free (priv->empty_title);
  g_free (priv->empty_description);
  G_OBJECT_CLASS (hub_console_page_parent_class)->finalize (object);
}

static void
hub_console_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hub_console_page_parent_class)->map (widget);
  hub_console_page_update_queries (HUB_CONSOLE_PAGE (widget));
}

static void
hub_console_page_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hub_console_page_parent_class)->unmap (widget);
  hub_console_page_update_queries (HUB_CONSOLE_PAGE (widget));
}

static void
hub_console_page_class_init (HubConsolePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = hub_console_page_constructed;
  object_class->set_property = hub_console_page_set_property;
  object_class->dispose = hub_console_page_dispose;
  object_class->finalize = hub_console_page_finalize;
  GTK_WIDGET_CLASS (klass)->map = hub_console_page_map;
  GTK_WIDGET_CLASS (klass)->unmap = hub_console_page_unmap;
  g_object_class_install_property (object_class, PROP_MODEL,
                                   g_param_spec_object ("model", NULL, NULL, HUB_TYPE_CONSOLE_MODEL,
                                                        G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY
                                                        | G_PARAM_STATIC_STRINGS));
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  hub_console_page_install_standing (klass);
}

static void
hub_console_page_init (HubConsolePage *self)
{
  HubConsolePagePrivate *priv = PRIVATE (self);

  priv->queries = hub_console_page_queries_new ();
  priv->root = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  priv->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (priv->stack), TRUE);
  gtk_stack_set_transition_type (priv->stack, GTK_STACK_TRANSITION_TYPE_CROSSFADE);
  gtk_stack_add_named (priv->stack, make_loading (), "loading");
  gtk_stack_add_named (priv->stack, make_content (self), "content");
  gtk_stack_add_named (priv->stack, make_status (self), "status");
  gtk_box_append (GTK_BOX (priv->root), make_header (self));
  gtk_box_append (GTK_BOX (priv->root), GTK_WIDGET (priv->stack));
  gtk_widget_set_parent (priv->root, GTK_WIDGET (self));
}

/**
 * hub_console_page_set_up:
 * @self: a page
 * @title: its title
 * @section: the section of the model it shows
 *
 * For the page's own constructor.
 */
void
hub_console_page_set_up (HubConsolePage *self, const char *title, HubConsoleSection section)
{
  HubConsolePagePrivate *priv = PRIVATE (self);

  priv->section = section;
  gtk_label_set_text (GTK_LABEL (priv->title), title);
  hub_console_page_show_state (self);
}

/**
 * hub_console_page_set_content:
 * @self: a page
 * @widget: what scrolls by itself, such as a table
 *
 * For the page's own constructor: @widget fills the page, in place of the sections.
 */
void
hub_console_page_set_content (HubConsolePage *self, GtkWidget *widget)
{
  HubConsolePagePrivate *priv = PRIVATE (self);

  gtk_stack_remove (priv->stack, gtk_stack_get_child_by_name (priv->stack, "content"));
  gtk_stack_add_named (priv->stack, clamp_new (widget), "content");
  priv->content = NULL;
}

/**
 * hub_console_page_show_link:
 * @self: a page that is in sight
 * @place: the kind of what a link is about: "reviews", "console-sign-ins"
 * @id: (nullable): which
 *
 * Shows the part of the page that the link is about, where the page has parts.
 */
void
hub_console_page_show_link (HubConsolePage *self, const char *place, const char *id)
{
  g_return_if_fail (HUB_IS_CONSOLE_PAGE (self));

  if (HUB_CONSOLE_PAGE_GET_CLASS (self)->show_link != NULL)
    HUB_CONSOLE_PAGE_GET_CLASS (self)->show_link (self, place, id);
}

/**
 * hub_console_page_get_model:
 * @self: a page
 *
 * Returns: (transfer none): the model it shows
 */
HubConsoleModel *
hub_console_page_get_model (HubConsolePage *self)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_PAGE (self), NULL);

  return PRIVATE (self)->model;
}

/**
 * hub_console_page_add:
 * @self: a page
 * @widget: a section
 */
void
hub_console_page_add (HubConsolePage *self, GtkWidget *widget)
{
  gtk_box_append (PRIVATE (self)->content, widget);
}

/**
 * hub_console_page_add_header:
 * @self: a page
 * @widget: a button for the end of its title line
 */
void
hub_console_page_add_header (HubConsolePage *self, GtkWidget *widget)
{
  gtk_box_append (PRIVATE (self)->header_end, widget);
}

/**
 * hub_console_page_set_empty:
 * @self: a page
 * @icon_name: (nullable): a symbolic icon
 * @title: (nullable): what to say instead of the sections; %NULL shows the sections
 * @description: (nullable): what to do about it
 *
 * For the page's update().
 */
void
hub_console_page_set_empty (HubConsolePage *self, const char *icon_name, const char *title, const char *description)
{
  HubConsolePagePrivate *priv = PRIVATE (self);

  g_free (priv->empty_icon);
  g_free (priv->empty_title);
  g_free (priv->empty_description);
  priv->empty_icon = g_strdup (icon_name);
  priv->empty_title = g_strdup (title);
  priv->empty_description = g_strdup (description);
}

/**
 * hub_console_page_set_folded:
 * @self: a page
 * @folded: whether the list of pages is out of sight, so that the page needs a way back to it
 */
void
hub_console_page_set_folded (HubConsolePage *self, gboolean folded)
{
  gtk_widget_set_visible (PRIVATE (self)->back, folded);
}
