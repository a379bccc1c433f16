// SPDX-License-Identifier: MIT
// The commands of a batch, imported by the logic layer (which writes them) and by the view (which applies them).

export const CREATE = 1 // id tag
export const TEXT = 2 // id content
export const APPEND = 3 // parent n ids…
export const INSERT = 4 // parent before remove n ids…
export const REMOVE = 5 // before count
export const REPLACE = 6 // new old
export const ID = 7 // id value
export const CLASS = 8 // id names
export const STYLE = 9 // id text
export const ATTR = 10 // id name value
export const UNSET = 11 // id name
export const CONTENT = 12 // id text
export const LISTEN = 13 // id type flags
export const RELEASE = 14 // id
export const CALL = 15 // callId method id args

// Flags of LISTEN: the level (0 listens, 1 mutates, 2 catches), plus CAPTURE for the capture phase.
export const LEVEL = 3
export const CATCH = 2
export const CAPTURE = 4
// A LISTEN with this flag takes the listener away.
export const OFF = 8

export const ROOT = 1
