import type { Directory, DirectoryPerson } from '../../src/core/directory.ts'

export type FakeDirectory = Directory & {
  /** Adds somebody, or changes what is known of them. */
  put(person: Partial<DirectoryPerson> & Pick<DirectoryPerson, 'id'>): void
  /** Every look-up fails with this until it is set back. */
  failure: Error | undefined
  groupLookups: number
}

/** A Slack directory in memory: full members of T012HOME unless told otherwise. */
export function fakeDirectory(
  groups: Readonly<Record<string, readonly string[]>> = {},
): FakeDirectory {
  const people = new Map<string, DirectoryPerson>()
  const directory: FakeDirectory = {
    failure: undefined,
    groupLookups: 0,
    put: (person) => void people.set(person.id, { ...member, ...people.get(person.id), ...person }),
    async person(userId) {
      if (directory.failure) throw directory.failure
      return people.get(userId)
    },
    async groupsOf(userId) {
      directory.groupLookups++
      if (directory.failure) throw directory.failure
      return groups[userId] ?? []
    },
    async membersOf(groupId) {
      directory.groupLookups++
      if (directory.failure) throw directory.failure
      return Object.keys(groups).filter((userId) => groups[userId]?.includes(groupId))
    },
  }
  return directory
}

const member = {
  teamId: 'T012HOME',
  name: 'jane',
  isBot: false,
  deleted: false,
  isGuest: false,
  isStranger: false,
}
