import type { Detector, Finding, Subject } from '../../core/finding.ts'
import type { Look, Watched } from '../../core/watched.ts'
import { ownersOf } from '../../core/about/owners.ts'
import { subjectOf } from '../../core/about/subject.ts'

/** What a detector sees; what it leaves out follows from the object and the declaration. */
export type Seen = Pick<Finding, 'summary' | 'evidence'> &
  Partial<
    Pick<
      Finding,
      'severity' | 'since' | 'diagnosis' | 'rollout' | 'explains' | 'about' | 'cause' | 'subject'
    >
  >

export type Declaration = Omit<Detector, 'look'> & {
  see(object: Watched, look: Look, now: Date): Seen | undefined
}

/**
 * A detector from what it declares and sees. Left to itself, a finding is about the root owner, its cause is the
 * detector, and it explains what its owners show: a deployment is unavailable because its pods crash, not beside it.
 */
export function defineDetector({ see, ...declared }: Declaration): Detector {
  const { id, severity } = declared
  return {
    ...declared,
    look(object, look, now) {
      const seen = see(object, look, now)
      if (!seen) return []
      const owners = ownersOf(object, look)
      const subject = subjectOf(object)
      const about = owners.at(-1) ?? subject
      return [{ ...basics({ id, severity, subject, about }), explains: uidsOf(owners), ...seen }]
    },
  }
}

type Basics = Pick<Finding, 'severity' | 'subject' | 'about'> & { readonly id: string }

const basics = ({ id, ...rest }: Basics) => ({ detector: id, cause: id, ...rest })

const uidsOf = (owners: readonly Subject[]) => owners.map(({ uid }) => uid)
