import type { AuditedChange, AuditTarget } from '../audit.ts'
import type { HeldPlan } from '../held/held-plan.ts'
import { code, join, text, type Text, time, user } from '../text.ts'
import type { ApprovalParts } from './approval-parts.ts'

type Asked = Pick<HeldPlan, 'plan' | 'place' | 'environment'>

const HOUR_MS = 3_600_000
const LOOK_AT = 20
const SHOW = 3

/** What else ran on this object or in its namespace in the last hour, as far as the requester may read it. */
export async function lastHour(
  asked: Asked,
  at: Date,
  { audit, judge }: Pick<ApprovalParts, 'audit' | 'judge'>,
): Promise<Text | undefined> {
  const { plan, place, environment } = asked
  const target = plan.effects[0]?.target
  if (!target) return undefined
  const { namespace, name } = target
  const { group, resource } = target.kind
  const found = await audit.find({
    cluster: plan.cluster,
    ...(namespace === undefined ? { object: { group, resource, name } } : { namespace }),
    since: new Date(at.getTime() - HOUR_MS),
    limit: LOOK_AT,
  })
  const facts = {
    actor: plan.requester,
    command: 'get',
    risk: 'read',
    cluster: { name: plan.cluster, environment },
    place,
    at,
  } as const
  const mayRead = ({ group, resource, namespace, name }: AuditTarget) => {
    const where = namespace === undefined ? {} : { namespace }
    return (
      judge.judge({ ...facts, target: { kind: resource, group, name, ...where } }).kind === 'allow'
    )
  }
  const shown = found.filter((change) => wasMade(change) && change.record.targets.every(mayRead))
  if (shown.length === 0) return text`nothing else`
  const more = shown.length > SHOW ? text`, and ${shown.length - SHOW} more` : []
  return text`${join(shown.slice(0, SHOW).map(changeText), ', ')}${more}`
}

const wasMade = ({ record, ended }: AuditedChange): boolean =>
  record.kind !== 'refusal' && ended !== undefined && ended.outcome?.kind !== 'refused'

function changeText({ record }: AuditedChange): Text {
  const [target] = record.targets
  const what = target ? text` ${code(`${target.kind}/${target.name}`)}` : []
  return text`${record.command}${what} by ${user(record.actor.userId)} ${time(new Date(record.at))}`
}
