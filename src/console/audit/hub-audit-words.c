/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-audit-words.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hub-json.h"

/* What changes something, in the order in which people look for it; then what is only ever refused. A row says whether it was
 * done or refused, so these say what it was about. Others are shown by their name in the log. */
static const HubAuditWord words[] = {
  { "createApp", N_("Create the program") },
  { "putMember", N_("Add a member or change roles") },
  { "addMembers", N_("Add members from a list") },
  { "removeMember", N_("Remove a member, or leave") },
  { "handOverApp", N_("Hand over the admin") },
  { "requestConsoleSignIn", N_("Ask to sign in to the Console") },
  { "decideConsoleSignIn", N_("Decide who may sign in") },
  { "allowConsoleSignIn", N_("Let somebody in to the Console") },
  { "denyConsoleSignIn", N_("Keep somebody out of the Console") },
  { "createConsoleSession", N_("Sign in to the Console") },
  { "createUploadKey", N_("Make an upload key") },
  { "revokeUploadKey", N_("Revoke an upload key") },
  { "createKeySession", N_("Sign in with an upload key") },
  { "createPreview", N_("Make a preview") },
  { "deletePreview", N_("End a preview") },
  { "uploadPackage", N_("Send a package") },
  { "createUpload", N_("Begin an upload") },
  { "putUploadPart", N_("Send a part of an upload") },
  { "finishUpload", N_("Finish an upload") },
  { "deleteUpload", N_("Give up an upload") },
  { "putDeveloperVersion", N_("Upload a developer version") },
  { "deleteDeveloperVersion", N_("Delete a developer version") },
  { "putTestVersion", N_("Set the test version") },
  { "deleteTestVersion", N_("End the test version") },
  { "putReviewDraft", N_("Write the review form") },
  { "deleteReviewDraft", N_("Empty the review form") },
  { "addReviewAttachment", N_("Attach a file to the review form") },
  { "submitReview", N_("Submit for review") },
  { "withdrawReview", N_("Withdraw from review") },
  { "takeReview", N_("Take a review") },
  { "returnReview", N_("Give back a review") },
  { "addReviewScreenshot", N_("Add a screenshot to a review") },
  { "decideReview", N_("Decide a review") },
  { "approveReview", N_("Approve a version") },
  { "rejectReview", N_("Reject a version") },
  { "createRelease", N_("Release a version") },
  { "raiseGrayRelease", N_("Raise a phased release") },
  { "pauseGrayRelease", N_("Pause a phased release") },
  { "resumeGrayRelease", N_("Resume a phased release") },
  { "revertGrayRelease", N_("Cancel a phased release") },
  { "askReleaseDecision", N_("Ask what becomes of a phased release") },
  { "revertCodeRelease", N_("Roll back the online version") },
  { "redoCodeRelease", N_("Redo what was rolled back") },
  { "setVisitStatus", N_("Suspend or resume the service") },
  { "removeApp", N_("Remove the program for good") },
  { "getUnlimitedQRCode", N_("Make a Mini Program code") },
  { "putLogo", N_("Set the logo") },
  { "deleteLogo", N_("Remove the logo") },
  { "modifyServerDomain", N_("Change the server domains") },
  { "addJumpQRCode", N_("Add a rule for ordinary links") },
  { "editJumpQRCode", N_("Change a rule for ordinary links") },
  { "deleteJumpQRCode", N_("Delete a rule for ordinary links") },
  { "publishJumpQRCode", N_("Publish a rule for ordinary links") },
  { "setMessagePush", N_("Set up message push") },
  { "deleteMessagePush", N_("End message push") },
  { "testMessagePush", N_("Try message push") },
  { "setWebhook", N_("Set up the webhook") },
  { "deleteWebhook", N_("End the webhook") },
  { "disableWebhook", N_("Stop the webhook after failures") },
  { "testWebhook", N_("Try the webhook") },
  { "collectPackage", N_("Delete a package nobody needs") },
  { "listMembers", N_("See the members") },
  { "getVersions", N_("See the versions") },
  { "getAdoption", N_("See operation data") },
  { "listAudit", N_("Read the audit log") },
  { "exportAudit", N_("Export the audit log") },
  { "verifyAudit", N_("Verify the audit log") },
  { "listConsoleSignIns", N_("See who asks to sign in") },
};

/**
 * hub_audit_words_get:
 * @n_words: (out): how many
 *
 * Returns: (transfer none): the actions there are words for
 */
const HubAuditWord *
hub_audit_words_get (guint *n_words)
{
  *n_words = G_N_ELEMENTS (words);
  return words;
}

/**
 * hub_audit_words_name:
 * @action: as in the log
 *
 * Returns: (transfer none): what it is for people; @action itself where there are no words for it
 */
const char *
hub_audit_words_name (const char *action)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].action, action))
      return _(words[i].name);
  return action;
}

/**
 * hub_audit_words_dup_actor:
 * @row: a row of the log
 *
 * Returns: (transfer full): who it was
 */
char *
hub_audit_words_dup_actor (HubConsoleItem *row)
{
  const char *actor = hub_console_item_get_string (row, "actor");
  const char *slot = strchr (actor, '#');

  /* What it does by the clock is written down as ":platform". */
  if (*actor == '\0' || *actor == ':')
    return g_strdup (_("The platform"));
  if (slot == NULL)
    return g_strdup (actor);
  return g_strdup_printf (_("%.*s, by upload key %s"), (int) (slot - actor), actor, slot + 1);
}

/* What is no id but a word of the API. */
static const HubAuditWord targets[] = {
  { "modifyServerDomain:add", N_("Some added") },
  { "modifyServerDomain:delete", N_("Some removed") },
  { "modifyServerDomain:set", N_("All set anew") },
  { "setVisitStatus:open", N_("Resumed") },
  { "setVisitStatus:closed", N_("Suspended") },
};

/**
 * hub_audit_words_dup_subject:
 * @row: a row of the log
 *
 * Returns: (transfer full): what it was done to, as people call it; its id where nothing else is known
 */
char *
hub_audit_words_dup_subject (HubConsoleItem *row)
{
  const char *action = hub_console_item_get_string (row, "action"), *target = hub_console_item_get_string (row, "target");
  const char *subject = hub_console_item_get_string (row, "subject");
  g_autofree char *word = NULL;

  if (*subject != '\0')
    return g_strdup (subject);
  /* The next upload takes the place of the last. */
  if (*target != '\0' && (g_str_equal (action, "putDeveloperVersion") || g_str_equal (action, "deleteDeveloperVersion")))
    return g_strdup (_("An earlier upload"));
  /* Of a hash the beginning is enough to tell packages apart. */
  if (strlen (target) == 64 && strspn (target, "0123456789abcdef") == 64)
    return g_strdup_printf (_("Package %.6s"), target);
  word = g_strconcat (action, ":", target, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    if (g_str_equal (targets[i].action, word))
      return g_strdup (_(targets[i].name));
  return g_strdup (target);
}

/**
 * hub_audit_words_dup_outcome:
 * @row: a row of the log
 *
 * Returns: (transfer full): whether it was done, or why not
 */
char *
hub_audit_words_dup_outcome (HubConsoleItem *row)
{
  const char *code = hub_console_item_get_string (row, "code");
  const char *reason = hub_console_item_get_string (row, "reason");

  if (g_str_equal (hub_console_item_get_string (row, "outcome"), "done"))
    return g_strdup (_("Done"));
  return g_strdup_printf (_("Refused: %s"), *reason != '\0' ? reason : code);
}
