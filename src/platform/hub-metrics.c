/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-metrics.h"

#include "config.h"

#include <unistd.h>
#include <string.h>

/* Upper bounds in seconds. */
static const double bounds[] = { 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10 };

/* The requests of one operation. */
typedef struct
{
  guint64 by_class[6];                       /* 2 for 200 to 299 */
  guint64 within[G_N_ELEMENTS (bounds)];     /* each counts those of the bounds below it, too */
  guint64 count;
  double  seconds;
} Operation;

typedef struct
{
  char           *name;
  char           *meaning;
  HubMetricsRead  read;
  gpointer        user_data;
} Gauge;

struct _HubMetrics
{
  GHashTable *operations;
  GPtrArray  *gauges;
  gint64      began;
};

static void
gauge_free (Gauge *gauge)
{
  g_free (gauge->name);
  g_free (gauge->meaning);
  g_free (gauge);
}

/**
 * hub_metrics_new:
 *
 * Returns: (transfer full): counters at zero
 */
HubMetrics *
hub_metrics_new (void)
{
  HubMetrics *self = g_new0 (HubMetrics, 1);

  self->operations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->gauges = g_ptr_array_new_with_free_func ((GDestroyNotify) gauge_free);
  self->began = g_get_monotonic_time ();
  return self;
}

/**
 * hub_metrics_free:
 * @self: (transfer full): counters
 */
void
hub_metrics_free (HubMetrics *self)
{
  g_hash_table_unref (self->operations);
  g_ptr_array_unref (self->gauges);
  g_free (self);
}

/**
 * hub_metrics_count_request:
 * @self: counters
 * @operation: an operation's id, or the name of a page; one of few, never what somebody sent
 * @status: of HTTP
 * @seconds: from the request's headers to the end of the answer
 */
void
hub_metrics_count_request (HubMetrics *self, const char *operation, guint status, double seconds)
{
  Operation *row = g_hash_table_lookup (self->operations, operation);

  if (row == NULL)
    {
      row = g_new0 (Operation, 1);
      g_hash_table_insert (self->operations, g_strdup (operation), row);
    }
  row->by_class[MIN (status / 100, 5)]++;
  row->count++;
  row->seconds += seconds;
  for (gsize i = 0; i < G_N_ELEMENTS (bounds); i++)
    if (seconds <= bounds[i])
      row->within[i]++;
}

/**
 * hub_metrics_add_gauge:
 * @self: counters
 * @name: "superhub_event_clients"
 * @meaning: a sentence
 * @read: tells the number when somebody asks
 * @user_data: for @read; outlives @self
 */
void
hub_metrics_add_gauge (HubMetrics *self, const char *name, const char *meaning, HubMetricsRead read, gpointer user_data)
{
  Gauge *gauge = g_new0 (Gauge, 1);

  gauge->name = g_strdup (name);
  gauge->meaning = g_strdup (meaning);
  gauge->read = read;
  gauge->user_data = user_data;
  g_ptr_array_add (self->gauges, gauge);
}

static void
append_head (GString *text, const char *name, const char *type, const char *meaning)
{
  g_string_append_printf (text, "# HELP %s %s\n# TYPE %s %s\n", name, meaning, name, type);
}

static void
append_number (GString *text, const char *name, const char *type, const char *meaning, gint64 value)
{
  append_head (text, name, type, meaning);
  g_string_append_printf (text, "%s %" G_GINT64_FORMAT "\n", name, value);
}

/* A locale with a decimal comma must not come between. */
static void
append_double (GString *text, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%.6g", value));
}

static void
append_classes (GString *text, GList *names, HubMetrics *self)
{
  append_head (text, "superhub_requests_total", "counter", "Requests that were answered, by operation and class of status.");
  for (GList *l = names; l != NULL; l = l->next)
    {
      const Operation *row = g_hash_table_lookup (self->operations, l->data);

      for (guint class = 0; class < G_N_ELEMENTS (row->by_class); class++)
        if (row->by_class[class] > 0)
          g_string_append_printf (text, "superhub_requests_total{operation=\"%s\",status=\"%uxx\"} %" G_GUINT64_FORMAT "\n",
                                  (const char *) l->data, class, row->by_class[class]);
    }
}

static void
append_times (GString *text, GList *names, HubMetrics *self)
{
  append_head (text, "superhub_request_seconds", "histogram", "From a request's headers to the end of its answer.");
  for (GList *l = names; l != NULL; l = l->next)
    {
      const Operation *row = g_hash_table_lookup (self->operations, l->data);
      const char *name = l->data;

      for (gsize i = 0; i < G_N_ELEMENTS (bounds); i++)
        {
          g_string_append_printf (text, "superhub_request_seconds_bucket{operation=\"%s\",le=\"", name);
          append_double (text, bounds[i]);
          g_string_append_printf (text, "\"} %" G_GUINT64_FORMAT "\n", row->within[i]);
        }
      g_string_append_printf (text, "superhub_request_seconds_bucket{operation=\"%s\",le=\"+Inf\"} %" G_GUINT64_FORMAT "\n"
                                    "superhub_request_seconds_count{operation=\"%s\"} %" G_GUINT64_FORMAT "\n"
                                    "superhub_request_seconds_sum{operation=\"%s\"} ",
                              name, row->count, name, row->count, name);
      append_double (text, row->seconds);
      g_string_append_c (text, '\n');
    }
}

/* In bytes; 0 where the kernel does not say. */
static gint64
read_memory (void)
{
  g_autofree char *text = NULL;
  const char *field;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    return 0;
  field = strchr (text, ' ');
  return field != NULL ? g_ascii_strtoll (field, NULL, 10) * sysconf (_SC_PAGESIZE) : 0;
}

static gint64
count_descriptors (void)
{
  g_autoptr (GDir) folder = g_dir_open ("/proc/self/fd", 0, NULL);
  gint64 count = 0;

  while (folder != NULL && g_dir_read_name (folder) != NULL)
    count++;
  return count;
}

/**
 * hub_metrics_to_text:
 * @self: counters
 *
 * Returns: (transfer full): all of them, in the text format of Prometheus (version 0.0.4)
 */
char *
hub_metrics_to_text (HubMetrics *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (self->operations), (GCompareFunc) strcmp);

  append_head (text, "superhub_build_info", "gauge", "1, with the version as a label.");
  g_string_append (text, "superhub_build_info{version=\"" PACKAGE_VERSION "\"} 1\n");
  append_number (text, "superhub_uptime_seconds", "gauge", "Since this process began to serve.",
                 (g_get_monotonic_time () - self->began) / G_USEC_PER_SEC);
  append_number (text, "process_resident_memory_bytes", "gauge", "Resident memory.", read_memory ());
  append_number (text, "process_open_fds", "gauge", "Open descriptors.", count_descriptors ());
  for (guint i = 0; i < self->gauges->len; i++)
    {
      const Gauge *gauge = g_ptr_array_index (self->gauges, i);

      append_number (text, gauge->name, "gauge", gauge->meaning, gauge->read (gauge->user_data));
    }
  append_classes (text, names, self);
  append_times (text, names, self);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
