import { type CommandContext, defineQuery } from '../src/core/command.ts'
import { DeckwatchError } from '../src/core/errors.ts'
import { bold, code, join, type Text, text, time, user } from '../src/core/text.ts'
import { type Part, view } from '../src/core/view.ts'

/** `whoami`: who somebody is to Slack, to policy and to Kubernetes. */
export const whoami = defineQuery({
  name: 'whoami',
  summary: 'Say who you are to Slack, to the policy and to Kubernetes',
  parameters: {},
  examples: ['whoami', 'whoami -c prod-eu'],
  cluster: false,
  access: async () => [],
  run: async (_args, context) => {
    const { actor } = context.request
    const fields = [
      { name: 'Slack', value: text`${user(actor.userId)} (${code(actor.userId)})` },
      { name: 'Kubernetes user', value: text`${code(actor.user)}` },
      { name: 'Kubernetes groups', value: names(actor.groups) },
      { name: 'policy roles', value: names(actor.roles) },
      { name: 'the API server sees', value: await seenBy(context) },
      ...breakGlassOf(context),
    ]
    const title = text`${bold(actor.name)} is ${code(actor.user)}`
    const parts: Part[] = [{ part: 'fields', fields }, ...freezesOf(context)]
    return { ...view('plain', title, parts), scope: context.cluster.info }
  },
})

/** Said only to those who may. */
function breakGlassOf({ desk, request: { actor } }: CommandContext) {
  if (!desk.judge.breakGlass?.mayUse(actor)) return []
  return [{ name: 'break-glass', value: text`you may use it; each use is announced and reviewed` }]
}

function freezesOf({ desk }: CommandContext): Part[] {
  return desk.judge.freezes(desk.facts).map(({ name, reason, effect, until }) => {
    const what = effect === 'deny' ? 'changes are denied' : 'changes need approval'
    const end = until ? text` until ${time(until)}` : []
    return { part: 'warning', text: text`Freeze ${code(name)}${end}: ${what} (${reason}).` }
  })
}

async function seenBy({ cluster, request }: CommandContext): Promise<Text> {
  try {
    const seen = await cluster.whoAmI()
    const same = seen.user === request.actor.user ? '' : ' — not who was sent'
    return text`${code(seen.user)}${same} in ${names(seen.groups)}`
  } catch (error) {
    if (error instanceof DeckwatchError) return text`not known: ${error.text}`
    throw error
  }
}

function names(values: readonly string[]): Text {
  if (values.length === 0) return text`none`
  return join(
    values.map((value) => text`${code(value)}`),
    ', ',
  )
}
