import type { PageUser } from '../../../slack/page-model.ts'
import { useDesk } from '../shell/desk.ts'
import { peopleOf } from '../shell/seat.ts'
import { Avatar } from './avatar.tsx'

const KINDS = {
  member: '',
  guest: 'guest',
  foreign: 'another company',
  bot: 'bot',
  deactivated: 'deactivated',
} as const

/** The choice of who you are, with a word on what that person may do. */
export function WhoAreYou() {
  const { world, me, be } = useDesk()
  const rights = world.guide.people.find((person) => person.name === me.name)?.rights
  return (
    <div class="who" data-tour="who">
      <label class="who-label" for="who-select">
        You are
      </label>
      <div class="who-choice">
        <Avatar user={me} />
        <select id="who-select" value={me.id} onChange={(event) => be(event.currentTarget.value)}>
          {peopleOf(world).map((user) => (
            <option key={user.id} value={user.id}>
              {describe(user)}
            </option>
          ))}
        </select>
      </div>
      <p class="who-rights">{rights ?? me.title}</p>
    </div>
  )
}

function describe(user: PageUser): string {
  const kind = KINDS[user.kind]
  return kind ? `${user.realName} (${kind})` : user.realName
}
