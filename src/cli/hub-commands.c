/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-commands.h"

/* In the order people need them. */
const HubCliCommand *const hub_cli_commands[] = {
  &hub_command_new,
  &hub_command_check,
  &hub_command_build,
  &hub_command_build_npm,
  &hub_command_pack,
  &hub_command_preview,
  &hub_command_upload,
  &hub_command_login,
  &hub_command_logout,
  &hub_command_status,
  &hub_command_account_create,
  &hub_command_account_show,
  &hub_command_app_create,
  &hub_command_app_list,
  &hub_command_app_show,
  &hub_command_member_list,
  &hub_command_member_add,
  &hub_command_member_remove,
  &hub_command_version_list,
  &hub_command_version_delete,
  &hub_command_version_test,
  &hub_command_review_submit,
  &hub_command_review_list,
  &hub_command_review_approve,
  &hub_command_review_reject,
  &hub_command_review_withdraw,
  &hub_command_release,
  NULL,
};
