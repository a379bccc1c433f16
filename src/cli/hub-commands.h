/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-cli.h"

G_BEGIN_DECLS

/* How every command about a program is told which one (see hub_cli_app_id()); needs <glib/gi18n.h>. */
#define HUB_CLI_APP_OPTIONS                                                                  \
  { "app", 'a', "ID", N_("The program") },                                                   \
  { "project", 'p', "DIR", N_("The project whose program is meant; this folder without") }

extern const HubCliCommand hub_command_admin_backup;
extern const HubCliCommand hub_command_admin_collect;
extern const HubCliCommand hub_command_admin_make_reviewer;
extern const HubCliCommand hub_command_admin_remove_reviewer;
extern const HubCliCommand hub_command_admin_make_account;
extern const HubCliCommand hub_command_admin_set_password;
extern const HubCliCommand hub_command_auto;
extern const HubCliCommand hub_command_new;
extern const HubCliCommand hub_command_check;
extern const HubCliCommand hub_command_build;
extern const HubCliCommand hub_command_build_npm;
extern const HubCliCommand hub_command_pack;
extern const HubCliCommand hub_command_preview;
extern const HubCliCommand hub_command_upload;
extern const HubCliCommand hub_command_key_create;
extern const HubCliCommand hub_command_key_list;
extern const HubCliCommand hub_command_key_revoke;
extern const HubCliCommand hub_command_login;
extern const HubCliCommand hub_command_logout;
extern const HubCliCommand hub_command_status;
extern const HubCliCommand hub_command_account_create;
extern const HubCliCommand hub_command_account_show;
extern const HubCliCommand hub_command_app_create;
extern const HubCliCommand hub_command_app_list;
extern const HubCliCommand hub_command_app_show;
extern const HubCliCommand hub_command_member_list;
extern const HubCliCommand hub_command_member_add;
extern const HubCliCommand hub_command_member_remove;
extern const HubCliCommand hub_command_member_import;
extern const HubCliCommand hub_command_member_hand_over;
extern const HubCliCommand hub_command_member_permissions;
extern const HubCliCommand hub_command_console_request;
extern const HubCliCommand hub_command_console_list;
extern const HubCliCommand hub_command_console_allow;
extern const HubCliCommand hub_command_console_deny;
extern const HubCliCommand hub_command_console_enter;
extern const HubCliCommand hub_command_account_name;
extern const HubCliCommand hub_command_account_password;
extern const HubCliCommand hub_command_session_list;
extern const HubCliCommand hub_command_session_revoke;
extern const HubCliCommand hub_command_audit_list;
extern const HubCliCommand hub_command_audit_export;
extern const HubCliCommand hub_command_audit_verify;
extern const HubCliCommand hub_command_notification_list;
extern const HubCliCommand hub_command_notification_read;
extern const HubCliCommand hub_command_events;
extern const HubCliCommand hub_command_code_create;
extern const HubCliCommand hub_command_code_list;
extern const HubCliCommand hub_command_code_logo;
extern const HubCliCommand hub_command_domains_show;
extern const HubCliCommand hub_command_domains_set;
extern const HubCliCommand hub_command_domains_add;
extern const HubCliCommand hub_command_domains_remove;
extern const HubCliCommand hub_command_link_list;
extern const HubCliCommand hub_command_link_file;
extern const HubCliCommand hub_command_link_add;
extern const HubCliCommand hub_command_link_publish;
extern const HubCliCommand hub_command_link_remove;
extern const HubCliCommand hub_command_link_match;
extern const HubCliCommand hub_command_push_show;
extern const HubCliCommand hub_command_push_set;
extern const HubCliCommand hub_command_push_test;
extern const HubCliCommand hub_command_push_remove;
extern const HubCliCommand hub_command_push_log;
extern const HubCliCommand hub_command_webhook_show;
extern const HubCliCommand hub_command_webhook_set;
extern const HubCliCommand hub_command_webhook_test;
extern const HubCliCommand hub_command_webhook_remove;
extern const HubCliCommand hub_command_webhook_log;
extern const HubCliCommand hub_command_version_list;
extern const HubCliCommand hub_command_version_delete;
extern const HubCliCommand hub_command_version_test;
extern const HubCliCommand hub_command_review_submit;
extern const HubCliCommand hub_command_review_draft;
extern const HubCliCommand hub_command_review_checks;
extern const HubCliCommand hub_command_review_status;
extern const HubCliCommand hub_command_review_list;
extern const HubCliCommand hub_command_review_queue;
extern const HubCliCommand hub_command_review_show;
extern const HubCliCommand hub_command_review_take;
extern const HubCliCommand hub_command_review_return;
extern const HubCliCommand hub_command_review_diff;
extern const HubCliCommand hub_command_review_approve;
extern const HubCliCommand hub_command_review_reject;
extern const HubCliCommand hub_command_review_withdraw;
extern const HubCliCommand hub_command_release;
extern const HubCliCommand hub_command_release_full;
extern const HubCliCommand hub_command_release_phased;
extern const HubCliCommand hub_command_release_show;
extern const HubCliCommand hub_command_release_raise;
extern const HubCliCommand hub_command_release_pause;
extern const HubCliCommand hub_command_release_resume;
extern const HubCliCommand hub_command_release_cancel;
extern const HubCliCommand hub_command_release_rollback;
extern const HubCliCommand hub_command_release_redo;
extern const HubCliCommand hub_command_release_history;
extern const HubCliCommand hub_command_release_why;
extern const HubCliCommand hub_command_release_adoption;
extern const HubCliCommand hub_command_release_suspend;
extern const HubCliCommand hub_command_release_resume_service;
extern const HubCliCommand hub_command_release_remove;
extern const HubCliCommand hub_command_search;

G_END_DECLS
