/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-client.h"

G_BEGIN_DECLS

/* @page: of records; @user_data: the reading's */
typedef void (*HubConsoleReaderPage) (JsonArray *page,
                                      gpointer   user_data);

void       hub_console_reader_read_async  (HubClient           *client,
                                           const char          *operation,
                                           JsonObject          *parameters,
                                           GCancellable        *cancellable,
                                           HubConsoleReaderPage page,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
JsonArray *hub_console_reader_read_finish (GAsyncResult        *result,
                                           GError             **error);

G_END_DECLS
