import type { Access, Need } from './access.ts'
import type { AuditLog } from './audit.ts'
import type { ClusterHealth, ClusterReader } from './cluster.ts'
import type { Configuration } from './configuration.ts'
import type { IncidentDesk } from './incidents/incident-desk.ts'
import type { Facts, Judge } from './judge.ts'
import type { PlanDraft, Wording } from './plan.ts'
import type { PlanDesk } from './plan-desk.ts'
import type { Request } from './request.ts'
import type { Clock } from './seams.ts'
import type { Status } from './status.ts'
import type { View } from './view.ts'
import type { ArgsOf, Parameters } from './words/parameters.ts'

/** What a command may use. `cluster` is already the chosen one, already acting as the person. */
export type CommandContext = {
  readonly request: Request
  readonly cluster: ClusterReader
  /** The namespace meant when none is named: the channel's default, else `default`. */
  readonly defaultNamespace: string
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly desk: Desk
}

/** What commands about the bot itself may ask: `help`, `whoami`, `why`, `audit`, `clusters`, `can-i`, `version`. */
export type Desk = {
  readonly commands: readonly Command[]
  readonly judge: Judge
  /** The chosen cluster and the place as policy sees them, to judge more with. */
  readonly facts: Pick<Facts, 'actor' | 'cluster' | 'place' | 'at'>
  clusters(): readonly ClusterHealth[]
  /** The cluster meant in this place without -c; undefined where it has to be named. */
  readonly meantHere: string | undefined
  /** The words of the slash command, e.g. `/k8s`. */
  readonly invocation: string
  /** The last refusal of this person, as it was shown. */
  lastRefusal(): Refusal | undefined
  readonly audit: AuditLog
  readonly plans: PlanDesk
  readonly incidents: IncidentDesk
  readonly version: string
  readonly status: Status
  readonly configuration: Configuration
}

export type Refusal = { readonly at: Date; readonly words: string; readonly view: View }

type Common<P extends Parameters> = {
  readonly name: string
  readonly aliases?: readonly string[]
  /** One line, imperative: what it does. */
  readonly summary: string
  /** A paragraph or two for `help NAME`, where the summary is not enough. */
  readonly details?: string
  readonly parameters: P
  /** Without the slash command's name; every one is run by a test. */
  readonly examples: readonly string[]
  /** Default: it asks no cluster for anything. */
  readonly needs?: readonly Need[]
}

export type QueryDefinition<P extends Parameters> = Common<P> & {
  /** False when the answer holds nothing about a cluster's objects (`help`): then it needs no cluster that answers. */
  readonly cluster?: boolean
  /** What it reads; each is judged by policy and by the cluster's access review before `run`. */
  readonly access: (args: ArgsOf<P>, context: CommandContext) => Promise<readonly Access[]>
  readonly run: (args: ArgsOf<P>, context: CommandContext) => Promise<View>
}

export type ChangeDefinition<P extends Parameters> = Common<P> & {
  readonly wording: Wording
  /** True where `--for` makes sense: what it changes can be changed back later. */
  readonly temporary?: boolean
  /** True where each plan is judged as another command (`PlanDraft.asCommand`): policy knows no rule for its name. */
  readonly judgedAsAnother?: boolean
  /** Reads and returns what would be done. It cannot write: a context holds no writer. */
  readonly plan: (args: ArgsOf<P>, context: CommandContext) => Promise<PlanDraft>
}

type Sealed = {
  readonly name: string
  readonly aliases: readonly string[]
  readonly summary: string
  readonly details?: string
  readonly parameters: Parameters
  readonly examples: readonly string[]
  readonly needs?: readonly Need[]
}

/** A query as the road sees it: its argument types are sealed inside. */
export type Query = Sealed & {
  readonly kind: 'query'
  readonly cluster: boolean
  readonly access: (args: unknown, context: CommandContext) => Promise<readonly Access[]>
  readonly run: (args: unknown, context: CommandContext) => Promise<View>
}

export type Change = Sealed & {
  readonly kind: 'change'
  readonly wording: Wording
  readonly temporary: boolean
  readonly judgedAsAnother: boolean
  readonly plan: (args: unknown, context: CommandContext) => Promise<PlanDraft>
}

/** Acts on what Deckwatch itself holds (a vote, a revert put off), never on a cluster. */
export type DecisionDefinition<P extends Parameters> = Common<P> & {
  readonly run: (args: ArgsOf<P>, context: CommandContext) => Promise<View>
}

export type Decision = Sealed & {
  readonly kind: 'decision'
  readonly run: (args: unknown, context: CommandContext) => Promise<View>
}

/** Another change, by words, on a road of its own: `break-glass scale deploy/web 0`. */
export type Override = Sealed & { readonly kind: 'override' }

export type Command = Query | Change | Decision | Override

/** Declares a command that reads and answers. */
export function defineQuery<const P extends Parameters>(definition: QueryDefinition<P>): Query {
  const { access, run, cluster = true, aliases = [], ...rest } = definition
  // The one cast: `args` always comes from parseArgs(definition.parameters), which made it an ArgsOf<P>.
  return {
    ...rest,
    aliases,
    kind: 'query',
    cluster,
    access: (args, context) => access(args as ArgsOf<P>, context),
    run: (args, context) => run(args as ArgsOf<P>, context),
  }
}

/** Declares a command that plans a change. */
export function defineChange<const P extends Parameters>(definition: ChangeDefinition<P>): Change {
  const { plan, aliases = [], temporary = false, judgedAsAnother = false, ...rest } = definition
  return {
    ...rest,
    aliases,
    temporary,
    judgedAsAnother,
    kind: 'change',
    plan: (args, context) => plan(args as ArgsOf<P>, context),
  }
}

/** Declares a command that acts on what Deckwatch holds. */
export function defineDecision<const P extends Parameters>(
  definition: DecisionDefinition<P>,
): Decision {
  const { run, aliases = [], ...rest } = definition
  return {
    ...rest,
    aliases,
    kind: 'decision',
    run: (args, context) => run(args as ArgsOf<P>, context),
  }
}

/** Declares a command that takes another change's words. */
export function defineOverride(definition: Common<Parameters>): Override {
  const { aliases = [], ...rest } = definition
  return { ...rest, aliases, kind: 'override' }
}
