import { setTimeout as sleep } from 'node:timers/promises'
import { channels, people, type Person } from '../../playground/slack/workspace.ts'
import { planIn } from '../support/whole-screen.ts'
import { saidBy } from '../support/whole-bot.ts'
import type { Ears } from './ears.ts'
import { DESKS, TILL } from './settings.ts'
import type { Stage } from './stage.ts'

/** What came of everything that people typed and pressed. */
export type Tally = {
  typed: number
  /** Slack could not hand it over, or got no acknowledgement: it told the person so. */
  unheard: number
  changes: number
  pressed: number
  readonly lost: string[]
  readonly doubled: string[]
}

export type Crowd = { readonly tally: Tally; stop(): Promise<void> }

type Street = Pick<Stage, 'slack'> & { readonly ears: Ears; readonly tally: Tally }
type Deed = (who: Resident, street: Street) => Promise<void>
type Resident = {
  readonly person: Person
  readonly does: readonly Deed[]
  /** Answers that they may have by now. */
  expected: number
  turn: number
  /** What they did last. */
  last: string
}

/** Each does one thing at a time, waits for its answer, and rests this long. */
const REST_MS = 7_000

/** People at work, one command every second and a half or so, until they are asked to stop. */
export function startCrowd(stage: Pick<Stage, 'slack'>, ears: Ears): Crowd {
  const evening = new AbortController()
  const tally: Tally = { typed: 0, unheard: 0, changes: 0, pressed: 0, lost: [], doubled: [] }
  const street = { slack: stage.slack, ears, tally }
  const living = residents().map(async (resident) => {
    while (!evening.signal.aborted) {
      await rest(evening.signal)
      checkAnswers(resident, street)
      await resident.does[resident.turn++ % resident.does.length]?.(resident, street)
    }
    checkAnswers(resident, street)
  })
  return {
    tally,
    stop: async () => {
      evening.abort()
      await Promise.all(living)
    },
  }
}

const { alice, bob, carol, hana, ivan, olga } = people
const { ops, shop } = channels
const places = [shop, ops]

const residents = (): Resident[] =>
  [
    { person: alice, does: [look, label, look, scale] },
    { person: bob, does: [askForTill, look, look, restart] },
    { person: olga, does: [labelForAWhile, look, scale] },
    { person: carol, does: [look, look, mayNot, look] },
    { person: ivan, does: [approve, look] },
    { person: hana, does: [deny, look, label] },
  ].map((one) => ({ ...one, expected: 0, turn: 0, last: '' }))

/** Nobody is told anything twice. */
function checkAnswers(resident: Resident, { ears, tally }: Street): void {
  const count = ears.answersTo(resident.person)
  if (count > resident.expected) tally.doubled.push(`${resident.person.name}: ${resident.last}`)
  resident.expected = Math.max(resident.expected, count)
}

const rest = (signal: AbortSignal) =>
  sleep(REST_MS * (0.5 + Math.random()), undefined, { signal }).catch(() => undefined)

const QUERIES = [
  'get pods',
  'get deploy',
  'describe deploy/desk-0',
  'logs deploy/desk-1',
  'status',
  'audit --since 5m',
  'incidents',
  'events',
  'whoami',
  'approvals',
  'scheduled',
  'get nodes',
  'rollout-status deploy/desk-1',
  'explode everything',
  'get deploy/nothing-of-this-name',
]

let count = 0
const next = () => ++count

async function look(who: Resident, street: Street) {
  const at = next()
  await type(who, street, { words: QUERIES[at % QUERIES.length] ?? '', at })
}

async function mayNot(who: Resident, street: Street) {
  await type(who, street, { words: 'scale deploy/desk-0 9', at: next() })
}

const desk = (at: number) => `deploy/${DESKS[at % DESKS.length]}`

async function label(who: Resident, street: Street) {
  const at = next()
  await change(who, street, { words: `label ${desk(at)} soak=m${at}x --overwrite`, at })
}

async function labelForAWhile(who: Resident, street: Street) {
  const at = next()
  await change(who, street, { words: `label ${desk(at)} soak=m${at}x --overwrite --for 1m`, at })
}

async function scale(who: Resident, street: Street) {
  const at = next()
  await change(who, street, { words: `scale ${desk(at)} ${1 + (at % 3)} --reason m${at}x`, at })
}

async function restart(who: Resident, street: Street) {
  const at = next()
  await change(who, street, { words: `restart ${desk(at)} --reason m${at}x`, at })
}

async function askForTill(who: Resident, street: Street) {
  const at = next()
  street.tally.changes++
  await type(who, street, { words: `scale deploy/${TILL} ${1 + (at % 4)} --reason m${at}x`, at })
}

/** Two of three: the others wait until their time is over. */
async function approve(who: Resident, street: Street) {
  const card = street.ears.waiting.shift()
  if (!card || next() % 3 === 0) return
  const before = street.ears.answersTo(who.person)
  street.tally.pressed++
  const ack = await street.slack.driver.click(who.person, card, 'Approve').catch(() => undefined)
  // The card was decided or expired a moment ago: there is no such button any more.
  if (!ack) return
  await settle(who, street, { before, isAcked: ack.acked, what: 'pressed Approve' })
}

async function deny(who: Resident, street: Street) {
  const card = street.ears.waiting.shift()
  if (!card) return
  await type(who, street, { words: `deny ${planIn(saidBy(card))} not today`, at: next() })
}

type Saying = { readonly words: string; readonly at: number; readonly mark?: string }

async function change(who: Resident, street: Street, saying: Saying) {
  street.tally.changes++
  await type(who, street, { ...saying, mark: `m${saying.at}x` })
}

async function type(who: Resident, street: Street, { words, at, mark }: Saying) {
  const { slack, ears, tally } = street
  const before = ears.answersTo(who.person)
  const where = places[at % places.length] ?? shop
  const isMember = where.members.some((id) => id === who.person.id)
  tally.typed++
  const said = slack.driver.say(who.person, isMember ? where : ops, `/k8s ${words}`)
  const answering = ears.answered(who.person, before, mark)
  const isAcked = (await said).acks.every(({ acked }) => acked)
  await settle(who, street, { before, isAcked, what: words, answering })
}

type Asked = {
  readonly before: number
  readonly isAcked: boolean
  readonly what: string
  readonly answering?: Promise<boolean>
}

/** What Slack did not hand over need not be answered; everything else must be, and once. */
async function settle(who: Resident, { ears, tally }: Street, asked: Asked): Promise<void> {
  const { before, isAcked, what, answering = ears.answered(who.person, before) } = asked
  who.last = what
  if (!isAcked) tally.unheard++
  else if (!(await answering)) tally.lost.push(`${who.person.name}: ${what}`)
  const isByCard = isAcked && ears.answersTo(who.person) === before
  // What Slack gave up may have been heard all the same, and be answered later.
  if (!isByCard) who.expected++
}
