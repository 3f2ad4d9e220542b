import type { PageUser } from './page-model.ts'

export type Person = PageUser & {
  readonly teamId: string
  /** Where their clock is, as their Slack says. */
  readonly timeZone: string
}

export type Channel = {
  readonly id: string
  readonly name: string
  readonly kind: 'public' | 'private' | 'dm'
  readonly topic: string
  readonly archived: boolean
  /** Shared with another company's workspace. */
  readonly shared: boolean
  /** Only admins may post: `restricted_action` for everybody else. */
  readonly restricted: boolean
  readonly members: readonly string[]
}

export type UserGroup = {
  readonly id: string
  readonly handle: string
  readonly name: string
  readonly users: readonly string[]
}

export type Workspace = {
  readonly team: { readonly id: string; readonly name: string; readonly domain: string }
  readonly app: { readonly id: string; readonly botId: string; readonly botUserId: string }
  readonly people: readonly Person[]
  readonly channels: readonly Channel[]
  readonly groups: readonly UserGroup[]
}

const team = { id: 'T07DKWA1C0R', name: 'Acorn', domain: 'acorn' }
const elsewhere = 'T09BRCH5Q2X'

/** Sample people; who they are to Kubernetes is the configuration's business, not Slack's. */
export const people = {
  deckwatch: person('U07BT0DECKW', 'deckwatch', ['Deckwatch', 'Kubernetes in Slack', 'bot']),
  alice: person('U07A1KX94QM', 'alice', ['Alice Moreau', 'Platform engineer', 'member']),
  bob: person('U07B2RZ81LT', 'bob', ['Bob Okafor', 'Developer, shop', 'member']),
  carol: person('U07C3VN65HS', 'carol', ['Carol Lind', 'Support', 'member']),
  dave: {
    ...person('U07D4WP37GJ', 'dave', ['Dave Ito', 'Sales', 'member']),
    timeZone: 'America/New_York',
  },
  hana: person('U07H8JC93KT', 'hana', ['Hana Sato', 'Platform engineer', 'member']),
  ivan: person('U07I9LD04MV', 'ivan', ['Ivan Petrov', 'Platform engineer', 'member']),
  olga: person('U07O1NE15PW', 'olga', ['Olga Brandt', 'Owner of the shop', 'member']),
  gina: person('U07G5YT20FK', 'gina', ['Gina Rossi', 'Contractor', 'guest']),
  erin: {
    ...person('U09E6QC58DZ', 'erin', ['Erin Walsh', 'Partner at Birch', 'foreign']),
    teamId: elsewhere,
    email: 'erin@birch.example',
  },
  frank: person('U07F7HB12WV', 'frank', ['Frank Adler', 'Left in March', 'deactivated']),
  courier: person('U07BT1COURR', 'courier', ['Courier', 'Build notices', 'bot']),
} as const

const { deckwatch, alice, bob, carol, dave, hana, ivan, olga, gina, erin, courier } = people

/** Deckwatch is in every channel but #random. */
export const channels = {
  ops: channel('C07OPS1M8ND', 'ops', {
    topic: 'Running things',
    members: [deckwatch, alice, bob, carol, dave, hana, ivan, olga],
  }),
  shop: channel('C07SHP2K4QE', 'shop', {
    topic: 'The web shop',
    members: [deckwatch, alice, bob, carol, olga, gina, courier],
  }),
  alarms: channel('C07ALR9T2BX', 'alarms', {
    topic: 'Loud things: break-glass is told here',
    members: [deckwatch, alice, bob, hana, ivan, olga],
  }),
  random: channel('C07RND3J6RB', 'random', {
    topic: 'Anything',
    members: [alice, bob, carol, dave, olga, gina],
  }),
  partners: {
    ...channel('C07PRT4H1XA', 'partners', {
      topic: 'With Birch',
      members: [deckwatch, alice, bob, erin],
    }),
    shared: true,
  },
  platform: {
    ...channel('C07PLT5G9YC', 'platform', {
      topic: 'Platform team',
      members: [deckwatch, alice, hana, ivan],
    }),
    kind: 'private',
  },
  archive: {
    ...channel('C07OLD6F3ZW', 'old-shop', { topic: 'Closed', members: [deckwatch, alice, bob] }),
    archived: true,
  },
  notices: {
    ...channel('C07NTC7D5VU', 'notices', {
      topic: 'Admins post here',
      members: [deckwatch, alice, bob, carol],
    }),
    restricted: true,
  },
} as const satisfies Readonly<Record<string, Channel>>

export const groups = {
  platform: group('S07PLATF0RM', 'platform', ['Platform team', alice, hana, ivan]),
  shop: group('S07SH0PDEVS', 'shop-devs', ['Shop developers', bob]),
  owners: group('S07SH0P0WNR', 'shop-owners', ['Shop owners', olga]),
  support: group('S07SUPP0RT1', 'support', ['Support', carol]),
  onCall: group('S07ONCALL01', 'on-call', ['On call', hana, ivan]),
} as const

/** The workspace everybody starts with: three teams, one guest, one stranger, one who left. */
export const sampleWorkspace: Workspace = {
  team,
  app: { id: 'A07DECKWTCH', botId: 'B07DECKWTCH', botUserId: deckwatch.id },
  people: Object.values(people),
  channels: Object.values(channels),
  groups: Object.values(groups),
}

/** The direct message between a person and the bot; it exists from the start for everybody who may have one. */
export const dmOf = (user: { readonly id: string }): string => `D${user.id.slice(1)}`

type Profile = readonly [realName: string, title: string, kind: Person['kind']]

function person(id: string, name: string, [realName, title, kind]: Profile): Person {
  const mail = kind === 'bot' ? {} : { email: `${name}@acorn.example` }
  const timeZone = 'Europe/Berlin'
  return { id, name, realName, title, kind, teamId: team.id, timeZone, ...mail }
}

function group(id: string, handle: string, [name, ...members]: readonly [string, ...Person[]]) {
  return { id, handle, name, users: members.map((member) => member.id) }
}

type About = { readonly topic: string; readonly members: readonly Person[] }

function channel(id: string, name: string, { topic, members }: About): Channel {
  return {
    id,
    name,
    kind: 'public',
    topic,
    archived: false,
    shared: false,
    restricted: false,
    members: members.map((member) => member.id),
  }
}
