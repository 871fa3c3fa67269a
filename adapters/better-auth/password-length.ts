/** In letters: code points, as a person counts them. */
export const PASSWORD_LENGTH = { min: 12, max: 128 } as const
/** In UTF-16 units, of which a letter may have two: what no password that was taken exceeds. */
export const PASSWORD_UNITS_MAX = PASSWORD_LENGTH.max * 2
