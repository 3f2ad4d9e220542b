import { z } from 'zod'
import { defineCondition, settled } from '../matching/condition.ts'
import { KebabName } from '../policy/ids.ts'
import { sayRoles } from './roles.ts'

export const exceptRoles = defineCondition({
  key: 'exceptRoles',
  help: 'The person has none of these roles: everybody but the platform team, say.',
  option: z.array(KebabName).min(1),
  wanted: (spared) => `none of the roles ${spared.join(', ')}`,
  look: (spared) => (scene) =>
    settled(!spared.some((role) => scene.roles.has(role)), sayRoles(scene.roles)),
})
