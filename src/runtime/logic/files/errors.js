// SPDX-License-Identifier: MIT
// What can go wrong with a file, and how a phone says it.

const NUMBERS = {
  ENOENT: 1300002, EACCES: 1300013, EEXIST: 1301005, ENOTDIR: 1300201, EISDIR: 1301003, ENOTEMPTY: 1300066, EPERM: 1300001,
  EQUOTA: 1300202, EINVAL: 1300022, EBADF: 1300201,
}

const WORDS = {
  ENOENT: 'no such file or directory', EACCES: 'permission denied', EEXIST: 'file already exists', ENOTDIR: 'not a directory',
  EISDIR: 'illegal operation on a directory', ENOTEMPTY: 'directory not empty', EPERM: 'operation not permitted',
  EQUOTA: 'the maximum size of the file storage limit is exceeded', EINVAL: 'invalid argument', EBADF: 'bad file descriptor',
}

/** An error of the store: `code` is one of the system's names. */
export class FileError extends Error {
  constructor (code, message) {
    super(`fail ${message || WORDS[code] || 'system error'}`)
    this.code = code
    this.special = message !== undefined
    this.extra = { errno: NUMBERS[code] || 1300201 }
  }

  /** The same, with what was tried: `fail no such file or directory, open PATH`. */
  during (what) {
    return this.special || this.code === 'EQUOTA' ? this : new FileError(this.code, `${WORDS[this.code] || 'system error'}${what}`)
  }
}

/** Runs `action`; what fails says `what` was tried. */
export function trying (what, action) {
  try {
    return action()
  } catch (error) {
    throw error instanceof FileError ? error.during(what) : error
  }
}
