/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-refusals.h"

#include "hub-language.h"

#define INVALID(code, meaning, remedy) { code, HUB_ERROR_INVALID, 400, meaning, remedy }
#define NOT_FOUND(code, meaning, remedy) { code, HUB_ERROR_NOT_FOUND, 404, meaning, remedy }
#define DENIED(code, meaning, remedy) { code, HUB_ERROR_DENIED, 403, meaning, remedy }
#define SIGN_IN(code, meaning, remedy) { code, HUB_ERROR_UNAUTHENTICATED, 401, meaning, remedy }
#define CONFLICT(code, meaning, remedy) { code, HUB_ERROR_CONFLICT, 409, meaning, remedy }
#define STORAGE(code, status, meaning, remedy) { code, HUB_ERROR_STORAGE, status, meaning, remedy }

/* In the order of the documentation. Tests compare this with docs/errors.md and the API. */
static const HubRefusal refusals[] = {
  INVALID ("request.invalid", N_("A parameter or a member of the body breaks the API's description"),
           "Correct the member that `detail.member` names"),
  NOT_FOUND ("request.not_found", N_("There is no such route"), "Check the address"),
  { "request.method_not_allowed", HUB_ERROR_INVALID, 405, N_("The route does not have this method"),
    "Use one of those in the Allow header" },
  { "request.too_large", HUB_ERROR_TOO_LARGE, 413, N_("The body is larger than the route takes"),
    "Send less; `detail.limit` is the limit in bytes" },
  { "request.unsupported_type", HUB_ERROR_INVALID, 415, N_("The body has another type than the route takes"),
    "Send the type that the message names" },
  { "request.bad_host", HUB_ERROR_DENIED, 421, N_("The Host header names something else than the local platform's address"),
    "Use the address that the platform gave" },

  { "request.upgrade_required", HUB_ERROR_INVALID, 426, N_("The route is a WebSocket, and the request did not begin one"),
    "Connect with a WebSocket client" },

  CONFLICT ("request.key_reused", N_("The Idempotency-Key was used for a request with another address or body"),
            "Use a new key for each thing that is done once"),
  CONFLICT ("request.in_progress", N_("The request with this Idempotency-Key is being worked on"),
            "Ask again after the seconds in the Retry-After header"),
  CONFLICT ("request.answer_lost", N_("The request with this Idempotency-Key was done, but its answer was lost"),
            "Look at what is there now"),

  SIGN_IN ("auth.required", N_("The route needs a token, and there was none, or one that is not known"),
           "Sign in"),
  SIGN_IN ("auth.token_expired", N_("The sign-in has ended"), "Sign in again"),
  SIGN_IN ("auth.bad_credentials", N_("Super Hub ID and password do not belong together"),
           "Check both; the platform does not say which is wrong"),
  { "auth.rate_limited", HUB_ERROR_DENIED, 429, N_("Too many failed sign-ins, or too many new accounts from one address"),
    "Wait for the seconds in the Retry-After header" },
  DENIED ("auth.confirm_required", N_("A sensitive operation needs the password given in the last 5 minutes"),
          "Give the password again (confirmSession), then repeat"),
  DENIED ("auth.permission_denied", N_("The person's roles do not hold the permission"),
          "Ask the program's admin for a role that holds `detail.permission`"),
  DENIED ("auth.wrong_scope", N_("The sign-in was made for something else: another program, the Console only, or the uploads of a key"),
          "Sign in again for this"),
  DENIED ("auth.reviewers_only", N_("Only reviewers of the platform may do this"),
          "Ask the platform's operator"),

  SIGN_IN ("key.refused", N_("The upload key is not known, was revoked, or did not sign this with a nonce of its own"),
           "Ask who made the key; the platform does not say which it is"),
  SIGN_IN ("key.bad_time", N_("The signed time is more than 5 minutes away from the platform's"),
           "Set the clock, or sign `detail.server_time`"),
  DENIED ("key.address_not_allowed", N_("The upload key may not be used from this address"),
          "Use it where it was made for, or make one with other ranges"),
  CONFLICT ("key.slot_taken", N_("The slot has a key already, or all 30 have"),
            "Revoke that key first, or take another slot"),
  INVALID ("key.bad_range", N_("A range of addresses is none"), "Write it in CIDR form, like 10.1.0.0/16 or 2001:db8::/32"),
  INVALID ("key.bad_public_key", N_("The public key is none of Ed25519"), "Send 32 bytes in hexadecimal"),
  NOT_FOUND ("key.not_found", N_("The program has no such upload key"), "Look at the list again"),
  DENIED ("key.not_yours", N_("Only who made an upload key and the admin may revoke it"), "Ask them"),

  NOT_FOUND ("session.not_found", N_("The person has no such sign-in"), "Look at the list again"),

  INVALID ("account.bad_id", N_("The Super Hub ID has characters or a length that is not allowed"),
           "Use 3 to 64 of a–z, 0–9, dot, dash and underline, a letter or digit at both ends"),
  CONFLICT ("account.id_taken", N_("Somebody has this Super Hub ID"), "Choose another"),
  INVALID ("account.weak_password", N_("The password is too short or is the Super Hub ID"),
           "Choose one of at least 8 characters"),
  INVALID ("account.bad_name", N_("The name is empty or has characters that cannot be shown"), "Use 1 to 60 visible characters"),
  CONFLICT ("account.local_password", N_("The local platform keeps the password of its account itself"), "Nothing to do"),
  DENIED ("account.closed", N_("The platform does not let people make accounts"), "Ask its operator"),

  NOT_FOUND ("app.not_found", N_("There is no such program"), "Check the program's id"),
  INVALID ("app.bad_name", N_("The program's name is empty or has characters that cannot be shown"),
           "Use 1 to 60 visible characters"),
  /* No denial: everybody may ask, and the audit log does not write down who did. */
  { "app.suspended", HUB_ERROR_CONFLICT, 403, N_("The program's service is suspended"),
    "Come back later; its owner or the platform's operator resumes it" },
  CONFLICT ("app.limit", N_("The person is a member of as many programs as one may be"),
            "Leave a program first"),

  NOT_FOUND ("member.no_such_account", N_("Nobody has this Super Hub ID"),
             "Check the spelling; the person makes an account first"),
  NOT_FOUND ("member.not_found", N_("The person is no member of the program"), "Look at the list again"),
  INVALID ("member.needs_role", N_("A project member has at least one role, a test member none"),
           "Name one or more of operator, developer, data-analyst; for a test member none"),
  CONFLICT ("member.is_admin", N_("The admin can be neither removed nor given roles"),
            "Hand the role over first"),
  CONFLICT ("member.project_limit", N_("The program has as many project members as it may have"),
            "Remove one first"),
  CONFLICT ("member.test_limit", N_("The program has as many test members as it may have"),
            "Remove one first"),
  CONFLICT ("member.person_limit", N_("The person is a member of as many programs as one may be"),
            "The person leaves a program first"),
  CONFLICT ("member.person_test_limit", N_("The person is a test member of as many programs as one may be"),
            "The person leaves a program first"),
  CONFLICT ("member.not_project", N_("Only a project member can become the admin"), "Make the person a project member first"),
  INVALID ("member.twice", N_("One call names the same person twice"), "Name everybody once"),

  DENIED ("console.test_member", N_("Test members do not sign in to the Console"),
          "The program's admin can make the person a project member"),
  CONFLICT ("console.already_asked", N_("The person has asked to sign in, and the answer waits"), "Wait for the admin; `detail.id` is the request"),
  CONFLICT ("console.request_limit", N_("The person has asked admins to be let in as often as one may in a day"), "Ask again tomorrow"),
  NOT_FOUND ("console.not_found", N_("There is no such request to sign in to the program's Console"), "Look at the list again"),
  CONFLICT ("console.not_allowed", N_("The program's admin has not answered the request to sign in"), "Wait for the admin"),
  DENIED ("console.denied", N_("The program's admin did not let the person in"), "Ask the admin why"),
  { "console.expired", HUB_ERROR_NOT_FOUND, 410, N_("The request to sign in was used, or its time is over"), "Ask again" },
  CONFLICT ("console.decided", N_("The request to sign in was decided already"), "Look at the list again"),

  INVALID ("package.corrupt", N_("The file is no whole package"), "Pack and send again"),
  INVALID ("package.bad_name", N_("A file's name leaves the package or cannot be used"),
           "Rename the file that the message names"),
  INVALID ("package.duplicate_name", N_("Two files have the same name"), "Pack again"),
  { "package.too_large", HUB_ERROR_TOO_LARGE, 413, N_("A package, or all together, are over the limit"),
    "Make the files that the message names smaller, or move pages to a sub-package" },
  { "package.too_many_files", HUB_ERROR_TOO_LARGE, 413, N_("The package has more files than allowed"),
    "Leave out what the program does not need (packOptions.ignore)" },
  INVALID ("package.bad_hash", N_("A file's bytes are not those of the manifest"), "Pack and send again"),
  INVALID ("package.bad_signature", N_("The signature is not the uploader's"), "Pack and send again"),
  INVALID ("package.unsupported", N_("The package has a form that this platform does not read"),
           "Bring the DevTools and the platform to the same version"),
  NOT_FOUND ("package.not_found", N_("The program has no package with this hash"), "Send the package first"),
  NOT_FOUND ("package.no_such_file", N_("The package has no file of this name"), "Check the name"),

  NOT_FOUND ("upload.not_found", N_("There is no such upload any more, or it is somebody else's"), "Begin it anew"),
  CONFLICT ("upload.wrong_offset", N_("Bytes before these, or the last ones, have not arrived"),
            "Go on from `detail.offset`"),
  INVALID ("upload.bad_range", N_("The header Content-Range is missing, or does not fit the upload"),
           "Write bytes FIRST-LAST/SIZE"),
  INVALID ("upload.other_bytes", N_("What arrived is not the package that was announced"), "Send it anew"),
  CONFLICT ("upload.too_many", N_("The person has begun as many uploads as one may"), "Finish or cancel one, or wait a day"),

  INVALID ("preview.no_such_page", N_("The compile condition names a page that the package does not have"),
           "Choose another page"),
  NOT_FOUND ("preview.not_found", N_("There is no such preview link"), "Make a new preview"),
  { "preview.expired", HUB_ERROR_NOT_FOUND, 410, N_("The preview link has ended"), "Make a new preview" },
  DENIED ("preview.not_yours", N_("Only the developer who made a preview may open it"),
          "Sign in with that Super Hub ID"),

  CONFLICT ("sharing.not_local", N_("The platform is no local one: it is on the network already"),
            "Nothing to do: phones reach its links"),
  DENIED ("sharing.not_yours", N_("Only the local platform's own account, on its computer, may share it"),
          "Sign in as that account"),
  CONFLICT ("sharing.no_network", N_("The computer has no address in a local network"),
            "Connect it to the network the phone is in"),

  INVALID ("version.bad_number", N_("The version number has a form that is not allowed"),
           "Use digits with dots, like 1.2.3, with a suffix like -beta.1 if needed"),
  INVALID ("version.remarks_too_long", N_("The project remarks are longer than 2,000 characters"),
           "Shorten them"),
  NOT_FOUND ("version.not_found", N_("There is no such developer version; an upload replaces it"),
             "Look at the list again"),
  DENIED ("version.not_yours", N_("Only the admin may delete another developer's version"),
          "Ask the developer or the admin"),

  CONFLICT ("review.already_pending", N_("A version of this program is in review already"),
            "Wait for the result, or withdraw it"),
  CONFLICT ("review.cooling_down", N_("Too many rejections in a row slow down the next submission"),
            "Test well, and submit after `detail.until`"),
  NOT_FOUND ("review.not_found", N_("There is no such review"), "Look at the list again"),
  CONFLICT ("review.none_pending", N_("No version of this program waits for a review"), "Nothing to do"),
  CONFLICT ("review.withdraw_quota", N_("The reviews that may be withdrawn in a day or a month are used up"),
            "Wait for the result"),
  CONFLICT ("review.not_pending", N_("The review was decided or withdrawn in the meantime"),
            "Look at the queue again"),
  CONFLICT ("review.taken", N_("Another reviewer has taken the review"),
            "Take another, or wait until `detail.taken_until`"),
  CONFLICT ("review.not_held", N_("The reviewer has not taken the review, or no longer has it"), "Take it first"),
  CONFLICT ("review.checks_running", N_("The automatic checks of the version have not ended"), "Submit it in a moment"),
  CONFLICT ("review.checks_failed", N_("An automatic check of the version failed"),
            "Correct what getVersionChecks lists under `detail.check`"),
  INVALID ("review.no_such_page", N_("A form or a note names a page that the version does not have"),
           "Name one of its pages, without a slash before it"),
  INVALID ("review.bad_link", N_("A link of the form is no https address and no picture that was sent"),
           "Correct what `detail.member` names"),
  CONFLICT ("review.draft_changed", N_("Somebody else has saved the form since it was read"),
            "Read it again with getReviewDraft, or save it without if_saved_at"),
  CONFLICT ("review.no_feedback", N_("Feedback answers a rejection, and the last version was not rejected"),
            "Leave feedback_info out"),
  INVALID ("review.bad_attachment", N_("A picture is no PNG, JPEG or WebP file, or larger than 2 MB"),
           "Send another, in base64"),
  CONFLICT ("review.attachment_limit", N_("As many pictures were sent as are taken"),
            "Name those that were sent already, or wait a day"),
  NOT_FOUND ("review.no_attachment", N_("The review or the program has no such picture"), "Send it first"),
  INVALID ("review.reason_required", N_("A rejection needs a reason"), "Write what must be changed"),
  DENIED ("review.own_program", N_("Nobody reviews a program of which they are a member"),
          "Another reviewer decides"),

  CONFLICT ("release.not_approved", N_("There is no approved version to release"),
            "Submit a version for review and wait for its approval"),
  NOT_FOUND ("release.none_online", N_("The program is not online"), "It can be opened after its first release"),
  CONFLICT ("release.phase_active", N_("Another version is being released in phases"), "Bring it to everybody or cancel it; `detail.release_id` names it"),
  CONFLICT ("release.first_is_full", N_("The first release of a program cannot be phased"), "Release it to everybody"),
  INVALID ("release.bad_plan", N_("The plan of a phased release does not rise, or its times cannot be used"),
           "Give 1 to 20 steps whose percentages and times only rise, all before the release asks for a decision"),
  NOT_FOUND ("release.no_phase", N_("No phased release is active"), "Start one with a plan"),
  INVALID ("release.bad_percentage", N_("The percentage is not 0 to 100 with two decimals at most"), "Correct it"),
  CONFLICT ("release.share_falls", N_("The percentage is not greater than the one that was reached"), "Pause or cancel the release instead"),
  CONFLICT ("release.paused", N_("The phased release is paused"), "Resume it first"),
  CONFLICT ("release.not_running", N_("Only a phased release that runs can be paused"), "Look at its state, in `detail.state`"),
  CONFLICT ("release.not_paused", N_("Only a paused release can be resumed"), "Look at its state, in `detail.state`"),
  CONFLICT ("release.confirm_resume", N_("Resuming brings the version to more people"), "Confirm with `confirm`"),
  CONFLICT ("release.decision_needed", N_("The phased release has run as long as it may"), "Bring it to 100 % or cancel it"),
  NOT_FOUND ("release.not_found", N_("The release is not in the history of online versions"), "Choose one of the history"),
  CONFLICT ("release.already_online", N_("The version is the one that is online"), "Nothing to do; a phased release on top of it is cancelled"),
  CONFLICT ("release.no_earlier", N_("No other version was online before"), "Nothing to do"),
  CONFLICT ("release.nothing_to_redo", N_("There is no rollback that could be taken back"), "Choose a version of the history"),
  INVALID ("adoption.bad_range", N_("The times do not make a range that is answered"), "Ask for 31 days by hour or 400 by day at most"),
  CONFLICT ("visit.suspended_already", N_("The service is suspended already"), "Nothing to do"),
  CONFLICT ("visit.not_suspended", N_("The service is not suspended"), "Nothing to do"),
  DENIED ("visit.not_yours", N_("The other side suspended the service"), "Ask them: only who suspended resumes"),
  INVALID ("visit.reason_too_long", N_("The reason has more than 200 characters"), "Shorten it"),
  CONFLICT ("visit.wrong_name", N_("The name that was typed is not the program's"), "Type the program's name exactly"),

  INVALID ("settings.bad_domain", N_("A server domain has a form that is not allowed"),
           "Write scheme and host, and a port where it is not the usual one, like https://api.example.com; the message says what is wrong"),
  CONFLICT ("settings.too_many_domains", N_("The program would have more domains of this kind than it may have"),
            "Delete some first; `detail.limit` is the limit"),
  CONFLICT ("settings.edit_quota", N_("The changes that 30 days may have are used up"), "Wait until `detail.until`"),

  INVALID ("link.bad_url", N_("The link is none that can be matched"), "Write http:// or https://, a host name, and a path"),
  INVALID ("link.bad_page", N_("The page of a rule has a form that is not allowed"), "Write it as in app.json, like pages/index/index"),
  INVALID ("link.bad_debug_url", N_("A debugging URL is not one of the rule's links"), "Begin it with the rule's link"),
  CONFLICT ("link.not_verified", N_("The site does not show the program's verification file"),
            "Put the file with `detail.content` to `detail.url` (downloadQRCodeText), and try again"),
  CONFLICT ("link.too_many", N_("The program has as many rules as it may have"), "Delete one first"),
  CONFLICT ("link.exists", N_("The program has an unpublished rule for this link already"), "Change or delete that one"),
  CONFLICT ("link.published", N_("A published rule is not changed"), "Add a new rule for the same link, and publish it in its place"),
  CONFLICT ("link.taken", N_("Another program has published a rule for this link"), "It must be deleted there first"),
  CONFLICT ("link.not_released", N_("A rule is published after the program's first release"), "Release the program; testers use debugging URLs until then"),
  NOT_FOUND ("link.not_found", N_("The program has no such rule, or no rule is hit"), "Look at the list again"),
  NOT_FOUND ("link.not_published", N_("The rule that a link hits is not published"), "Wait until it is; testers use its debugging URLs"),
  CONFLICT ("code.not_released", N_("The program has no Mini Program code before its first release"), "Release it first"),
  INVALID ("code.bad_scene", N_("A scene is empty, too long, or has a character that is not allowed"),
           "Use up to 32 of the characters that the message names"),
  INVALID ("code.bad_page", N_("A page begins with a slash or has a query"), "Write it like pages/index/index; put the rest into the scene"),
  INVALID ("code.no_such_page", N_("The version that the code opens has no such page"),
           "Take one of its pages, or set `check_path` to false"),
  INVALID ("code.bad_logo", N_("The picture is no logo"), "Send a square PNG of 64 to 1024 pixels, at most 128 KB"),
  INVALID ("code.too_long", N_("The platform's address is too long for a code"), "The operator sets a shorter public address"),
  CONFLICT ("code.too_many", N_("The program has as many codes as it may have"), "Use a code that it has; the operator may allow more (`codes`)"),
  NOT_FOUND ("code.not_found", N_("The program has no such code"), "Look at the list of its codes"),

  INVALID ("push.bad_url", N_("The address for message push has a form that is not allowed"), "Write https:// and a host name"),
  INVALID ("push.bad_key", N_("The EncodingAESKey has a form that is not allowed"), "Use 43 letters and digits"),
  CONFLICT ("push.not_verified", N_("The server did not pass the handshake of message push"),
            "Let it check the signature and answer echostr, within 5 seconds"),
  CONFLICT ("push.not_delivered", N_("The server did not take the test message"), "Look at the message; let it answer success"),
  NOT_FOUND ("push.not_set", N_("The program has no message push"), "Set it first"),

  INVALID ("webhook.bad_url", N_("The address of the webhook has a form that is not allowed"), "Write https:// and a host name"),
  CONFLICT ("webhook.not_delivered", N_("The server did not take the test of the webhook"), "Look at the message; let it answer 200 to 299 within 10 seconds"),
  NOT_FOUND ("webhook.not_set", N_("The program has no webhook"), "Set it first"),

  NOT_FOUND ("notification.not_found", N_("There is no such notification"), "Look at the list again"),

  { "events.too_many", HUB_ERROR_DENIED, 429, N_("The person, or everybody together, listens to live events too many times"),
    "Close other IDEs, or try again later" },

  STORAGE ("storage.full", 507, N_("The platform's disk is full; nothing was changed"),
           N_("The operator makes room")),
  STORAGE ("storage.read_only", 503, N_("The platform cannot write its data"), N_("The operator checks permissions and disk")),
  STORAGE ("storage.corrupt", 503, N_("The platform's database is damaged"), N_("The operator restores a backup")),
  STORAGE ("storage.busy", 503, N_("Another program holds the database, or it has too much to do"), N_("Try again in a moment")),
  STORAGE ("storage.unreachable", 503, N_("The database's server cannot be reached, or the connection to it was lost"),
           N_("Look whether the change was done, and try again; the operator checks the server")),
  STORAGE ("storage.too_new", 503, N_("A later version of the platform wrote the database"), N_("Install that version")),
  STORAGE ("storage.failed", 503, N_("The platform's disk or database failed"), N_("The operator checks the log")),
  STORAGE ("audit.broken", 503, N_("The audit log was changed by somebody"), N_("The operator compares it with a backup")),
  { "internal", HUB_ERROR_FAILED, 500, N_("The platform made a mistake"),
    N_("Try again; if it stays, report it with the time") },
};

/**
 * hub_refusals_list:
 * @n_refusals: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_refusals): every code the platform answers with
 */
const HubRefusal *
hub_refusals_list (gsize *n_refusals)
{
  *n_refusals = G_N_ELEMENTS (refusals);
  return refusals;
}

/**
 * hub_refusals_find:
 * @code: (nullable): a code
 *
 * Returns: (transfer none) (nullable): what is known about it
 */
const HubRefusal *
hub_refusals_find (const char *code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (g_strcmp0 (refusals[i].code, code) == 0)
      return &refusals[i];
  return NULL;
}

/**
 * hub_refusals_of_error:
 * @error: any error
 *
 * What the platform answers for an error. Errors of the libraries below are storage failures
 * or mistakes of ours, whose messages are for the log only.
 *
 * Returns: (transfer none): the refusal
 */
const HubRefusal *
hub_refusals_of_error (const GError *error)
{
  const HubRefusal *refusal = hub_refusals_find (hub_error_get_name (error));

  if (refusal != NULL)
    return refusal;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE)
      || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    return hub_refusals_find ("storage.full");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return hub_refusals_find ("storage.read_only");
  if (error->domain == G_IO_ERROR || error->domain == G_FILE_ERROR
      || g_error_matches (error, HUB_ERROR, HUB_ERROR_STORAGE))
    return hub_refusals_find ("storage.failed");
  return hub_refusals_find ("internal");
}

/**
 * hub_refusals_to_table:
 *
 * Returns: (transfer full): the table of docs/errors.md, in Markdown
 */
char *
hub_refusals_to_table (void)
{
  g_autoptr (GString) table = g_string_new ("| Code | Status | Meaning | What to do |\n"
                                            "| --- | --- | --- | --- |\n");

  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    g_string_append_printf (table, "| `%s` | %u | %s | %s |\n", refusals[i].code,
                            refusals[i].status, refusals[i].meaning, refusals[i].remedy);
  return g_string_free (g_steal_pointer (&table), FALSE);
}

/**
 * hub_refuse:
 * @error: (out) (optional): where to put it
 * @code: one of the codes of hub_refusals_list()
 * @format: a sentence for people
 *
 * As hub_set_error(), with the kind that belongs to the code.
 */
void
hub_refuse (GError **error, const char *code, const char *format, ...)
{
  const HubRefusal *refusal = hub_refusals_find (code);
  g_autofree char *message = NULL;
  va_list args;

  g_return_if_fail (refusal != NULL);
  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  hub_set_error (error, refusal->kind, code, "%s", message);
}
