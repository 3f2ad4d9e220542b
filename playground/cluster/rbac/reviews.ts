import { fieldsOf, isFields, itemsOf, textAt, type Fields } from '../json/value.ts'
import { refuse } from '../rest/refusals.ts'
import type { Attributes, Authorizer, Decision } from './authorizer.ts'
import type { User } from './user.ts'

type Review = (body: unknown, user: User, authorizer: Authorizer) => Fields

/** Reviews: posted, answered, never stored. By `group/resource`. */
export const reviews: Readonly<Record<string, Review>> = {
  'authorization.k8s.io/selfsubjectaccessreviews': (body, user, authorizer) =>
    accessReview('SelfSubjectAccessReview', body, (wanted) => authorizer.decide(user, wanted)),
  'authorization.k8s.io/subjectaccessreviews': (body, _, authorizer) =>
    accessReview('SubjectAccessReview', body, (wanted) =>
      authorizer.decide(subjectOf(body), wanted),
    ),
  'authorization.k8s.io/localsubjectaccessreviews': (body, _, authorizer) =>
    accessReview('LocalSubjectAccessReview', body, (wanted) =>
      authorizer.decide(subjectOf(body), wanted),
    ),
  'authorization.k8s.io/selfsubjectrulesreviews': rulesReview,
  'authentication.k8s.io/selfsubjectreviews': (body, user) => ({
    kind: 'SelfSubjectReview',
    apiVersion: textAt(body, 'apiVersion') || 'authentication.k8s.io/v1',
    metadata: { creationTimestamp: null },
    status: {
      userInfo: {
        username: user.name,
        ...(user.uid && { uid: user.uid }),
        groups: user.groups,
        ...(Object.keys(user.extra).length > 0 && { extra: user.extra }),
      },
    },
  }),
}

function accessReview(
  kind: string,
  body: unknown,
  decide: (wanted: Attributes) => Decision,
): Fields {
  const spec = fieldsOf(fieldsOf(body)['spec'])
  const wanted = attributesOf(spec)
  if (!wanted)
    throw refuse.invalid({ group: 'authorization.k8s.io', resource: '', kind }, '', [
      {
        reason: 'FieldValueInvalid',
        message:
          'Invalid value: exactly one of nonResourceAttributes or resourceAttributes must be specified',
        field: 'spec.resourceAttributes',
      },
    ])
  const { allowed, reason } = decide(wanted)
  return {
    kind,
    apiVersion: 'authorization.k8s.io/v1',
    metadata: { creationTimestamp: null },
    spec,
    status: { allowed, ...(reason && { reason }) },
  }
}

function attributesOf(spec: Fields): Attributes | undefined {
  const resource = spec['resourceAttributes']
  const other = spec['nonResourceAttributes']
  if (isFields(resource) === isFields(other)) return undefined
  const text = (key: string) => textAt(resource, key)
  return {
    verb: text('verb') || textAt(other, 'verb'),
    group: text('group'),
    resource: text('resource'),
    subresource: text('subresource'),
    namespace: text('namespace'),
    name: text('name'),
    ...(isFields(other) && { path: textAt(other, 'path') }),
  }
}

function subjectOf(body: unknown): User {
  const spec = fieldsOf(fieldsOf(body)['spec'])
  const groups = itemsOf(spec['groups']).filter((one) => typeof one === 'string')
  return { name: textAt(spec, 'user'), uid: textAt(spec, 'uid'), groups, extra: {} }
}

function rulesReview(body: unknown, user: User, authorizer: Authorizer): Fields {
  const namespace = textAt(body, 'spec', 'namespace')
  const all = user.groups.includes('system:masters')
    ? [
        { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
        { verbs: ['*'], nonResourceURLs: ['*'] },
      ]
    : authorizer.rules(user, namespace)
  return {
    kind: 'SelfSubjectRulesReview',
    apiVersion: 'authorization.k8s.io/v1',
    metadata: { creationTimestamp: null },
    spec: {},
    status: {
      resourceRules: all.filter((rule) => rule.nonResourceURLs === undefined),
      nonResourceRules: all.filter((rule) => rule.nonResourceURLs !== undefined),
      incomplete: false,
    },
  }
}
