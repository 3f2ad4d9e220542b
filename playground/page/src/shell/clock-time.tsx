/** A time of day to the second, as logs have it; hover or a screen reader gets the date too. */
export function ClockTime({ at }: { readonly at: string }) {
  const when = new Date(at)
  return (
    <time dateTime={at} title={when.toLocaleString()}>
      {when.toLocaleTimeString('en-GB')}
    </time>
  )
}
