/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-package-facts-repository.h"

/**
 * hub_package_facts_repository_put:
 * @database: the database
 * @sha256: the hash of a package
 * @reader: the number of what read it
 * @facts: JSON
 * @now: microseconds since 1970
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Keeps what was read in a package. The same package read twice at the same time gives the same.
 *
 * Returns: whether it is stored
 */
gboolean
hub_package_facts_repository_put (HubDatabase *database, const char *sha256, gint64 reader, const char *facts,
                                  gint64 now, GError **error)
{
  return hub_database_execute (database, NULL, error,
                               "INSERT INTO package_facts (sha256, reader, facts, read_at) VALUES (?, ?, ?, ?) "
                               "ON CONFLICT (sha256) DO UPDATE SET reader = excluded.reader, facts = excluded.facts, "
                               "read_at = excluded.read_at", "sisi", sha256, reader, facts, now);
}

/**
 * hub_package_facts_repository_find:
 * @database: the database
 * @sha256: the hash of a package
 * @reader: the number of what must have read it
 * @facts: (out) (transfer full) (nullable): JSON, or %NULL where it was not read yet
 * @error: (out) (optional): %HUB_ERROR_STORAGE
 *
 * Returns: whether the database answered
 */
gboolean
hub_package_facts_repository_find (HubDatabase *database, const char *sha256, gint64 reader, char **facts,
                                   GError **error)
{
  return hub_database_find (database, hub_statement_read_text, (gpointer *) facts, error,
                            "SELECT facts FROM package_facts WHERE sha256 = ? AND reader = ?", "si",
                            sha256, reader);
}
