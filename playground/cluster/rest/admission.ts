import type { KindDefinition } from '../kinds/define-kind.ts'
import type { Resources } from '../kinds/resources.ts'
import type { KubeObject } from '../storage/kube-object.ts'
import { checkQuota } from './quota.ts'
import { refuse } from './refusals.ts'

export type Admission = {
  admit(definition: KindDefinition, object: KubeObject): void
  /** From here on objects are checked against what is stored. */
  attach(resources: Resources): void
}

/** What must hold beyond an object's own shape: its namespace is there and stays, its quota is not used up. */
export function createAdmission(): Admission {
  let known: Resources | undefined
  return {
    attach(resources) {
      known = resources
    },
    admit(definition, object) {
      if (!known || !definition.namespaced) return
      checkNamespace(known, definition, object)
      if (definition.resource === 'pods') checkQuota(known, known.pods.own(object))
    },
  }
}

function checkNamespace({ namespaces }: Resources, definition: KindDefinition, object: KubeObject) {
  const name = object.metadata.namespace ?? ''
  const namespace = namespaces.get({ namespace: '', name })
  if (!namespace) throw refuse.notFound(namespaces.definition, name)
  if (!namespace.metadata.deletionTimestamp) return
  throw refuse.forbidden(
    definition,
    object.metadata.name,
    `unable to create new content in namespace ${name} because it is being terminated`,
  )
}
