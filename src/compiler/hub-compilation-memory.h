/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a process that compiles again and again need not read or write a second time: texts of
 * sources, results, what was made of them, outputs. All of it can be had again; it is bounded and forgotten when it grows. */
typedef struct _HubCompilationMemory HubCompilationMemory;

HubCompilationMemory *hub_compilation_memory_new         (void);
void                  hub_compilation_memory_free        (HubCompilationMemory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubCompilationMemory, hub_compilation_memory_free)

/* Of the text kept for a source of this size and time, a number that no other text has; 0 where none is kept. */
guint64               hub_compilation_memory_text_number (HubCompilationMemory *self,
                                                          const char           *path,
                                                          guint64               size,
                                                          gint64                mtime_ns);
/* (transfer none) (nullable): the bytes kept for a source of this size and time. */
GBytes               *hub_compilation_memory_find_text   (HubCompilationMemory *self,
                                                          const char           *path,
                                                          guint64               size,
                                                          gint64                mtime_ns);
void                  hub_compilation_memory_keep_text   (HubCompilationMemory *self,
                                                          const char           *path,
                                                          gint64                mtime_ns,
                                                          const char           *text,
                                                          gsize                 length);
GBytes               *hub_compilation_memory_find_result (HubCompilationMemory *self,
                                                          const char           *key);
void                  hub_compilation_memory_keep_result (HubCompilationMemory *self,
                                                          const char           *key,
                                                          const char           *bytes,
                                                          gsize                 length);
/* The number of the text that the source @name has now. */
typedef guint64     (*HubTextNumber)                     (const char           *name,
                                                          gpointer              user_data);
/* Forgets what was made where @setting differs: all it depends on but the texts it was made of. */
void                  hub_compilation_memory_set_setting (HubCompilationMemory *self,
                                                          const char           *setting);
/* (transfer none) (nullable): what was kept for @key, where all sources it was made of have the same texts. */
gpointer              hub_compilation_memory_find_made   (HubCompilationMemory *self,
                                                          const char           *key,
                                                          HubTextNumber         number_of,
                                                          gpointer              user_data);
/* @names: the sources it was made of; @value: (transfer full); @size: about how many bytes it has. Nothing is kept
 * where one of the texts is not. */
void                  hub_compilation_memory_keep_made   (HubCompilationMemory *self,
                                                          const char           *key,
                                                          GPtrArray            *names,
                                                          HubTextNumber         number_of,
                                                          gpointer              user_data,
                                                          gpointer              value,
                                                          GDestroyNotify        free_value,
                                                          gsize                 size);
/* Makes @path another name of the file written under @name before, where that has the same bytes. */
gboolean              hub_compilation_memory_link_output (HubCompilationMemory *self,
                                                          const char           *name,
                                                          const char           *path,
                                                          const char           *bytes,
                                                          gsize                 length);
void                  hub_compilation_memory_keep_output (HubCompilationMemory *self,
                                                          const char           *name,
                                                          const char           *path,
                                                          const char           *bytes,
                                                          gsize                 length);

G_END_DECLS
