import type { DirectoryPerson } from '../../core/directory.ts'
import type { Config } from '../../config/load.ts'
import type { Policy } from '../../../rbac/policy/create-policy.ts'
import { SlackFailure } from '../../slack/web/failure.ts'
import { defineCheck } from './check.ts'
import { eachOf } from './each-of.ts'
import { doctorAgain } from './mending.ts'

const CORRECT = 'Remove the entry, or correct the id (Slack: profile, ⋮, Copy member ID).'

export const people = defineCheck({
  name: 'people',
  title: 'People',
  looksAt: 'that those who are mapped, called or given roles are there in Slack',
  ailments: {
    'person-missing': {
      level: 'warning',
      why: 'The entry stands for nobody; a mistyped id leaves somebody without rights.',
      mend: CORRECT,
    },
    'person-left': {
      level: 'warning',
      why: 'They can do nothing any more, and who counts on their approval waits for ever.',
      mend: 'Remove the entry.',
    },
    'person-refused': {
      level: 'warning',
      why: 'The bot refuses guests, bots and people of other workspaces, mapped or not.',
      mend: 'Remove the entry.',
    },
    'usergroup-missing': {
      level: 'error',
      why: 'Nobody gets what its members are to get, and a call to it reaches nobody.',
      mend: 'Enable it in Slack (People, User groups), or correct the id.',
    },
    'people-unseen': {
      level: 'warning',
      why: 'Whether they are still there is not known.',
      mend: 'Run it again in a minute.',
    },
  },
  async examine(patient, { fine, wrong }) {
    const { config, policy, slack } = patient
    if (!config || !slack) return
    try {
      const ids = peopleOf(config)
      const found = await eachOf(ids, async (id) => {
        const person = await slack.person(id)
        const problem = problemOf(person)
        if (problem) wrong(problem.id, `${id}${nameOf(id, config)} ${problem.what}`)
        return problem
      })
      const good = found.filter((problem) => problem === undefined).length
      if (good > 0) fine(`${good} of ${ids.length} people: active members of the workspace`)
      const groups = usergroupsOf(config, policy)
      const there = groups.length > 0 ? await slack.usergroups() : new Set<string>()
      const gone = groups.filter((id) => !there?.has(id))
      const why = there ? 'is not there, or disabled' : ': this Slack plan has no user groups'
      for (const id of gone) wrong('usergroup-missing', `user group ${id} ${why}`)
      if (groups.length > gone.length) fine(`${groups.length - gone.length} user groups`)
    } catch (error) {
      if (!(error instanceof SlackFailure)) throw error
      const run = [doctorAgain(patient, 'people')]
      wrong('people-unseen', `Slack does not say: ${error.method}: ${error.reason}`, { run })
    }
  },
})

function problemOf(person: DirectoryPerson | undefined) {
  if (!person) return { id: 'person-missing', what: 'is nobody in Slack' } as const
  if (person.deleted) return { id: 'person-left', what: 'is deactivated in Slack' } as const
  if (person.isStranger)
    return { id: 'person-refused', what: 'belongs to another workspace' } as const
  if (person.isBot || person.isGuest)
    return { id: 'person-refused', what: person.isBot ? 'is a bot' : 'is a guest' } as const
  return undefined
}

const nameOf = (id: string, { identity }: Config) => {
  const user = identity.users[id]?.user
  return user === undefined ? '' : ` (${user})`
}

/** Those who are mapped, and those who are called. */
function peopleOf({ identity, notifications }: Config): readonly string[] {
  const called = (notifications?.routes ?? [])
    .flatMap(({ escalate = [] }) => escalate)
    .flatMap(({ users = [] }) => users)
  return [...new Set([...Object.keys(identity.users), ...called])]
}

function usergroupsOf({ identity, notifications }: Config, policy: Policy | undefined) {
  const called = (notifications?.routes ?? [])
    .flatMap(({ escalate = [] }) => escalate)
    .flatMap(({ groups = [] }) => groups)
  const given = [...Object.keys(identity.usergroups), ...(policy?.usergroups ?? [])]
  return [...new Set([...given, ...called])]
}
