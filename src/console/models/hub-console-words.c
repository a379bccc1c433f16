/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the API calls in its way, in the words of people. */
#include "hub-console-words.h"

#include "config.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *id;
  const char *name;
  const char *style;
} app_states[] = {
  { "unreleased", N_("Not released yet"), "dim-label" },
  { "online", N_("Online"), "success" },
  { "suspended", N_("Suspended"), "warning" },
  { "removed", N_("Removed"), "error" },
};

/* Of one who did it: "ada: added or changed a member". */
static const struct
{
  const char *action;
  const char *text;
} doings[] = {
  { "createApp", N_("made the program") },
  { "putMember", N_("added or changed a member") },
  { "removeMember", N_("removed a member") },
  { "handOverApp", N_("handed over the program") },
  { "requestConsoleSignIn", N_("asked to sign in") },
  { "allowConsoleSignIn", N_("let somebody sign in") },
  { "denyConsoleSignIn", N_("did not let somebody sign in") },
  { "createConsoleSession", N_("signed in to the Console") },
  { "createUploadKey", N_("made an upload key") },
  { "revokeUploadKey", N_("revoked an upload key") },
  { "uploadPackage", N_("sent a package") },
  { "createUpload", N_("began to send a package") },
  { "finishUpload", N_("sent a package") },
  { "deleteUpload", N_("gave up sending a package") },
  { "createPreview", N_("previewed on a phone") },
  { "deletePreview", N_("ended a preview") },
  { "putDeveloperVersion", N_("uploaded a version") },
  { "deleteDeveloperVersion", N_("deleted a developer version") },
  { "putTestVersion", N_("chose the test version") },
  { "deleteTestVersion", N_("ended the test version") },
  { "putReviewDraft", N_("wrote on the review form") },
  { "deleteReviewDraft", N_("threw away the review form") },
  { "addReviewAttachment", N_("attached a picture to the review form") },
  { "submitReview", N_("submitted a version for review") },
  { "withdrawReview", N_("withdrew a version from review") },
  { "takeReview", N_("took the version for review") },
  { "returnReview", N_("gave the review back") },
  { "addReviewScreenshot", N_("added a screenshot to the review") },
  { "approveReview", N_("approved the version") },
  { "rejectReview", N_("rejected the version") },
  { "createRelease", N_("released a version") },
  { "raiseGrayRelease", N_("raised the phased release") },
  { "pauseGrayRelease", N_("paused the phased release") },
  { "resumeGrayRelease", N_("resumed the phased release") },
  { "revertGrayRelease", N_("cancelled the phased release") },
  { "askReleaseDecision", N_("asks what becomes of the phased release") },
  { "revertCodeRelease", N_("rolled back") },
  { "redoCodeRelease", N_("went forward again") },
  { "setVisitStatus", N_("suspended or resumed the service") },
  { "removeApp", N_("removed the program") },
  { "modifyServerDomain", N_("changed the server domains") },
  { "addJumpQRCode", N_("added an ordinary-link rule") },
  { "editJumpQRCode", N_("changed an ordinary-link rule") },
  { "deleteJumpQRCode", N_("deleted an ordinary-link rule") },
  { "publishJumpQRCode", N_("published an ordinary-link rule") },
  { "setMessagePush", N_("set the message push") },
  { "deleteMessagePush", N_("ended the message push") },
  { "testMessagePush", N_("tested the message push") },
  { "setWebhook", N_("set the webhook") },
  { "deleteWebhook", N_("ended the webhook") },
  { "testWebhook", N_("tested the webhook") },
  { "disableWebhook", N_("turned the webhook off, which was not answered") },
  { "getUnlimitedQRCode", N_("made a Mini Program code") },
  { "putLogo", N_("changed the logo") },
  { "deleteLogo", N_("deleted the logo") },
};

/**
 * hub_console_words_app_state:
 * @id: the state of a program, as in the API
 * @style: (out) (optional) (transfer none): its style class
 *
 * Returns: (transfer none): its name for people; @id itself for one not known
 */
const char *
hub_console_words_app_state (const char *id, const char **style)
{
  for (gsize i = 0; i < G_N_ELEMENTS (app_states); i++)
    if (g_str_equal (app_states[i].id, id))
      {
        if (style != NULL)
          *style = app_states[i].style;
        return _(app_states[i].name);
      }
  if (style != NULL)
    *style = "dim-label";
  return id;
}

/**
 * hub_console_words_doing:
 * @action: of a row of the audit log, or of a live event
 *
 * Returns: (transfer none): what was done, for people, to be read behind who did it; @action itself for one not known
 */
const char *
hub_console_words_doing (const char *action)
{
  for (gsize i = 0; i < G_N_ELEMENTS (doings); i++)
    if (g_str_equal (doings[i].action, action))
      return _(doings[i].text);
  return action;
}
