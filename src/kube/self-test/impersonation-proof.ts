import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { ConfigError, ForbiddenError, type MissingRight, NotFoundError } from '../../core/errors.ts'
import { accessReviewCall, SelfReview, selfReviewCall } from '../session/reviews.ts'
import type { Log } from '../../core/seams.ts'
import type { ClusterSettings } from '../settings.ts'
import type { Call, Caller, Transport } from '../transport/call.ts'
import { HttpFailure } from '../transport/failure.ts'
import { EXTRA_KEYS, impersonate } from '../transport/impersonate.ts'
import { type Names, readGrants } from './grants.ts'

type Identity = { readonly user: string; readonly groups: readonly string[] }
type Chosen = Identity & {
  /** The bot may act with these groups and no others. */
  readonly isWhole?: boolean
}
type Test = {
  readonly log: Pick<Log, 'warn'>
  readonly transport: Transport
  readonly cluster: string
  readonly signal: AbortSignal
}

const UNAUTHENTICATED = 'system:unauthenticated'
const EXTRAS = EXTRA_KEYS.map((key) => `userextras/${key}`).join(', ')
const OFFERS = ['v1', 'v1beta1', 'v1alpha1']
const Resources = z.object({ resources: z.array(z.object({ name: z.string() })) })
const ANYTHING = { verb: 'get', resource: 'pods', namespace: 'default' }

/**
 * Proves that the API server sees the impersonated user and each of several groups. Resolves when proven; throws
 * ConfigError when it is not so or the bot lacks the right, and UnavailableError when it could not be asked.
 */
export async function proveImpersonation(
  test: Test,
  named: ClusterSettings['selfTest'],
): Promise<void> {
  const asBot: Caller = { user: 'deckwatch', headers: [], signal: test.signal }
  const identity: Chosen = named ?? (await chooseIdentity(test, asBot))
  const apiVersion = await offeredSelfReview(test, asBot)
  if (apiVersion) await askBack(test, identity, selfReviewCall(apiVersion))
  // Of one group none can be merged with another.
  const isProven = apiVersion !== undefined && (identity.isWhole || identity.groups.length > 1)
  if (!isProven) await proveByRefusal(test, identity)
}

async function chooseIdentity({ transport, log }: Test, asBot: Caller): Promise<Chosen> {
  const grants = await readGrants(transport, asBot)
  if (grants.isLimitedInVain)
    log.warn({}, 'the verb impersonate is granted beside constrained impersonation, and wins')
  const pick = (names: Names) => (names === 'any' ? [randomName(), randomName()] : names)
  const [user = randomName()] = pick(grants.users)
  const usable = pick(grants.groups).filter((group) => group !== 'system:masters')
  return { user, groups: usable.slice(0, 2), isWhole: grants.groups !== 'any' }
}

/** SelfSubjectReview: v1 since 1.28, v1beta1 in 1.27, v1alpha1 in 1.26 behind a gate; nothing before. */
export async function offeredSelfReview(
  { transport }: Pick<Test, 'transport'>,
  asBot: Caller,
): Promise<string | undefined> {
  for (const version of OFFERS) {
    const apiVersion = `authentication.k8s.io/${version}`
    const call: Call = {
      method: 'GET',
      path: `/apis/${apiVersion}`,
      about: { verb: 'get', resource: apiVersion },
    }
    const offered = await transport.json(call, asBot).catch(absentWhenNotFound)
    const { resources } = Resources.parse(offered?.body ?? { resources: [] })
    if (resources.some(({ name }) => name === 'selfsubjectreviews')) return apiVersion
  }
  return undefined
}

function absentWhenNotFound(error: unknown): undefined {
  if (!(error instanceof NotFoundError)) throw error
}

/** The server tells us who it thinks we are: user and every group must be those that we sent. */
async function askBack(test: Test, identity: Identity, call: Call): Promise<void> {
  const { body } = await attempt(test, identity, call)
  const { username, groups } = SelfReview.parse(body).status.userInfo
  const lost = identity.groups.filter((group) => !groups.includes(group))
  if (username !== identity.user) throw notSeen(test, `user ${identity.user}, it saw ${username}`)
  if (lost.length > 0) throw notSeen(test, `groups ${lost.join(', ')}, it saw ${groups.join(', ')}`)
}

/**
 * Before 1.26 no answer names the groups, so refusals must. Every authenticated user may ask for an access review
 * (system:basic-user); the server counts an impersonated user among them unless one of its groups is
 * `system:unauthenticated`. So the review must pass without that group, which also proves the right to impersonate
 * this user, these groups and our extra keys; and it must be refused with that group, wherever it stands in the list.
 * Dropped or merged headers would let at least one of the two pass. The refusal names the user: that proves the user.
 * A bot that may impersonate named groups only is refused by the impersonation filter instead, which names exactly
 * the one group that it read, and in the same way a user whom the bot may not impersonate: that proves as much.
 */
async function proveByRefusal(test: Test, identity: Identity): Promise<void> {
  const some = identity.groups.slice(0, 1)
  await attempt(test, identity, accessReviewCall(ANYTHING))
  await mustBeRefused(test, { ...identity, groups: [...some, UNAUTHENTICATED] })
  await mustBeRefused(test, { ...identity, groups: [UNAUTHENTICATED, ...some] })
}

async function mustBeRefused(test: Test, identity: Identity): Promise<void> {
  const refusal = await send(test, identity, accessReviewCall(ANYTHING)).then(
    () => undefined,
    (error: unknown) => error,
  )
  if (refusal === undefined) throw notSeen(test, `groups ${identity.groups.join(' and ')}`)
  if (!(refusal instanceof ForbiddenError)) throw refusal
  const { right } = refusal
  if (isBarred(right, 'groups', UNAUTHENTICATED)) return userMustBeBarred(test, identity)
  const seen = refusedUser(refusal)
  if (seen !== identity.user)
    throw notSeen(test, `user ${identity.user}, it saw ${seen ?? 'somebody else'}`)
}

/** The filter looks at the user first: somebody whom the bot may not impersonate is named, if seen at all. */
async function userMustBeBarred(test: Test, { groups }: Identity): Promise<void> {
  const user = randomName()
  const refusal = await send(test, { user, groups }, accessReviewCall(ANYTHING)).catch(
    (error: unknown) => error,
  )
  const isSeen = refusal instanceof ForbiddenError && isBarred(refusal.right, 'users', user)
  const mayBeAnybody = refusal instanceof ForbiddenError && refusal.right.resource === 'groups'
  if (!isSeen && !mayBeAnybody) throw notSeen(test, `user ${user}`)
}

const isBarred = (right: MissingRight, resource: string, name: string) =>
  right.verb === 'impersonate' && right.resource === resource && right.name === name

const randomName = () => `deckwatch:self-test:${randomBytes(8).toString('hex')}`

/** The user that the server itself names; what our own error says is only what we sent. */
function refusedUser({ cause }: ForbiddenError): string | undefined {
  const message = cause instanceof HttpFailure ? cause.status?.message : undefined
  return /: User "([^"]*)" cannot create /.exec(message ?? '')?.[1]
}

async function attempt(test: Test, identity: Identity, call: Call) {
  try {
    return await send(test, identity, call)
  } catch (error) {
    if (!(error instanceof ForbiddenError)) throw error
    throw missingRight(test, error)
  }
}

const send = ({ transport, signal }: Test, identity: Identity, call: Call) => {
  const actor = { ...identity, userId: 'self-test', teamId: 'self-test' }
  return transport.json(call, {
    user: identity.user,
    headers: impersonate(actor, 'self-test'),
    signal,
  })
}

function notSeen({ cluster }: Test, what: string): ConfigError {
  return new ConfigError([
    `cluster ${cluster}: the API server did not see the impersonated ${what}. Something between Deckwatch and it drops or merges Impersonate headers (a proxy, a gateway). Deckwatch refuses to act there: everybody would have the wrong rights.`,
  ])
}

function missingRight({ cluster }: Test, { right }: ForbiddenError): ConfigError {
  if (right.verb !== 'impersonate') {
    return new ConfigError([
      `cluster ${cluster}: an impersonated user may not ${right.verb} ${right.resource}; the group system:authenticated needs the default ClusterRole system:basic-user`,
    ])
  }
  return new ConfigError([
    `cluster ${cluster}: the bot's user ${right.user} lacks the right to impersonate ${right.resource} (tried ${right.name ?? 'one'}). It needs the verb impersonate on users and groups, and on ${EXTRAS} in authentication.k8s.io (userextras/* does not cover them)`,
  ])
}
