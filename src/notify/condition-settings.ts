import { z } from 'zod'
import { durationBetween } from '../core/words/duration-setting.ts'
import { expressionSetting } from '../expression/expression-setting.ts'
import { objectLanguage } from '../expression/object-language.ts'

/** `pods`, `certificates.cert-manager.io` */
const KIND = /^[a-z][a-z0-9-]{0,62}(?:\.[a-z0-9-]{1,63}){0,8}$/
/** What is in them is nobody's but their readers', and events are no state. */
const REFUSED = ['secrets', 'events', 'events.events.k8s.io']

/** One condition of the operator's own, on any kind. */
const ConditionSettings = z.strictObject({
  name: z
    .string()
    .max(40)
    .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'lower case with hyphens, such as certificate-late')
    .describe('`condition-NAME` is its detector, for routes and mutes.'),
  kind: z
    .string()
    .regex(KIND, 'the plural and the group, such as certificates.cert-manager.io, or pods')
    .refine((kind) => !REFUSED.includes(kind), 'is not looked at by conditions')
    .describe(
      'Which objects: plural and group, such as `certificates.cert-manager.io`, or `pods`.',
    ),
  when: expressionSetting(objectLanguage, 'boolean').describe(
    'CEL over `object` and `now`: whether it is so. A field that an object lacks counts as no.',
  ),
  message: expressionSetting(objectLanguage, 'string')
    .optional()
    .describe('CEL that gives a text: what more is said.'),
  for: durationBetween('1s', '7d').prefault('1m').describe('How long it must be so.'),
  clear: durationBetween('1s', '7d').prefault('1m').describe('How long it must be over.'),
  severity: z.enum(['info', 'warning', 'critical']).default('warning').describe('How bad it is.'),
  summary: z
    .string()
    .min(1)
    .max(120)
    .describe('What is told, after the object’s name: `is not ready`.'),
  nextStep: z.string().min(1).max(300).default('Look at it: describe.').describe('What to do.'),
})

export const ConditionsSettings = z
  .array(ConditionSettings)
  .max(100)
  .default([])
  .superRefine((conditions, context) => {
    const names = conditions.map(({ name }) => name)
    for (const [i, name] of names.entries())
      if (names.indexOf(name) !== i)
        context.addIssue({ code: 'custom', path: [i, 'name'], message: `${name} is there twice` })
  })
  .describe('Your own conditions, on any kind.')
