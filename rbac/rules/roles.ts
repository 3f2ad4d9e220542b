import { z } from 'zod'
import { defineCondition, settled } from '../matching/condition.ts'
import { KebabName } from '../policy/ids.ts'

export const roles = defineCondition({
  key: 'roles',
  help: 'The person has at least one of these roles.',
  option: z.array(KebabName).min(1),
  wanted: (wanted) => `one of the roles ${wanted.join(', ')}`,
  look: (wanted) => (scene) =>
    settled(
      wanted.some((role) => scene.roles.has(role)),
      sayRoles(scene.roles),
    ),
})

export const sayRoles = (roles: ReadonlySet<string>): string =>
  roles.size === 0 ? 'no role' : [...roles].join(', ')
