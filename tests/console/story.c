/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "story.h"

#include "hub-json.h"

#define HOUR (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)
#define MEMBER "{\"app_id\": \"%s\", \"superhub_id\": \"%s\", \"kind\": \"project\", \"roles\": [%s]}"

typedef struct
{
  HubClient *ada, *grace, *linus, *mei, *omar;
} Team;

static const char *const pages[] = {
  "pages/index/index", "pages/offers/offers", "pages/cart/cart", "pages/orders/orders", "pages/orders/pickup",
  "pages/profile/profile", "pages/points/points", "pages/search/search", NULL,
};

static void
travel (Story *self, double days_ago)
{
  test_platform_travel (self->platform, (gint64) (-24 * HOUR * days_ago));
}

/* What the platform wants a fresh sign-in for. */
static void
do_sensitive (HubClient *client, const char *operation, const char *parameters)
{
  test_platform_do (client, "confirmSession", "{\"password\": \"" TEST_PASSWORD "\"}");
  test_platform_do (client, operation, "%s", parameters);
}

static void
upload (Story *self, HubClient *client, const char *app, const char *version, const char *remarks, guint n_pages)
{
  const char *some[G_N_ELEMENTS (pages)] = { NULL };

  for (guint i = 0; i < n_pages; i++)
    some[i] = pages[i];
  test_platform_upload_pages (self->platform, client, app, version, remarks, some);
}

/* (transfer full): the id of @by's developer version */
static char *
dup_version (HubClient *client, const char *app, const char *by)
{
  g_autofree char *parameters = g_strdup_printf ("{\"app_id\": \"%s\"}", app);
  g_autoptr (JsonNode) versions = test_platform_call (client, "getVersions", parameters, NULL);
  JsonArray *developer = hub_json_get_array (json_node_get_object (versions), "developer");

  for (guint i = 0; i < json_array_get_length (developer); i++)
    {
      JsonObject *version = json_array_get_object_element (developer, i);

      if (g_str_equal (hub_json_get_string (version, "developer", ""), by))
        return g_strdup (hub_json_get_string (version, "id", ""));
    }
  g_error ("No version of %s", by);
}

/* (transfer full): the id of the new review */
static char *
submit (HubClient *client, const char *app, const char *by, const char *rest)
{
  g_autofree char *id = dup_version (client, app, by);
  g_autofree char *checks = g_strdup_printf ("{\"app_id\": \"%s\", \"id\": \"%s\", \"wait\": 1}", app, id);
  g_autofree char *parameters = g_strdup_printf ("{\"app_id\": \"%s\", \"id\": \"%s\", %s}", app, id, rest);
  g_autoptr (JsonNode) checked = test_platform_call (client, "getVersionChecks", checks, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) review = test_platform_call (client, "submitReview", parameters, &error);

  g_assert_no_error (error);
  return g_strdup (hub_json_get_string (json_node_get_object (review), "id", ""));
}

static void
decide (Story *self, const char *review, const char *decision)
{
  test_platform_do (self->rita, "takeReview", "{\"id\": \"%s\"}", review);
  test_platform_do (self->rita, "decideReview", "{\"id\": \"%s\", %s}", review, decision);
}

static void
approve (Story *self, HubClient *client, const char *app, const char *by, const char *rest)
{
  g_autofree char *review = submit (client, app, by, rest);

  decide (self, review, "\"decision\": \"approve\"");
}

static void
release (HubClient *client, const char *app, const char *mode)
{
  g_autofree char *parameters = g_strdup_printf ("{\"app_id\": \"%s\", %s}", app, mode);

  do_sensitive (client, "createRelease", parameters);
}

static HubClient *
add_person (Story *self, const char *superhub_id, const char *name)
{
  HubClient *client = test_platform_add_account (self->platform, superhub_id, FALSE);

  test_platform_do (client, "renameAccount", "{\"display_name\": \"%s\"}", name);
  return client;
}

static void
add_people (Story *self, Team *team)
{
  static const struct { const char *id, *name; } testers[] = {
    { "jonas", "Jonas" }, { "keiko", "Keiko" }, { "lina", "Lina" }, { "pavel", "Pavel" }, { "sofia", "Sofia" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (testers); i++)
    {
      g_autoptr (HubClient) tester = add_person (self, testers[i].id, testers[i].name);

      test_platform_do (team->ada, "putMember", "{\"app_id\": \"%s\", \"superhub_id\": \"%s\", \"kind\": \"test\"}",
                        self->shop, testers[i].id);
    }
  test_platform_do (team->ada, "putMember", MEMBER, self->shop, "grace", "\"developer\"");
  test_platform_do (team->ada, "putMember", MEMBER, self->shop, "linus", "\"developer\", \"data-analyst\"");
  test_platform_do (team->ada, "putMember", MEMBER, self->shop, "mei", "\"operator\"");
  test_platform_do (team->ada, "putMember", MEMBER, self->shop, "omar", "\"operator\", \"developer\", \"data-analyst\"");
  test_platform_do (team->ada, "putMember", MEMBER, self->shop, "ines", "\"data-analyst\"");
}

static void
set_up (Story *self)
{
  test_platform_do (self->ada, "modifyServerDomain",
                    "{\"app_id\": \"%s\", \"action\": \"set\", \"request\": [\"https://api.cornershop.example.com\", "
                    "\"https://pay.cornershop.example.com\"], \"socket\": [\"wss://live.cornershop.example.com\"], "
                    "\"uploadFile\": [\"https://files.cornershop.example.com\"], "
                    "\"downloadFile\": [\"https://files.cornershop.example.com\", \"https://cdn.cornershop.example.com\"], "
                    "\"udp\": [], \"tcp\": []}", self->shop);
}

static void
add_code (HubClient *client, const char *app, const char *page, const char *scene)
{
  test_platform_do (client, "getUnlimitedQRCode", "{\"app_id\": \"%s\", \"page\": \"%s\", \"scene\": \"%s\"}", app, page,
                    scene);
}

/* From the first upload to the version that everybody has. */
static void
tell_first_week (Story *self, Team *team)
{
  g_autofree char *rejected = NULL;

  upload (self, team->grace, self->shop, "1.0.0", "First version: offers and the basket", 3);
  rejected = submit (team->ada, self->shop, "grace", "\"description\": \"The first version\"");
  travel (self, 15.8);
  decide (self, rejected, "\"decision\": \"reject\", \"reason\": \"The basket cannot be left: it has no way back to the offers.\", "
                          "\"page_notes\": [{\"address\": \"pages/cart/cart\", \"note\": \"No way back\"}]");
  travel (self, 15.2);
  upload (self, team->grace, self->shop, "1.0.1", "A way back from the basket", 3);
  approve (self, team->ada, self->shop, "grace", "\"description\": \"The first version\", "
           "\"feedback_info\": \"The basket has a button now\"");
  travel (self, 15);
  release (team->ada, self->shop, "\"mode\": \"full\"");
  set_up (self);
  add_code (team->mei, self->shop, "", "poster=window");
  add_code (team->mei, self->shop, "pages/offers/offers", "flyer=spring");
  travel (self, 12.1);
  upload (self, team->linus, self->shop, "1.1.0", "Orders can be picked up", 5);
  approve (self, team->ada, self->shop, "linus", "\"description\": \"Orders can be picked up in the shop\"");
  travel (self, 12);
  release (team->ada, self->shop, "\"mode\": \"full\"");
  add_code (team->mei, self->shop, "pages/orders/pickup", "counter=1");
  add_code (team->mei, self->shop, "pages/orders/pickup", "counter=2");
  travel (self, 8.2);
  upload (self, team->grace, self->shop, "1.2.0", "Opening hours and a map", 6);
  approve (self, team->ada, self->shop, "grace", "\"description\": \"Opening hours and a map\"");
  travel (self, 8);
  release (team->ada, self->shop, "\"mode\": \"full\"");
}

/* A program that was rejected, and whose next submission is being written. */
static void
tell_of_the_bikes (Story *self, Team *team)
{
  g_autofree char *rejected = NULL;

  travel (self, 6.2);
  upload (self, team->ada, self->bikes, "0.9.0", "Find a bike near you", 2);
  approve (self, team->ada, self->bikes, "ada", "\"description\": \"Find a bike near you\"");
  travel (self, 6.1);
  release (team->ada, self->bikes, "\"mode\": \"full\"");
  travel (self, 5.5);
  upload (self, team->ada, self->bikes, "1.0.0", "Rent and return", 5);
  rejected = submit (team->ada, self->bikes, "ada", "\"description\": \"Rent and return\"");
  travel (self, 5);
  decide (self, rejected, "\"decision\": \"reject\", \"reason\": \"The price per hour is shown only after the bike was rented. "
                          "Say it before.\", \"page_notes\": [{\"address\": \"pages/orders/orders\", "
                          "\"note\": \"The price is missing here\"}, {\"address\": \"pages/orders/pickup\", "
                          "\"note\": \"The terms open an empty page\"}]");
  travel (self, 4);
  upload (self, team->ada, self->bikes, "1.0.1", "The price first, and the terms", 6);
  test_platform_do (team->ada, "putReviewDraft",
                    "{\"app_id\": \"%s\", \"description\": \"People rent a bike and bring it back. The price per hour is shown "
                    "before one rents.\", \"item_list\": [{\"address\": \"pages/orders/orders\", \"title\": \"Rent a bike\", "
                    "\"tag\": [\"bikes\", \"rental\"]}], \"ugc_declare\": {\"scene\": [\"none\"]}, "
                    "\"feedback_info\": \"The price stands above the button now, and the terms have their text.\", "
                    "\"test_account\": \"rider@example.com, code 135790\"}", self->bikes);
}

/* A program with an approved version, and what else waits for the reviewers. */
static void
tell_of_the_others (Story *self, Team *team)
{
  g_autofree char *books = test_platform_add_app (team->grace, "Book Exchange");
  g_autofree char *garden = test_platform_add_app (team->omar, "Garden Club");
  g_autofree char *book_review = NULL, *garden_review = NULL;

  travel (self, 0.8);
  upload (self, team->ada, self->market, "2.3.0", "Stalls by street", 4);
  approve (self, team->ada, self->market, "ada", "\"description\": \"Stalls by street\"");
  release (team->ada, self->market, "\"mode\": \"full\"");
  travel (self, 0.7);
  upload (self, team->ada, self->market, "2.4.0", "Reserve a table at a stall", 6);
  approve (self, team->ada, self->market, "ada", "\"description\": \"Reserve a table at a stall\"");
  upload (self, team->grace, books, "0.4.0", "Give a book, take a book", 4);
  book_review = submit (team->grace, books, "grace", "\"description\": \"Give a book, take a book\"");
  travel (self, 0.65);
  upload (self, team->omar, garden, "3.1.0", "Who waters this week", 5);
  garden_review = submit (team->omar, garden, "omar", "\"description\": \"A plan of who waters\"");
}

/* A version in phases; others try things. */
static void
tell_second_week (Story *self, Team *team)
{
  travel (self, 3.1);
  upload (self, team->linus, self->shop, "1.3.0", "Points for every order", 7);
  approve (self, team->ada, self->shop, "linus", "\"description\": \"People get points for every order\"");
  travel (self, 3);
  release (team->ada, self->shop, "\"mode\": \"phased\", \"steps\": [{\"percentage\": 1}, {\"percentage\": 5, \"after\": 86400}, "
           "{\"percentage\": 20, \"after\": 172800}, {\"percentage\": 50, \"after\": 302400}, "
           "{\"percentage\": 100, \"after\": 432000}]");
  travel (self, 2.2);
  upload (self, team->omar, self->shop, "1.4.0-dev", "Try: pay by the month", 7);
  test_platform_do (team->linus, "modifyServerDomain",
                    "{\"app_id\": \"%s\", \"action\": \"add\", \"request\": [\"https://points.cornershop.example.com\"]}",
                    self->shop);
  travel (self, 0.9);
  upload (self, team->ada, self->shop, "1.3.1-text", "Words on the points page", 7);
}

/* The next version in review, others on their way. */
static void
tell_today (Story *self, Team *team)
{
  g_autofree char *test = NULL;

  travel (self, 0.6);
  upload (self, team->linus, self->shop, "1.5.0-wip", "Reminders when an order is ready", 8);
  travel (self, 0.3);
  upload (self, team->grace, self->shop, "1.4.0", "Search, and quicker lists", 8);
  test = dup_version (team->ada, self->shop, "grace");
  test_platform_do (team->ada, "putTestVersion", "{\"app_id\": \"%s\", \"id\": \"%s\", \"mode\": \"follow\"}", self->shop,
                    test);
  travel (self, 0.2);
  self->review = submit (
    team->ada, self->shop, "grace", "\"description\": \"People can search the offers. Long lists scroll smoothly on old phones.\", "
                   "\"item_list\": [{\"address\": \"pages/search/search\", \"title\": \"Search\", \"tag\": [\"food\", \"search\"], "
                   "\"category\": \"Shopping\"}, {\"address\": \"pages/offers/offers\", \"title\": \"Offers\"}], "
                   "\"ugc_declare\": {\"scene\": [\"none\"]}, "
                   "\"setting_list\": [{\"privacy_key\": \"Location\", \"privacy_text\": \"To show the nearest shop\"}], "
                   "\"test_account\": \"shopper@example.com, code 246810\"");
  travel (self, 0.05);
  test_platform_do (self->rita, "takeReview", "{\"id\": \"%s\"}", self->review);
}

static void
ask_to_sign_in (Story *self, const char *superhub_id, const char *name, const char *message)
{
  g_autoptr (HubClient) client = add_person (self, superhub_id, name);

  test_platform_do (client, "requestConsoleSignIn", "{\"app_id\": \"%s\", \"message\": \"%s\"}", self->shop, message);
}

/* (transfer full): the id of the release @version */
static char *
dup_release (Story *self, const char *version)
{
  g_autofree char *parameters = g_strdup_printf ("{\"app_id\": \"%s\"}", self->shop);
  g_autoptr (JsonNode) versions = test_platform_call (self->ada, "getVersions", parameters, NULL);
  JsonObject *object = json_node_get_object (versions), *phased = hub_json_get_object (object, "phased");
  JsonArray *history = hub_json_get_array (object, "history");

  if (phased != NULL && g_str_equal (hub_json_get_string (phased, "version", ""), version))
    return g_strdup (hub_json_get_string (phased, "id", ""));
  for (guint i = 0; i < json_array_get_length (history); i++)
    if (g_str_equal (hub_json_get_string (json_array_get_object_element (history, i), "version", ""), version))
      return g_strdup (hub_json_get_string (json_array_get_object_element (history, i), "id", ""));
  g_error ("%s was not released", version);
}

/* By day many, by night few; some keep the version before for a day or two. */
static void
count_starts (Story *self)
{
  static const int by_hour[24] = { 4, 2, 1, 1, 2, 5, 12, 25, 34, 38, 42, 55, 68, 60, 46, 44, 50, 66, 80, 74, 52, 34, 18, 9 };
  g_autofree char *old = dup_release (self, "1.1.0"), *full = dup_release (self, "1.2.0"), *phased = dup_release (self, "1.3.0");
  gint64 now = g_get_real_time () / HOUR;

  for (int ago = 24 * 9; ago >= 1; ago--)
    {
      int starts = by_hour[(now - ago) % 24] * 3;
      int still_old = ago > 24 * 8 ? starts : ago > 24 * 5 ? starts * (ago - 24 * 5) / (24 * 4) : 0;
      int percent = ago > 24 * 3 ? 0 : ago > 24 * 2 ? 2 : ago > 24 ? 6 : 21;
      int ahead = starts * percent / 100;
      const struct { const char *id; int n; } rows[] = { { old, still_old }, { phased, ahead }, { full, starts - still_old - ahead } };

      for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
        if (rows[i].n > 0)
          test_platform_sql (self->platform, "INSERT INTO adoption (app_id, hour, release_id, checks) VALUES ('%s', %ld, '%s', %d)",
                             self->shop, (long) (now - ago), rows[i].id, rows[i].n);
    }
}

/* What comes from outside, where this machine cannot play the part: phones, and sites on the internet. */
static void
add_the_world (Story *self)
{
  static const struct { const char *scene; int scans; } codes[] = {
    { "poster=window", 1284 }, { "flyer=spring", 316 }, { "counter=1", 2071 }, { "counter=2", 58 },
  };
  gint64 now = g_get_real_time ();

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    test_platform_sql (self->platform, "UPDATE codes SET scans = %d, scanned_at = %" G_GINT64_FORMAT " WHERE scene = '%s'",
                       codes[i].scans, now - (i + 1) * 7 * HOUR / 3, codes[i].scene);
  test_platform_sql (self->platform, "INSERT INTO link_rules (id, app_id, host, prefix, page, open_version, published, made_by, "
                     "made_at, published_at) VALUES ('l1', '%s', 'www.cornershop.example.com', "
                     "'https://www.cornershop.example.com/offers/', 'pages/offers/offers', 'release', 1, 'mei', %" G_GINT64_FORMAT
                     ", %" G_GINT64_FORMAT "), ('l2', '%s', 'www.cornershop.example.com', "
                     "'https://www.cornershop.example.com/table/', 'pages/orders/pickup', 'trial', 0, 'mei', %" G_GINT64_FORMAT
                     ", NULL)", self->shop, now - 50 * HOUR, now - 49 * HOUR, self->shop, now - 5 * HOUR);
  test_platform_sql (self->platform, "INSERT INTO message_push (app_id, url, token, aes_key, mode, format, set_by, set_at) VALUES "
                     "('%s', 'https://api.cornershop.example.com/events', 'k3Jd9sQm2xVb7Lp0', "
                     "'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG', 'safe', 'json', 'ada', %" G_GINT64_FORMAT ")", self->shop,
                     now - 100 * HOUR);
  count_starts (self);
}

/* Runs once, in a few seconds; the platform's clock is right in the end. */
Story *
story_new (void)
{
  Story *self = g_new0 (Story, 1);
  Team team;

  self->platform = test_platform_start_clocked (0);
  travel (self, 16);
  self->ada = team.ada = add_person (self, "ada", "Ada");
  team.grace = add_person (self, "grace", "Grace");
  team.linus = add_person (self, "linus", "Linus");
  team.mei = add_person (self, "mei", "Mei");
  team.omar = add_person (self, "omar", "Omar");
  self->ines = add_person (self, "ines", "Inés");
  self->rita = test_platform_add_account (self->platform, "rita", TRUE);
  self->shop = test_platform_add_app (self->ada, "Corner Shop");
  self->bikes = test_platform_add_app (self->ada, "City Bikes");
  self->market = test_platform_add_app (self->ada, "Night Market");
  add_people (self, &team);
  tell_first_week (self, &team);
  tell_of_the_bikes (self, &team);
  tell_second_week (self, &team);
  tell_of_the_others (self, &team);
  tell_today (self, &team);
  travel (self, 0.02);
  self->tea = test_platform_add_app (self->ada, "Tea House");
  ask_to_sign_in (self, "yuki", "Yuki", "I write the newsletter and need the numbers of the week.");
  ask_to_sign_in (self, "tomas", "Tomás", "From the agency: the flyer’s codes");
  travel (self, 0);
  add_the_world (self);
  g_object_unref (team.grace);
  g_object_unref (team.linus);
  g_object_unref (team.mei);
  g_object_unref (team.omar);
  return self;
}

void
story_free (Story *self)
{
  test_platform_stop (self->platform);
  g_object_unref (self->ada);
  g_object_unref (self->ines);
  g_object_unref (self->rita);
  g_free (self->shop);
  g_free (self->bikes);
  g_free (self->market);
  g_free (self->tea);
  g_free (self->review);
  g_free (self);
}
