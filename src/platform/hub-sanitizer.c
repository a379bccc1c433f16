/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a build with AddressSanitizer is told about the libraries below. */
#include <glib.h>

#ifdef __SANITIZE_ADDRESS__

const char *__asan_default_options (void);
const char *__lsan_default_suppressions (void);

/* Whole stacks, since the suppression below names a function in the middle of one. */
const char *
__asan_default_options (void)
{
  return "fast_unwind_on_malloc=0";
}

/* libsoup 3.2.3 keeps one reference to the GSocket of each connection that its listener accepted. fontconfig keeps what it
 * read of its configuration until the process ends, p11-kit (below GnuTLS) the locale that it opens when it is loaded. */
const char *
__lsan_default_suppressions (void)
{
  return "leak:g_socket_accept\nleak:libfontconfig\nleak:libp11-kit\n";
}

#endif
