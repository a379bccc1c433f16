/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A display for machines without one: an Xvfb that lives as long as this process. */
#include "hub-headless.h"

#include "config.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hub-error.h"

/* Large enough for the largest device and a header bar, at 100 %. */
#define SCREEN "1440x1600x24"
/* Seconds for the server to say its number. */
#define PATIENCE 20
/* What an Xauthority file says before the 16 bytes of its one cookie: for every display, with names' lengths in two bytes. */
#define AUTHORITY "\xff\xff\0\0\0\0\0\x12MIT-MAGIC-COOKIE-1\0\x10"
#define COOKIE_SIZE 16
/* The number's place among the server's descriptors. */
#define NUMBER_FD 3

static char *authority;

/**
 * hub_headless_is_needed:
 *
 * Returns: whether the environment names no display
 */
gboolean
hub_headless_is_needed (void)
{
  const char *x11 = g_getenv ("DISPLAY");
  const char *wayland = g_getenv ("WAYLAND_DISPLAY");

  return (x11 == NULL || x11[0] == '\0') && (wayland == NULL || wayland[0] == '\0');
}

/* In the server, before it starts: it ends with us, however we end, and not with our terminal's Ctrl-C. */
static void
tie_to_parent (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);
  setpgid (0, 0);
}

/* (transfer full) (nullable): a file that lets its reader use the display, and nobody else: other users of this
 * computer could look at the program, and type into it. */
static char *
write_authority (GError **error)
{
  char content[sizeof AUTHORITY - 1 + COOKIE_SIZE];
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("superhub-display-XXXXXX", &path, error);

  if (fd < 0)
    return NULL;
  memcpy (content, AUTHORITY, sizeof AUTHORITY - 1);
  if (getrandom (content + sizeof AUTHORITY - 1, COOKIE_SIZE, 0) != COOKIE_SIZE
      || write (fd, content, sizeof content) != sizeof content)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", path, g_strerror (errno));
      close (fd);
      g_unlink (path);
      return NULL;
    }
  close (fd);
  return g_steal_pointer (&path);
}

static gboolean
spawn (int number_fd, GPid *pid, GError **error)
{
  const char *arguments[] = { "Xvfb", "-displayfd", G_STRINGIFY (NUMBER_FD), "-screen", "0", SCREEN, "-nolisten",
                              "tcp", "-noreset", "-auth", authority, NULL };
  const int to = NUMBER_FD;

  return g_spawn_async_with_pipes_and_fds (
    NULL, arguments, NULL,
    G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
    tie_to_parent, NULL, -1, -1, -1, &number_fd, &to, 1, pid, NULL, NULL, NULL, error);
}

/* (transfer full) (nullable): what the server writes when clients may come. */
static char *
read_number (int fd)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 end = g_get_monotonic_time () + PATIENCE * G_USEC_PER_SEC;

  while (g_get_monotonic_time () < end)
    {
      GPollFD poll = { .fd = fd, .events = G_IO_IN | G_IO_HUP };
      char byte;

      if (g_poll (&poll, 1, 200) == 0)
        continue;
      if (read (fd, &byte, 1) != 1)
        return NULL;
      if (byte == '\n')
        return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
      g_string_append_c (text, byte);
    }
  return NULL;
}

/* Nothing but the program is to be seen, and nobody is there to see it. */
static void
use_display (const char *number)
{
  g_autofree char *display = g_strconcat (":", number, NULL);

  g_setenv ("DISPLAY", display, TRUE);
  g_setenv ("XAUTHORITY", authority, TRUE);
  g_setenv ("GDK_BACKEND", "x11", TRUE);
  g_setenv ("GSK_RENDERER", "cairo", FALSE);
  g_setenv ("LIBGL_ALWAYS_SOFTWARE", "1", FALSE);
  g_setenv ("GTK_A11Y", "none", FALSE);
  g_setenv ("GTK_USE_PORTAL", "0", FALSE);
}

/**
 * hub_headless_start:
 * @error: (out) (optional): "automation.no_display"
 *
 * Starts an X server that shows nothing and names it in the environment. It ends with this process. To be called in
 * the main thread, before GTK and before other threads.
 *
 * Returns: whether there is a display now
 */
gboolean
hub_headless_start (GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *number = NULL;
  int fds[2];
  GPid pid;

  authority = write_authority (error);
  if (authority == NULL || !g_unix_open_pipe (fds, FD_CLOEXEC, error))
    return FALSE;
  if (!spawn (fds[1], &pid, &local))
    {
      close (fds[0]);
      close (fds[1]);
      hub_set_error (error, HUB_ERROR_NOT_FOUND, "automation.no_display",
                     _("There is no display, and Xvfb could not be started: %s. Install the package xvfb, or set "
                       "DISPLAY or WAYLAND_DISPLAY"),
                     local->message);
      return FALSE;
    }
  close (fds[1]);
  number = read_number (fds[0]);
  close (fds[0]);
  if (number == NULL)
    {
      kill (pid, SIGTERM);
      hub_set_error (error, HUB_ERROR_FAILED, "automation.no_display",
                     _("There is no display, and Xvfb, which was started in its place, ended or did not answer"));
      return FALSE;
    }
  use_display (number);
  return TRUE;
}

/**
 * hub_headless_end:
 *
 * Removes what hub_headless_start() left on the disk. The display itself ends with this process.
 */
void
hub_headless_end (void)
{
  if (authority != NULL)
    g_unlink (authority);
  g_clear_pointer (&authority, g_free);
}
