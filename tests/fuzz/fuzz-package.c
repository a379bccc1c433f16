/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libFuzzer's way into the reader: whatever the bytes are, opening ends with a package or an error. */
#include <sys/mman.h>
#include <unistd.h>

#include "hub-package.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const HubPackageLimits limits = { .max_package = 1 << 20, .max_total = 4 << 20, .max_files = 100 };
  int fd = memfd_create ("package", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autoptr (HubPackage) package = NULL;
  g_autoptr (GError) error = NULL;

  if (fd < 0 || write (fd, data, size) != (gssize) size)
    g_error ("no memory for the input");
  package = hub_package_open (path, &limits, &error);
  g_assert ((package != NULL) == (error == NULL));
  if (package != NULL)
    {
      g_auto (GStrv) names = hub_package_list_names (package);

      for (guint i = 0; names[i] != NULL; i++)
        {
          g_autoptr (GBytes) bytes = hub_package_read (package, names[i], &error);

          g_assert_nonnull (bytes);
        }
    }
  close (fd);
  return 0;
}
