import { z } from 'zod'
import { type Access, ALL_NAMESPACES } from '../../core/access.ts'
import type { Actor } from '../../core/actor.ts'
import type { ReviewAnswer } from '../../core/cluster.ts'
import type { Kind } from '../../core/resource.ts'
import { objectPath } from '../transport/paths.ts'
import type { Call } from '../transport/call.ts'
import type { Ask } from './ask.ts'

const AccessReview = z.object({
  status: z.object({ allowed: z.boolean(), reason: z.string().optional() }),
})
export const SelfReview = z.object({
  status: z.object({
    userInfo: z.object({
      username: z.string(),
      groups: z
        .array(z.string())
        .nullish()
        .transform((groups) => groups ?? []),
    }),
  }),
})

/** Asks the cluster's own access control as the person. Bad names are refused before anything is sent. */
export async function reviewAccess(ask: Ask, access: Access): Promise<ReviewAnswer> {
  const { verb, kind, subresource, name } = access
  const namespace = access.namespace === ALL_NAMESPACES ? undefined : access.namespace
  objectPath({ kind: { ...kind, namespaced: false }, namespace, name, subresource })
  const { group, version, resource } = kind
  const attributes = { verb, group, version, resource, subresource, namespace, name }
  const { body } = await ask.json(accessReviewCall(attributes))
  const { allowed, reason } = AccessReview.parse(body).status
  return { allowed, ...(reason && { reason }) }
}

/** A review stores nothing, so it may be repeated like a read. */
export function accessReviewCall(
  resourceAttributes: Readonly<Record<string, string | undefined>>,
): Call {
  return reviewCall('authorization.k8s.io/v1', 'SelfSubjectAccessReview', { resourceAttributes })
}

/** `apiVersion` is one that offers it: v1 since 1.28, v1beta1 in 1.27, v1alpha1 in 1.26. */
export const selfReviewCall = (apiVersion: string): Call =>
  reviewCall(apiVersion, 'SelfSubjectReview', undefined)

export function reviewCall(apiVersion: string, kind: string, spec: unknown): Call {
  const resource = `${kind.toLowerCase()}s`
  const group = apiVersion.split('/')[0] ?? ''
  return {
    method: 'POST',
    path: `/apis/${apiVersion}/${resource}`,
    body: { apiVersion, kind, ...(spec !== undefined && { spec }) },
    about: { verb: 'create', resource: `${resource}.${group}` },
  }
}

/** Who the API server says this is; before 1.26 it cannot say, then it is whom we impersonate. */
export async function askWhoAmI(ask: Ask, actor: Actor, kinds: readonly Kind[]) {
  const offered = kinds.find(({ resource }) => resource === 'selfsubjectreviews')
  if (!offered) return { user: actor.user, groups: actor.groups }
  const { body } = await ask.json(selfReviewCall(`${offered.group}/${offered.version}`))
  const { username, groups } = SelfReview.parse(body).status.userInfo
  return { user: username, groups }
}
