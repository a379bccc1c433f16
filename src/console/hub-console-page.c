/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-console-page.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "hub-console-progress.h"
#include "hub-console-roles.h"

/* Wider than this, the eye loses the way from a row's title to its buttons. */
#define CONTENT_WIDTH 1000

/* What a page reads, for those who may. */
typedef struct
{
  HubConsoleQuery *query;
  char *permission;             /* (nullable) */
  gboolean alone;               /* says itself how it stands: the page does not wait for it */
} Part;

typedef struct
{
  HubConsoleModel *model;
  HubConsoleSection section;
  char *permission;             /* (nullable): without it the page is locked */
  GPtrArray *queries;           /* Part */
  gboolean locked;
  guint waiting;                /* things that wait for the person on this page */
  char *waiting_for;

  GtkWidget *root;
  GtkWidget *back;
  GtkWidget *title;
  GtkBox *header;
  GtkBox *header_end;
  GtkStack *stack;
  GtkBox *content;
  AdwStatusPage *status;
  GtkWidget *retry;

  char *empty_icon;
  char *empty_title;
  char *empty_description;
} HubConsolePagePrivate;

enum
{
  PROP_0,
  PROP_MODEL,
};

enum
{
  STANDING_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (HubConsolePage, hub_console_page, GTK_TYPE_WIDGET)

#define PRIVATE(self) ((HubConsolePagePrivate *) hub_console_page_get_instance_private (self))

static void
part_free (gpointer data)
{
  Part *part = data;

  g_object_unref (part->query);
  g_free (part->permission);
  g_free (part);
}

static void
show_status (HubConsolePage *self, const char *icon_name, const char *title, const char *description,
             gboolean with_retry)
{
  HubConsolePagePrivate *priv = PRIVATE (self);
  /* A status page reads its description as markup. */
  g_autofree char *escaped = g_markup_escape_text (description, -1);

  adw_status_page_set_icon_name (priv->status, icon_name);
  adw_status_page_set_title (priv->status, title);
  adw_status_page_set_description (priv->status, escaped);
  gtk_button_set_label (GTK_BUTTON (priv->retry), _("_Retry"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (priv->retry), "console.refresh");
  gtk_widget_set_visible (priv->retry, with_retry);
  gtk_stack_set_visible_child_name (priv->stack, "status");
}

/* Pages a person may not use say so, and who can change it. */
static void
show_locked (HubConsolePage *self)
{
  HubConsolePagePrivate *priv = PRIVATE (self);
  HubConsoleItem *app = hub_console_model_get_app (priv->model);
  g_autofree char *needed = NULL;
  g_autofree char *text = NULL;

  if (priv->section == HUB_CONSOLE_SECTION_REVIEWS)
    {
      show_status (self, "changes-prevent-symbolic", _("For Reviewers"),
                   _("The platform’s operator decides who reviews programs. Your account does not."), FALSE);
      return;
    }
  needed = hub_console_roles_dup_needed (priv->permission);
  text = g_strdup_printf (_("%s. The admin of this program, %s, can give it to you."), needed,
                          hub_console_item_get_string (app, "admin"));
  show_status (self, "changes-prevent-symbolic", _("This Page Is Locked"), text, FALSE);
}

static void
show_nothing (HubConsolePage *self)
{
  HubConsolePagePrivate *priv = PRIVATE (self);

  if (hub_console_model_get_client (priv->model) == NULL)
    {
      show_status (self, "avatar-default-symbolic", _("Not Signed In"),
                   _("Sign in to a platform to see versions, reviews and members here. "
                     "Preview and Upload sign you in too."), TRUE);
      gtk_button_set_label (GTK_BUTTON (priv->retry), _("_Sign In"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (priv->retry), "console.sign-in");
    }
  else
    show_status (self, "package-x-generic-symbolic", _("No Program Yet"),
                 _("This project has no program on the platform. Press Upload once and the versions appear here."),
                 FALSE);
}

/* The parts for which the person has no permission are not there for the page. */
static gboolean
is_wanted (HubConsolePage *self, const Part *part)
{
  HubConsoleModel *model = PRIVATE (self)->model;

  if (part->permission == NULL)
    return TRUE;
  if (g_str_equal (part->permission, "admin"))
    return hub_console_model_is_admin (model);
  return hub_console_model_may (model, part->permission);
}

/* The state of the section and of all queries together; an error is more than a wait, a wait more than nothing. */
static HubConsoleState
get_state (HubConsolePage *self, const GError **error)
{
  HubConsolePagePrivate *priv = PRIVATE (self);
  HubConsoleState state = hub_console_model_get_state (priv->model, priv->section);

  *error = hub_console_model_get_error (priv->model, priv->section);
  if (state != HUB_CONSOLE_STATE_READY)
    return state;
  for (guint i = 0; i < priv->queries->len; i++)
    {
      const Part *part = g_ptr_array_index (priv->queries, i);

      if (part->alone || !is_wanted (self, part))
        continue;
      if (hub_console_query_get_state (part->query) == HUB_CONSOLE_STATE_FAILED)
        {
          *error = hub_console_query_get_error (part->query);
          return HUB_CONSOLE_STATE_FAILED;
        }
      if (hub_console_query_get_state (part->query) != HUB_CONSOLE_STATE_READY)
        state = HUB_CONSOLE_STATE_LOADING;
    }
  return state;
}

static gboolean
is_locked (HubConsolePage *self)
{
  HubConsolePagePrivate *priv = PRIVATE (self);

  if (priv->section == HUB_CONSOLE_SECTION_REVIEWS)
    return *hub_console_model_get_account (priv->model) != '\0' && !hub_console_model_is_reviewer (priv->model);
  return priv->permission != NULL && hub_console_model_get_app (priv->model) != NULL
         && !hub_console_model_may (priv->model, priv->permission);
}

static void
update_locked (HubConsolePage *self)
{
  HubConsolePagePrivate *priv = PRIVATE (self);
  gboolean locked = is_locked (self);

  if (locked == priv->locked)
    return;
  priv->locked = locked;
  g_signal_emit (self, signals[STANDING_CHANGED], 0);
}

static void
show_state (HubConsolePage *self)
{
  HubConsolePagePrivate *priv = PRIVATE (self);
  const GError *error = NULL;

  if (is_locked (self))
    {
      show_locked (self);
      return;
    }
  switch (get_state (self, &error))
    {
    case HUB_CONSOLE_STATE_LOADING:
      gtk_stack_set_visible_child_name (priv->stack, "loading");
      break;

    case HUB_CONSOLE_STATE_FAILED:
      show_status (self, "dialog-warning-symbolic", _("This Page Could Not Be Read"), error->message, TRUE);
      break;

    case HUB_CONSOLE_STATE_READY:
      if (priv->empty_title != NULL)
        show_status (self, priv->empty_icon, priv->empty_title, priv->empty_description, FALSE);
      else
        gtk_stack_set_visible_child_name (priv->stack, "content");
      break;

    case HUB_CONSOLE_STATE_NONE:
    default:
      show_nothing (self);
      break;
    }
}

/* A page nobody looks at, or may look at, asks nothing. */
static void
update_queries (HubConsolePage *self)
{
  HubConsolePagePrivate *priv = PRIVATE (self);
  gboolean active = gtk_widget_get_mapped (GTK_WIDGET (self)) && !is_locked (self)
                    && hub_console_model_get_state (priv->model, priv->section) == HUB_CONSOLE_STATE_READY;

  for (guint i = 0; i < priv->queries->len; i++)
    {
      const Part *part = g_ptr_array_index (priv->queries, i);

      hub_console_query_set_active (part->query, active && is_wanted (self, part));
    }
}

static void
update (HubConsolePage *self)
{
  HubConsolePageClass *klass = HUB_CONSOLE_PAGE_GET_CLASS (self);
  const GError *error = NULL;

  update_locked (self);
  if (klass->update != NULL && !is_locked (self) && get_state (self, &error) == HUB_CONSOLE_STATE_READY)
    klass->update (self);
  show_state (self);
}

static void
model_changed (HubConsoleModel *model, guint section, HubConsolePage *self)
{
  /* The program's record says what the person may do. */
  if (section != PRIVATE (self)->section && section != HUB_CONSOLE_SECTION_APP)
    return;
  update_queries (self);
  update (self);
}

static GtkWidget *
make_header (HubConsolePage *self)
{
  HubConsolePagePrivate *priv = PRIVATE (self);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *refresh = gtk_button_new_from_icon_name ("view-refresh-symbolic");
  GtkWidget *clamp = adw_clamp_new ();

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
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), CONTENT_WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), CONTENT_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  return clamp;
}

static GtkWidget *
make_content (HubConsolePage *self)
{
  HubConsolePagePrivate *priv = PRIVATE (self);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  priv->content = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 24));
  gtk_widget_set_margin_top (GTK_WIDGET (priv->content), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (priv->content), 24);
  gtk_widget_set_margin_start (GTK_WIDGET (priv->content), 18);
  gtk_widget_set_margin_end (GTK_WIDGET (priv->content), 18);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), CONTENT_WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), CONTENT_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (priv->content));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  return scrolled;
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
  update_queries (HUB_CONSOLE_PAGE (widget));
}

static void
hub_console_page_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hub_console_page_parent_class)->unmap (widget);
  update_queries (HUB_CONSOLE_PAGE (widget));
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
  /**
   * HubConsolePage::standing-changed:
   *
   * hub_console_page_is_locked() or hub_console_page_get_waiting() is another.
   */
  signals[STANDING_CHANGED] = g_signal_new ("standing-changed", HUB_TYPE_CONSOLE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 0);
}

static void
hub_console_page_init (HubConsolePage *self)
{
  HubConsolePagePrivate *priv = PRIVATE (self);

  priv->queries = g_ptr_array_new_with_free_func (part_free);
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
  show_state (self);
}

/**
 * hub_console_page_set_permission:
 * @self: a page
 * @permission: what using the page takes, such as "data-analysis"
 *
 * For the page's own constructor. Without the permission the page says what is missing and who can give it.
 */
void
hub_console_page_set_permission (HubConsolePage *self, const char *permission)
{
  HubConsolePagePrivate *priv = PRIVATE (self);

  g_free (priv->permission);
  priv->permission = g_strdup (permission);
}

static void
add_part (HubConsolePage *self, HubConsoleQuery *query, const char *permission, gboolean alone)
{
  Part *part = g_new0 (Part, 1);

  part->query = query;
  part->permission = g_strdup (permission);
  part->alone = alone;
  g_ptr_array_add (PRIVATE (self)->queries, part);
  g_signal_connect_object (query, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

/**
 * hub_console_page_add_query:
 * @self: a page
 * @query: (transfer full): what the page needs besides its section
 *
 * For the page's own constructor. The query is read while the page is in sight; update() comes when all are there.
 */
void
hub_console_page_add_query (HubConsolePage *self, HubConsoleQuery *query)
{
  hub_console_page_add_query_if (self, query, NULL);
}

/**
 * hub_console_page_add_query_if:
 * @self: a page
 * @query: (transfer full): what the page needs besides its section
 * @permission: (nullable): read only for those who have it; "admin" for the program's admin
 *
 * As hub_console_page_add_query(), for a part of the page that not everybody sees.
 */
void
hub_console_page_add_query_if (HubConsolePage *self, HubConsoleQuery *query, const char *permission)
{
  add_part (self, query, permission, FALSE);
}

/**
 * hub_console_page_add_part_query:
 * @self: a page
 * @query: (transfer full): what a part of the page needs, such as a table
 * @permission: (nullable): read only for those who have it; "admin" for the program's admin
 *
 * As hub_console_page_add_query_if(), but the page does not wait for it: whoever shows it says how it stands, so that a filter
 * can be changed without a spinner in the place of the whole page. update() comes when its state is another, too.
 */
void
hub_console_page_add_part_query (HubConsolePage *self, HubConsoleQuery *query, const char *permission)
{
  add_part (self, query, permission, TRUE);
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
  gtk_stack_add_named (priv->stack, widget, "content");
  priv->content = NULL;
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

/**
 * hub_console_page_is_locked:
 * @self: a page
 *
 * Returns: whether the person lacks what using the page takes
 */
gboolean
hub_console_page_is_locked (HubConsolePage *self)
{
  g_return_val_if_fail (HUB_IS_CONSOLE_PAGE (self), FALSE);

  return is_locked (self);
}

/**
 * hub_console_page_set_waiting:
 * @self: a page
 * @n: how many things wait for the person on it
 * @what: (nullable): what they are, such as "Versions that wait for a decision"
 *
 * Shown beside the page's name in the list of pages.
 */
void
hub_console_page_set_waiting (HubConsolePage *self, guint n, const char *what)
{
  HubConsolePagePrivate *priv = PRIVATE (self);

  g_return_if_fail (HUB_IS_CONSOLE_PAGE (self));

  if (n == priv->waiting && g_strcmp0 (what, priv->waiting_for) == 0)
    return;
  priv->waiting = n;
  g_free (priv->waiting_for);
  priv->waiting_for = g_strdup (what);
  g_signal_emit (self, signals[STANDING_CHANGED], 0);
}

/**
 * hub_console_page_get_waiting:
 * @self: a page
 * @what: (out) (optional) (transfer none) (nullable): what they are
 *
 * Returns: how many things wait for the person on it
 */
guint
hub_console_page_get_waiting (HubConsolePage *self, const char **what)
{
  HubConsolePagePrivate *priv = PRIVATE (self);

  g_return_val_if_fail (HUB_IS_CONSOLE_PAGE (self), 0);

  if (what != NULL)
    *what = priv->waiting_for;
  return priv->waiting;
}
