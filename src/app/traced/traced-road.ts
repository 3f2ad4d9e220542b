import type { Identify } from '../../core/actor.ts'
import type { Clusters } from '../../core/cluster.ts'
import type { Command } from '../../core/command.ts'
import type { Judge } from '../../core/judge.ts'
import type { Tracer } from '../../core/tracer.ts'

/** Who somebody is. */
export const tracedIdentify =
  (identify: Identify, tracer: Tracer): Identify =>
  (person, freshness) =>
    tracer.span('identify', PART, () => identify(person, freshness))

/** What policy says: which rule, not why. */
export const tracedJudge = (judge: Judge, tracer: Tracer): Judge => ({
  ...judge,
  judge: (facts) =>
    tracer.span('judge', PART, (span) => {
      const verdict = judge.judge(facts)
      span.set({ 'deckwatch.verdict': verdict.kind, 'deckwatch.rule': verdict.rule.name })
      return verdict
    }),
})

/** The cluster's own access review; every other call is told by what sends it. */
export const tracedClusters = <C extends Clusters>(clusters: C, tracer: Tracer): C => ({
  ...clusters,
  open(name, context) {
    const { reader, writer } = clusters.open(name, context)
    const review: typeof reader.review = (access) =>
      tracer.span('access review', PART, async (span) => {
        const answer = await reader.review(access)
        span.set({ 'deckwatch.access.allowed': answer.allowed })
        return answer
      })
    return { reader: { ...reader, review }, writer }
  },
})

/** What a command reads, plans or decides. */
export function tracedCommand(command: Command, tracer: Tracer): Command {
  switch (command.kind) {
    case 'query':
    case 'decision':
      return {
        ...command,
        run: (args, context) =>
          tracer.span(`${verbOf(command.kind)} ${command.name}`, {}, () =>
            command.run(args, context),
          ),
      }
    case 'change':
      return {
        ...command,
        plan: (args, context) =>
          tracer.span(`plan ${command.name}`, {}, () => command.plan(args, context)),
      }
    default:
      return command
  }
}

const verbOf = (kind: 'query' | 'decision') => (kind === 'query' ? 'read' : 'decide')

/** A part of other work: what happens in the background by itself is no trace of its own. */
const PART = { isPart: true } as const
