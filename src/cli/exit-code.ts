/** What the program's exit code says. */
export const EXIT = {
  fine: 0,
  /** The thing asked about is wrong: an invalid configuration, a failing policy test. */
  wrong: 1,
  /** The words on the command line were not understood. */
  usage: 2,
  /** The bot cannot start: a token is missing or refused, a cluster fails the self-test, a port is taken. */
  cannotStart: 3,
  /** The program broke; the error is in the log. */
  broke: 4,
  /** Somebody pressed ctrl-C at a question: nothing was done. */
  brokenOff: 130,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]
