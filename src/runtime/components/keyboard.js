// SPDX-License-Identifier: MIT
// The keyboard on the glass: which field has it, and how high it is. In the simulator there is none, its height is 0.

const state = { height: 0, field: null, accessories: new Set() }

/** A field got or lost the keyboard. Returns its height in CSS pixels. */
export function keyboardFor(field, has) {
  if (has) state.field = field
  else if (state.field === field) state.field = null
  for (const accessory of state.accessories) accessory.follow(state.field)
  return state.height
}

/** The shell saw the keyboard come, go or change. */
export function setKeyboardHeight(height, duration) {
  if (height === state.height) return
  state.height = height
  state.field?.keyboardChanged?.(height, duration)
}

/** The field being typed into, or null. */
export const fieldInUse = () => state.field

/** <keyboard-accessory> stands over the keyboard while its field is being typed into. */
export function addAccessory(accessory) {
  state.accessories.add(accessory)
}

export function removeAccessory(accessory) {
  state.accessories.delete(accessory)
}

// `hold-keyboard`: what is touched outside of the field does not take the keyboard away.
document.addEventListener('mousedown', (event) => {
  const { field } = state
  if (!field?.hubProps.holdKeyboard || field.contains(event.target)) return
  if (!event.target.closest?.('wx-input, wx-textarea')) event.preventDefault()
}, true)
