/** What was found out by something that was exchanged meanwhile is found out anew, by what is there now. */
export async function byLatest<L, T>(latest: () => L, ask: (one: L) => Promise<T>): Promise<T> {
  let asked = latest()
  let answer = await ask(asked)
  while (asked !== latest()) {
    asked = latest()
    answer = await ask(asked)
  }
  return answer
}
