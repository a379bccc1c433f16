/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Which state of a file on disk was read or written; two that are equal mean that nobody else wrote. */
typedef struct
{
  gint64  modified_ns;
  guint64 size;
  guint64 inode;
} HubFileStamp;

gboolean hub_file_stamp_read  (const char    *path,
                               HubFileStamp  *stamp);
gboolean hub_file_stamp_equal (HubFileStamp   a,
                               HubFileStamp   b);

/* Text as it stands in an editor: "\n" at line ends; what is needed to write the same bytes again. */
typedef struct
{
  char         *text;
  gsize         length;
  gboolean      byte_order_mark;
  gboolean      carriage_returns;   /* every line ends with "\r\n" */
  HubFileStamp  stamp;
} HubFileText;

void         hub_file_text_free  (HubFileText        *self);
HubFileText *hub_file_text_read  (const char         *path,
                                  gsize               max_bytes,
                                  GError            **error);
gboolean     hub_file_text_write (HubFileText        *self,
                                  const char         *path,
                                  const HubFileStamp *expected,
                                  GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubFileText, hub_file_text_free)

G_END_DECLS
