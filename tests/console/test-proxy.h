/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  TEST_PROXY_PASSES,
  TEST_PROXY_SLOW,              /* every answer comes 2 seconds late */
  TEST_PROXY_FAILS,             /* every answer is a 500 that no program wrote */
  TEST_PROXY_CUTS,              /* every connection ends in the middle of the answer */
  TEST_PROXY_GARBLES,           /* every answer is no HTTP */
} TestProxyMode;

/* Stands between a client and a platform, as networks do. */
typedef struct _TestProxy TestProxy;

TestProxy  *test_proxy_new      (const char    *url);
/* (transfer none): where to find it, in place of the platform */
const char *test_proxy_get_url  (TestProxy     *self);
/* Ends the connections there are: what comes then meets the new mode. */
void        test_proxy_set_mode (TestProxy     *self,
                                 TestProxyMode  mode);
void        test_proxy_free     (TestProxy     *self);

G_END_DECLS
