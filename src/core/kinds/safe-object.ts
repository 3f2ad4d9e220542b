import { type Kind, KubeObject } from '../resource.ts'

const HIDDEN_ANNOTATIONS = ['kubectl.kubernetes.io/last-applied-configuration']

/**
 * The object as it may be shown: no Secret's data, no values of environment variables, and without the two copies
 * of itself that objects carry along (managed fields, last applied configuration).
 */
export function safeObject(object: KubeObject, kind: Pick<Kind, 'group' | 'resource'>): KubeObject {
  const { managedFields: _dropped, ...metadata } = object.metadata
  const annotations = Object.entries(object.metadata.annotations ?? {}).filter(
    ([name]) => !HIDDEN_ANNOTATIONS.includes(name),
  )
  const shown = {
    ...object,
    ...(isSecret(kind) && secretParts(object)),
    metadata: {
      ...metadata,
      annotations: annotations.length > 0 ? Object.fromEntries(annotations) : undefined,
    },
  }
  return KubeObject.parse(withoutEnvironment(shown))
}

/** Each key of a Secret with its size in bytes; values never leave this function. */
function secretSizes(object: KubeObject): readonly (readonly [key: string, bytes: number])[] {
  return [
    ...entriesOf(object['data']).map(([key, value]) => [key, bytesOfBase64(value)] as const),
    ...entriesOf(object['stringData']).map(
      ([key, value]) => [key, Buffer.byteLength(value)] as const,
    ),
  ]
}

export const isSecret = ({ group, resource }: Pick<Kind, 'group' | 'resource'>): boolean =>
  group === '' && resource === 'secrets'

function secretParts(object: KubeObject) {
  const data = Object.fromEntries(
    secretSizes(object).map(([key, bytes]) => [key, `(hidden, ${bytes} bytes)`] as const),
  )
  return { data, stringData: undefined }
}

const entriesOf = (value: unknown): [string, string][] =>
  Object.entries(typeof value === 'object' && value !== null ? value : {}).map(([key, member]) => [
    key,
    String(member),
  ])

const bytesOfBase64 = (value: string) => Buffer.from(value, 'base64').length

/** `env` lists are found wherever they are: pod templates hide in many kinds. */
function withoutEnvironment(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEnvironment)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === 'env' && Array.isArray(member) ? member.map(hideValue) : withoutEnvironment(member),
    ]),
  )
}

function hideValue(variable: unknown): unknown {
  if (typeof variable !== 'object' || variable === null || !('value' in variable)) return variable
  return { ...variable, value: '(hidden)' }
}
