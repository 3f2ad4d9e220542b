type Asked = {
  readonly ask: string
  /** Offered, to be taken or changed. */
  readonly usual?: string
}

/** Port: asks the person at the terminal. Resolves with undefined when they break off. */
export type Asker = {
  choose(asked: Asked & { readonly choices: readonly string[] }): Promise<string | undefined>
  /** Asks until there is no `problem`; white space around what was typed is left out. */
  type(asked: Asked & { problem(typed: string): string | undefined }): Promise<string | undefined>
}
