/** What we knew is too old, too new or unreadable for the server: only a complete list helps. */
export class StaleVersion extends Error {
  constructor(why: string) {
    super(why)
    this.name = 'StaleVersion'
  }
}
