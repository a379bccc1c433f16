/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-cli.h"

#include "config.h"

#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#define MAX_CELL 60

struct _HubCliTable
{
  guint      n_columns;
  GPtrArray *cells;     /* the headings first, row by row */
};

/* Columns of a terminal a text takes: wide East Asian characters take two. */
static guint
text_width (const char *text)
{
  guint width = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

/* (transfer full): one line, no control characters (they could steer the terminal), not endless. */
static char *
clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autoptr (GString) cell = g_string_new (NULL);
  guint length = 0;

  for (const char *at = valid; *at != '\0' && length < MAX_CELL; at = g_utf8_next_char (at), length++)
    {
      gunichar c = g_utf8_get_char (at);

      g_string_append_unichar (cell, g_unichar_iscntrl (c) ? ' ' : c);
    }
  if (length == MAX_CELL)
    g_string_append (cell, "…");
  return g_string_free (g_steal_pointer (&cell), FALSE);
}

/* Headings, NULL at the end. (transfer full) */
HubCliTable *
hub_cli_table_new (const char *first_heading, ...)
{
  HubCliTable *table = g_new0 (HubCliTable, 1);
  va_list args;

  table->cells = g_ptr_array_new_with_free_func (g_free);
  va_start (args, first_heading);
  for (const char *at = first_heading; at != NULL; at = va_arg (args, const char *))
    g_ptr_array_add (table->cells, clean (at));
  va_end (args);
  table->n_columns = table->cells->len;
  return table;
}

/* As many cells as there are headings; a cell may be NULL. */
void
hub_cli_table_add (HubCliTable *table, const char *first_cell, ...)
{
  va_list args;

  g_ptr_array_add (table->cells, clean (first_cell));
  va_start (args, first_cell);
  for (guint i = 1; i < table->n_columns; i++)
    g_ptr_array_add (table->cells, clean (va_arg (args, const char *)));
  va_end (args);
}

static void
print_row (HubCliTable *table, guint row, const guint *widths)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < table->n_columns; i++)
    {
      const char *cell = g_ptr_array_index (table->cells, row * table->n_columns + i);

      g_string_append (line, cell);
      for (guint at = text_width (cell); i + 1 < table->n_columns && at < widths[i] + 2; at++)
        g_string_append_c (line, ' ');
    }
  g_strchomp (line->str);
  if (row == 0)
    g_print ("%s%s%s\n", hub_cli_colour (STDOUT_FILENO, "1"), line->str, hub_cli_colour (STDOUT_FILENO, "0"));
  else
    g_print ("%s\n", line->str);
}

/* Prints the table, or @empty where it has no rows; nothing with --json. */
void
hub_cli_table_print (HubCliTable *table, HubCli *cli, const char *empty)
{
  guint n_rows = table->cells->len / table->n_columns;
  g_autofree guint *widths = g_new0 (guint, table->n_columns);

  if (cli->json)
    return;
  if (n_rows == 1)
    {
      hub_cli_print (cli, "%s", empty);
      return;
    }
  for (guint i = 0; i < table->cells->len; i++)
    widths[i % table->n_columns] = MAX (widths[i % table->n_columns],
                                        text_width (g_ptr_array_index (table->cells, i)));
  for (guint row = 0; row < n_rows; row++)
    print_row (table, row, widths);
}

void
hub_cli_table_free (HubCliTable *table)
{
  g_ptr_array_unref (table->cells);
  g_free (table);
}
