// SPDX-License-Identifier: MIT
App({
  onLaunch() {
    // Runs once, when the program starts.
  },
})
