/** `a, b` as a list. */
export const listOf = (value: string): readonly string[] =>
  value.split(',').map((one) => one.trim())
