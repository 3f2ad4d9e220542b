/** Runs a block on each side in turn, round after round, so that what slows the machine slows all of them alike. */
export async function alternate<S>(
  sides: readonly S[],
  rounds: number,
  block: (side: S, round: number) => Promise<void>,
): Promise<void> {
  for (let round = 0; round < rounds; round++)
    for (const side of round % 2 === 0 ? sides : sides.toReversed()) await block(side, round)
}
