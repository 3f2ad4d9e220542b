import { z } from 'zod'
import { type KubeParts, openConnection } from '../connection.ts'
import { proveImpersonation } from '../self-test/impersonation-proof.ts'
import { accessReviewCall } from '../session/reviews.ts'
import type { ClusterSettings } from '../settings.ts'
import { createBreaker } from '../transport/breaker.ts'
import type { Caller, Transport } from '../transport/call.ts'
import { createGate } from '../transport/gate.ts'
import type { SignedExchange } from '../transport/signed-exchange.ts'
import { createTransport } from '../transport/transport.ts'
import { createSkew, type Skew } from '../watch/skew.ts'
import { VERSION } from '../watch/probe.ts'
import { type GrantedRule, readRules } from './granted-rules.ts'
import { readLifetimes, type Lifetimes } from './lifetimes.ts'
import { whoAmI } from './who-am-i.ts'

/** What one may be asked about the bot's own rights. */
export type AccessQuestion = {
  readonly verb: string
  readonly group: string
  readonly resource: string
  readonly subresource?: string
  readonly name?: string
  /** Absent: in the whole cluster. */
  readonly namespace?: string
}

/** Looks at one cluster as the bot, and changes nothing there. Rejects with the errors of core. */
export type Examination = {
  /** Its version, how long the answer took, and how far this clock is surely ahead of its clock. */
  reach(): Promise<Reached>
  /** Until when certificates and token are good. */
  lifetimes(): Promise<Lifetimes>
  /** Rejects with ConfigError when the API server does not see whom the bot acts as. */
  proveImpersonation(): Promise<void>
  /** As whom the API server knows the bot; undefined where it does not say. */
  whoAmI(): Promise<string | undefined>
  mayBot(question: AccessQuestion): Promise<boolean>
  /** Every rule that the bot has in a namespace, those for the whole cluster included, as far as the server lists them. */
  rules(namespace: string): Promise<readonly GrantedRule[]>
  close(): Promise<void>
}

export type Reached = {
  readonly version: string
  readonly latencyMs: number
  readonly aheadMs: number | undefined
}

const Version = z.object({ gitVersion: z.string() })
const Review = z.object({ status: z.object({ allowed: z.boolean() }) })

/** Throws an Error that names what is wrong when the settings lead to no cluster; asks nothing yet. */
export function examineCluster(
  settings: ClusterSettings,
  parts: KubeParts,
  signal: AbortSignal,
): Examination {
  const { exchange, access, credentials, close } = openConnection(settings, parts, AT_ONCE)
  const skew = createSkew(parts.clock)
  const transport = transportOver(measured(exchange, skew), { settings, parts, close })
  const asBot: Caller = { user: 'deckwatch', headers: [], signal }
  return {
    async reach() {
      // Who comes first pays for opening the connection.
      await transport.json(VERSION, asBot)
      const started = parts.clock.monotonic()
      const { body } = await transport.json(VERSION, asBot)
      const latencyMs = Math.round(parts.clock.monotonic() - started)
      return { version: Version.parse(body).gitVersion, latencyMs, aheadMs: skew.ahead() }
    },
    lifetimes: async () => readLifetimes(access, await credentials.current(), signal),
    proveImpersonation: () =>
      proveImpersonation(
        { transport, log: parts.log, cluster: settings.name, signal },
        settings.selfTest,
      ),
    whoAmI: () => whoAmI(transport, asBot),
    async mayBot(question) {
      const { body } = await transport.json(accessReviewCall(question), asBot)
      return Review.parse(body).status.allowed
    },
    rules: (namespace) => readRules(transport, asBot, namespace),
    close,
  }
}

const AT_ONCE = 8

const measured =
  (exchange: SignedExchange, skew: Skew): SignedExchange =>
  (trip) =>
    skew.measure(() => exchange(trip))

type Around = {
  readonly settings: ClusterSettings
  readonly parts: KubeParts
  readonly close: () => Promise<void>
}

const transportOver = (exchange: SignedExchange, { settings, parts, close }: Around): Transport =>
  createTransport({
    settings,
    exchange,
    gate: createGate(AT_ONCE, Number.POSITIVE_INFINITY),
    breaker: createBreaker(parts.log),
    clock: parts.clock,
    onOutcome() {},
    close,
  })
