// SPDX-License-Identifier: MIT
// The functions of wx that go to the shell as they are, without a check on the way; each has a register() in this folder.

export const FORWARDED = ['previewImage', 'previewMedia']
