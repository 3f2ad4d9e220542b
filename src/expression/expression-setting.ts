import { z } from 'zod'
import { lintExpression } from './lint-expression.ts'
import type { Language, Wanted } from './language.ts'

/** A CEL expression in a file, with every mistake that can be seen before it runs, at the line where it is. */
export const expressionSetting = (language: Language, wanted: Wanted) =>
  z.string().superRefine((source, context) => {
    for (const { message, offset } of lintExpression(source, language, wanted))
      context.addIssue({ code: 'custom', message, params: { offset } })
  })
