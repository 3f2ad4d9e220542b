import type {
  ActionProblem,
  BotAct,
  BotAction,
  ClusterAction,
  SlackAction,
} from '../../../host/page-wire.ts'

/** Does something in the embedded Slack as one user; the reason when it could not be done. */
export const actInSlack = (action: SlackAction) => post('/actions/slack', action)

/** Breaks or mends something in a cluster; the reason when it could not be done. */
export const actOnCluster = (action: ClusterAction) => post('/actions/cluster', action)

/** Turns the bot off or on; the reason when it could not be done. */
export const actOnBot = (act: BotAct) => post('/actions/bot', { act })

type Action = SlackAction | ClusterAction | BotAction

async function post(path: string, body: Action): Promise<string | undefined> {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (answer.ok) return undefined
    return problemIn(await answer.json())
  } catch {
    return 'The playground does not answer. Is it still running in your terminal?'
  }
}

/** Our own host answers ActionProblem; whatever else answers in its place does not. */
function problemIn(told: unknown): ActionProblem['problem'] {
  const hasProblem = typeof told === 'object' && told !== null && 'problem' in told
  return hasProblem && typeof told.problem === 'string' ? told.problem : 'That could not be done.'
}
