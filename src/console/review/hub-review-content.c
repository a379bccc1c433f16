/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-review-content.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "hub-counted-text.h"
#include "hub-json.h"
#include "hub-review-names.h"

#define MAX_TEXT 256
#define MAX_CHOICES 6
/* The first of hub_review_content_scenes[] and the last. */
#define NOWHERE 0
#define ELSEWHERE 5

struct _HubReviewContent
{
  GtkWidget parent_instance;

  GtkWidget *group;
  GtkCheckButton *scenes[MAX_CHOICES];
  GtkCheckButton *methods[MAX_CHOICES];
  GtkCheckButton *audit_team;
  HubCountedText *other_scene;
  HubCountedText *audit;
  GtkWidget *details;           /* how it is checked */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HubReviewContent, hub_review_content, GTK_TYPE_WIDGET)

static gboolean
is_on (GtkCheckButton *check)
{
  return check != NULL && gtk_check_button_get_active (check) && gtk_widget_get_sensitive (GTK_WIDGET (check));
}

/* Who says that nobody makes content says nothing else of it. */
static void
changed (HubReviewContent *self)
{
  gboolean nowhere = gtk_check_button_get_active (self->scenes[NOWHERE]);
  gboolean somewhere = FALSE;

  for (guint i = NOWHERE + 1; hub_review_content_scenes[i].id != NULL; i++)
    {
      gtk_widget_set_sensitive (GTK_WIDGET (self->scenes[i]), !nowhere);
      somewhere = somewhere || is_on (self->scenes[i]);
    }
  gtk_widget_set_visible (self->details, somewhere);
  gtk_widget_set_visible (GTK_WIDGET (self->other_scene), is_on (self->scenes[ELSEWHERE]));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
hub_review_content_dispose (GObject *object)
{
  g_clear_pointer (&HUB_REVIEW_CONTENT (object)->group, gtk_widget_unparent);
  G_OBJECT_CLASS (hub_review_content_parent_class)->dispose (object);
}

static void
hub_review_content_class_init (HubReviewContentClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hub_review_content_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  /**
   * HubReviewContent::changed:
   *
   * The declaration is another.
   */
  signals[CHANGED] = g_signal_new ("changed", HUB_TYPE_REVIEW_CONTENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hub_review_content_init (HubReviewContent *self)
{
}

static GtkCheckButton *
check_new (HubReviewContent *self, const char *label)
{
  GtkWidget *check = gtk_check_button_new_with_label (label);

  g_signal_connect_object (check, "toggled", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
  return GTK_CHECK_BUTTON (check);
}

static GtkWidget *
make_choices (HubReviewContent *self, const HubReviewName *names, GtkCheckButton **checks, const char *label)
{
  GtkWidget *flow = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 3);
  gtk_accessible_update_property (GTK_ACCESSIBLE (flow), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  for (guint i = 0; names[i].id != NULL; i++)
    {
      checks[i] = check_new (self, _(names[i].name));
      gtk_flow_box_append (GTK_FLOW_BOX (flow), GTK_WIDGET (checks[i]));
    }
  return flow;
}

static HubCountedText *
text_new (HubReviewContent *self, const char *title)
{
  GtkWidget *text = hub_counted_text_new (title, MAX_TEXT, FALSE, FALSE);

  g_signal_connect_object (text, "changed", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
  return HUB_COUNTED_TEXT (text);
}

/**
 * hub_review_content_new:
 *
 * Returns: (transfer floating): a declaration that declares nothing yet
 */
GtkWidget *
hub_review_content_new (void)
{
  HubReviewContent *self = g_object_new (HUB_TYPE_REVIEW_CONTENT, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *caption = gtk_label_new (_("How it is checked"));

  self->group = adw_preferences_group_new ();
  self->details = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  self->other_scene = text_new (self, _("Where else"));
  self->audit = text_new (self, _("How the check works"));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), _("Content of Users"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->group),
                                         _("Where people make content that others see"));
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "heading");
  gtk_box_append (GTK_BOX (box), make_choices (self, hub_review_content_scenes, self->scenes, _("Where people make content that others see")));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->other_scene));
  gtk_box_append (GTK_BOX (self->details), caption);
  gtk_box_append (GTK_BOX (self->details), make_choices (self, hub_review_content_methods, self->methods, _("How it is checked")));
  self->audit_team = check_new (self, _("There are people whose work it is"));
  gtk_box_append (GTK_BOX (self->details), GTK_WIDGET (self->audit_team));
  gtk_box_append (GTK_BOX (self->details), GTK_WIDGET (self->audit));
  gtk_box_append (GTK_BOX (box), self->details);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), box);
  gtk_widget_set_parent (self->group, GTK_WIDGET (self));
  changed (self);
  return GTK_WIDGET (self);
}

static void
load_choices (const HubReviewName *names, GtkCheckButton **checks, JsonObject *declaration, const char *member)
{
  JsonArray *chosen = declaration != NULL ? hub_json_get_array (declaration, member) : NULL;

  for (guint i = 0; names[i].id != NULL; i++)
    {
      gboolean found = FALSE;

      for (guint j = 0; chosen != NULL && j < json_array_get_length (chosen); j++)
        found = found || g_strcmp0 (json_array_get_string_element (chosen, j), names[i].id) == 0;
      gtk_check_button_set_active (checks[i], found);
    }
}

/**
 * hub_review_content_load:
 * @self: a declaration
 * @declaration: (nullable): the schema ReviewContentDeclaration
 */
void
hub_review_content_load (HubReviewContent *self, JsonObject *declaration)
{
  g_return_if_fail (HUB_IS_REVIEW_CONTENT (self));

  load_choices (hub_review_content_scenes, self->scenes, declaration, "scene");
  load_choices (hub_review_content_methods, self->methods, declaration, "method");
  gtk_check_button_set_active (self->audit_team,
                               declaration != NULL && hub_json_get_boolean (declaration, "has_audit_team", FALSE));
  hub_counted_text_set_text (self->other_scene,
                             declaration != NULL ? hub_json_get_string (declaration, "other_scene_desc", "") : "");
  hub_counted_text_set_text (self->audit, declaration != NULL ? hub_json_get_string (declaration, "audit_desc", "") : "");
}

static JsonArray *
dup_choices (const HubReviewName *names, GtkCheckButton **checks)
{
  JsonArray *chosen = json_array_new ();

  for (guint i = 0; names[i].id != NULL; i++)
    if (is_on (checks[i]))
      json_array_add_string_element (chosen, names[i].id);
  return chosen;
}

static void
set_text (JsonObject *declaration, const char *member, HubCountedText *text)
{
  g_autofree char *value = g_strstrip (hub_counted_text_dup_text (text));

  if (*value != '\0' && gtk_widget_get_visible (GTK_WIDGET (text)))
    json_object_set_string_member (declaration, member, value);
}

/**
 * hub_review_content_dup:
 * @self: a declaration
 *
 * Returns: (transfer full) (nullable): the schema ReviewContentDeclaration; %NULL where nothing is declared
 */
JsonObject *
hub_review_content_dup (HubReviewContent *self)
{
  g_autoptr (JsonArray) scenes = NULL;
  g_autoptr (JsonArray) methods = NULL;
  JsonObject *declaration;

  g_return_val_if_fail (HUB_IS_REVIEW_CONTENT (self), NULL);

  scenes = dup_choices (hub_review_content_scenes, self->scenes);
  if (json_array_get_length (scenes) == 0)
    return NULL;
  declaration = json_object_new ();
  json_object_set_array_member (declaration, "scene", g_steal_pointer (&scenes));
  set_text (declaration, "other_scene_desc", self->other_scene);
  if (!gtk_widget_get_visible (self->details))
    return declaration;
  methods = dup_choices (hub_review_content_methods, self->methods);
  if (json_array_get_length (methods) > 0)
    json_object_set_array_member (declaration, "method", g_steal_pointer (&methods));
  json_object_set_boolean_member (declaration, "has_audit_team", gtk_check_button_get_active (self->audit_team));
  set_text (declaration, "audit_desc", self->audit);
  return declaration;
}

/**
 * hub_review_content_dup_overlong:
 * @self: a declaration
 *
 * Returns: (transfer full) (nullable): a sentence where a text is too long
 */
char *
hub_review_content_dup_overlong (HubReviewContent *self)
{
  g_return_val_if_fail (HUB_IS_REVIEW_CONTENT (self), NULL);

  if (hub_counted_text_is_too_long (self->other_scene) || hub_counted_text_is_too_long (self->audit))
    return g_strdup (_("A text about the content of users is too long."));
  return NULL;
}
