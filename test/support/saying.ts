import { expect } from 'vitest'

/** A string that contains this, inside `toMatchObject` and the like. */
export const saying = (part: string): unknown => expect.stringContaining(part)

/** A string of this form. */
export const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern)
