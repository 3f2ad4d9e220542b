import type { Applied, ClusterWriter } from '../../core/cluster.ts'
import { LostAnswerError } from '../../core/errors.ts'
import { KubeObject, refName } from '../../core/resource.ts'
import { code, text } from '../../core/text.ts'
import { objectPath } from '../transport/paths.ts'
import { type Ask, subject } from './ask.ts'

/** Sends an effect's patch once. A dry run stores nothing, so it may be repeated like a read. */
export function createWriter(ask: Ask): ClusterWriter {
  return {
    async apply({ verb, target, subresource, patch }, { dryRun }): Promise<Applied> {
      const place = { ...target, subresource }
      const { body, auditId } = await ask.json({
        method: 'PATCH',
        path: objectPath(place),
        query: { fieldManager: 'deckwatch', dryRun: dryRun ? 'All' : undefined },
        contentType: 'application/json-patch+json',
        body: patch,
        about: subject(verb, place),
        noun: target.kind.singular,
        ...(!dryRun && { writes: true }),
      })
      const object = KubeObject.safeParse(body)
      if (object.success) return { object: object.data, ...(auditId && { auditId }) }
      throw new LostAnswerError(
        'answer-lost',
        text`The answer about ${code(refName(target))} cannot be read: it may or may not have happened.`,
        { cause: object.error },
      )
    },
  }
}
