import type { z } from 'zod'
import type { Condition } from '../matching/condition.ts'
import { channels } from './channels.ts'
import { clusters } from './clusters.ts'
import { commands } from './commands.ts'
import { environments } from './environments.ts'
import { exceptRoles } from './except-roles.ts'
import { groups } from './groups.ts'
import { kinds } from './kinds.ts'
import { labels } from './labels.ts'
import { names } from './names.ts'
import { namespaces } from './namespaces.ts'
import { risk } from './risk.ts'
import { roles } from './roles.ts'
import { size } from './size.ts'
import { time } from './time.ts'
import { users } from './users.ts'
import { when } from './when.ts'

/** Every kind of condition, in the order in which they are looked at and told: cheap and telling ones first. */
export const conditions = {
  roles,
  exceptRoles,
  users,
  groups,
  commands,
  risk,
  clusters,
  environments,
  namespaces,
  names,
  kinds,
  labels,
  channels,
  size,
  time,
  when,
} satisfies Readonly<Record<string, Condition>>

/** The same as keys of a rule in the policy file. */
export const conditionShape = {
  roles: roles.option.optional(),
  exceptRoles: exceptRoles.option.optional(),
  users: users.option.optional(),
  groups: groups.option.optional(),
  commands: commands.option.optional(),
  risk: risk.option.optional(),
  clusters: clusters.option.optional(),
  environments: environments.option.optional(),
  namespaces: namespaces.option.optional(),
  names: names.option.optional(),
  kinds: kinds.option.optional(),
  labels: labels.option.optional(),
  channels: channels.option.optional(),
  size: size.option.optional(),
  time: time.option.optional(),
  when: when.option.optional(),
} satisfies Readonly<Record<keyof typeof conditions, z.ZodType>>
