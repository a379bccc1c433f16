/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The parts of the ZIP file format (PKWARE APPNOTE 6.3) a package uses; all numbers little endian. */
#define HUB_ZIP_LOCAL_SIGNATURE 0x04034b50u
#define HUB_ZIP_CENTRAL_SIGNATURE 0x02014b50u
#define HUB_ZIP_END_SIGNATURE 0x06054b50u
#define HUB_ZIP_LOCAL_SIZE 30
#define HUB_ZIP_CENTRAL_SIZE 46
#define HUB_ZIP_END_SIZE 22

#define HUB_ZIP_VERSION 20
#define HUB_ZIP_HOST_UNIX 3
#define HUB_ZIP_FLAG_ENCRYPTED 0x0001
#define HUB_ZIP_FLAG_LEVEL 0x0006
#define HUB_ZIP_FLAG_UTF8 0x0800
#define HUB_ZIP_STORED 0
#define HUB_ZIP_DEFLATED 8
/* 1 January 1980, 00:00: the format's first moment, the same on every machine. */
#define HUB_ZIP_TIME 0x0000
#define HUB_ZIP_DATE 0x0021
#define HUB_ZIP_MODE (0100644u << 16)

static inline guint16
hub_zip_get16 (const guint8 *at)
{
  return (guint16) (at[0] | at[1] << 8);
}

static inline guint32
hub_zip_get32 (const guint8 *at)
{
  return (guint32) hub_zip_get16 (at) | (guint32) hub_zip_get16 (at + 2) << 16;
}

static inline guint8 *
hub_zip_put16 (guint8 *at, guint16 value)
{
  at[0] = value & 0xff;
  at[1] = value >> 8;
  return at + 2;
}

static inline guint8 *
hub_zip_put32 (guint8 *at, guint32 value)
{
  return hub_zip_put16 (hub_zip_put16 (at, value & 0xffff), value >> 16);
}

G_END_DECLS
