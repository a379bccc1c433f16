/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Databases for tests, of the engine that SUPERHUB_TEST_DATABASE names: "sqlite" (default) or "postgresql", where the first
 * one starts a server of its own in a temporary folder, on a private socket, which ends with the program. A program
 * that links this is skipped as a whole where that engine is not installed. */
gboolean    test_database_is_postgresql (void);
/* The address of a new, empty database; @folder is where SQLite's file "platform.db" goes. */
char       *test_database_new           (const char *folder);
/* As test_database_new(), with what is in a file of hub_database_backup(). */
char       *test_database_restore       (const char *folder, const char *file);
/* Runs statements on it, as somebody with the database in hand would. */
void        test_database_run           (const char *address, const char *sql);
/* The number that a query gives. */
gint64      test_database_count         (const char *address, const char *sql);

/* PostgreSQL's server goes and comes back. @signal_number: SIGQUIT does not let it finish anything. */
void        test_database_stop_server   (int signal_number);
void        test_database_start_server  (void);
/* Makes a folder that the server may write to. */
char       *test_database_server_folder (const char *name);
