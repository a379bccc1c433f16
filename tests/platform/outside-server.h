/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

/* A server that is not the platform: what programs ask, and what is told of events. It runs in a thread of its own. */
typedef struct
{
  GThread      *thread;
  GMainContext *context;
  GMainLoop    *loop;
  SoupServer   *server;
  guint16       port;
  GTlsCertificate *certificate; /* (nullable): what it shows, where it speaks TLS */
  GMutex        lock;
  GCond         changed;
  GPtrArray    *requests;     /* of OutsideRequest */
  GHashTable   *answers;      /* path → OutsideAnswer */
} Outside;

typedef struct
{
  char               *method;
  char               *path;
  char               *query;      /* "" for none */
  SoupMessageHeaders *headers;
  char               *body;
} OutsideRequest;

Outside        *outside_start   (void);
/* The same over TLS; @certificate is a file with a certificate and its key. */
Outside        *outside_start_tls (const char *certificate);
void            outside_free    (Outside *self);
/* "http://NAME.localhost:PORT" + @path, or "https://…" */
char           *outside_url     (Outside *self, const char *name, const char *path);
/* From now on @path is answered so. Header lines "Name: value", ended by NULL. "{echostr}" in the body is the query's. */
void            outside_answer  (Outside *self, const char *path, guint status, const char *body, ...) G_GNUC_NULL_TERMINATED;
/* @path takes the request, and does not answer before @milliseconds. */
void            outside_delay   (Outside *self, const char *path, guint milliseconds);
guint           outside_count   (Outside *self);
/* (transfer none): the request of that number, from 0; waits until it came. */
OutsideRequest *outside_wait    (Outside *self, guint number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Outside, outside_free)
