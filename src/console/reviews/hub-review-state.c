/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-review-state.h"

#include "config.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *id;
  const char *name;
  const char *style;
  const char *icon;
} states[] = {
  { "pending", N_("In review"), "accent", "content-loading-symbolic" },
  { "in_review", N_("With a Reviewer"), "accent", "content-loading-symbolic" },
  { "approved", N_("Approved"), "success", "emblem-ok-symbolic" },
  { "rejected", N_("Rejected"), "error", "dialog-error-symbolic" },
  { "withdrawn", N_("Withdrawn"), NULL, "edit-undo-symbolic" },
  { "replaced", N_("Replaced"), NULL, "edit-undo-symbolic" },
  { "released", N_("Released"), "success", "emblem-ok-symbolic" },
};

/**
 * hub_review_state_get_name:
 * @state: a review's state in the API
 *
 * Returns: (transfer none): its name for people
 */
const char *
hub_review_state_get_name (const char *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].id, state))
      return _(states[i].name);
  return state;
}

/**
 * hub_review_state_get_style:
 * @state: a review's state in the API
 *
 * Returns: (transfer none) (nullable): the style class of its badge
 */
const char *
hub_review_state_get_style (const char *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].id, state))
      return states[i].style;
  return NULL;
}

/**
 * hub_review_state_get_icon:
 * @state: a review's state in the API
 *
 * Returns: (transfer none): its symbolic icon
 */
const char *
hub_review_state_get_icon (const char *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].id, state))
      return states[i].icon;
  return "dialog-question-symbolic";
}
