const MAX = 2_147_483_647

/** Whether a task or a version of one can have this number: the database has room for no other. */
export const isNumber = (value: number): boolean => Number.isSafeInteger(value) && value > 0 && value <= MAX
