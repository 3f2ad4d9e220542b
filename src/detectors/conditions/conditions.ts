import type { Condition, ConditionFailures } from '../../core/conditions/condition.ts'
import { subjectOf } from '../../core/about/subject.ts'
import type { Detector } from '../../core/finding.ts'
import { code, type Text, text } from '../../core/text.ts'
import type { Keeping, Watched } from '../../core/watched.ts'
import { compileText, compileYesNo, type Evaluated } from '../../expression/compile-expression.ts'
import { mayHappen } from '../../expression/lint-expression.ts'
import { objectLanguage, objectPaths, objectValues } from '../../expression/object-language.ts'
import { defineDetector } from '../about/define-detector.ts'
import { oneLine } from '../reading/one-line.ts'
import { createUnanswered } from './unanswered.ts'

/** Of these it is told about whoever owns them: they come and go. */
const OWNED = ['pods', 'replicasets.apps', 'jobs.batch']
/** Where time alone can make it true, every object is looked at so often. */
const EVERY_MS = 60_000

type Conditions = { readonly detectors: readonly Detector[]; readonly failures: ConditionFailures }

/** The operator's own conditions as detectors, and which of them cannot be answered. */
export function createConditions(conditions: readonly Condition[]): Conditions {
  const all = conditions.map((condition) => ({ condition, ...createCondition(condition) }))
  return {
    detectors: all.map(({ detector }) => detector),
    failures: (now) =>
      all.flatMap(({ condition: { name, kind }, unanswered }) => {
        const failure = unanswered.current(now)
        return failure ? [{ name, kind, ...failure }] : []
      }),
  }
}

function createCondition(condition: Condition) {
  const { name, kind, summary, severity, nextStep } = condition
  const unanswered = createUnanswered()
  const when = compileYesNo(condition.when, objectLanguage)
  const isTimely = when.names.has('now')
  const say = createSaying(condition)
  const detector = defineDetector({
    id: `condition-${name}`,
    summary,
    resource: kind,
    keeps: [keepingOf(condition)],
    severity,
    holdMs: condition.for,
    clearMs: condition.clear,
    nextStep,
    ...(isTimely && { everyMs: EVERY_MS }),
    see(object, _look, now) {
      const answer = ask(object, now, when.evaluate)
      if (answer.ok) unanswered.answered(object, now)
      else unanswered.failed(object, now, { ...answer, isLack: mayHappen(answer.problem) })
      if (!answer.ok || !answer.value) return undefined
      return {
        summary: [oneLine(summary)],
        evidence: [say(object, now)],
        explains: [],
        ...(!OWNED.includes(kind) && { about: subjectOf(object) }),
      }
    },
  })
  return { detector, unanswered }
}

/** What stands below the summary: the operator's message, else the expression that holds. */
function createSaying({ when, message }: Condition): (object: Watched, now: Date) => Text {
  if (message === undefined) return ({ name }) => text`${code(name)}: ${code(oneLine(when, 160))}`
  const { evaluate } = compileText(message, objectLanguage)
  return (object, now) => {
    const said = ask(object, now, evaluate)
    if (said.ok) return text`${code(object.name)}: ${oneLine(said.value)}`
    return text`${code(object.name)}: what more to say is not known: ${oneLine(said.problem)}`
  }
}

type Evaluate<T> = (variables: ReturnType<typeof objectValues>) => Evaluated<T>

function ask<T>(object: Watched, now: Date, evaluate: Evaluate<T>): Evaluated<T> {
  try {
    return evaluate(objectValues(wholeOf(object), now))
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : 'it cannot be read' }
  }
}

/** The object in the shape of the API, as far as it is kept. */
function wholeOf({ body, ...meta }: Watched): unknown {
  const { name, namespace, uid, generation, labels, createdAt, deletedAt } = meta
  const kept: unknown = body['metadata']
  const metadata = {
    ...(typeof kept === 'object' && kept),
    name,
    uid,
    labels,
    creationTimestamp: createdAt,
    ...(namespace !== undefined && { namespace }),
    ...(generation !== undefined && { generation }),
    ...(deletedAt !== undefined && { deletionTimestamp: deletedAt }),
  }
  return { ...body, metadata }
}

function keepingOf({ kind, when, message }: Condition): Keeping {
  const dot = kind.indexOf('.')
  const [resource, group] = dot < 0 ? [kind, ''] : [kind.slice(0, dot), kind.slice(dot + 1)]
  const paths = [when, ...(message === undefined ? [] : [message])].flatMap(objectPaths)
  return { group, resource, paths: [...new Set(paths)] }
}
