/** A process's environment variables, by name. */
export type Env = Readonly<Record<string, string | undefined>>
