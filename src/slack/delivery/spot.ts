/** Where a message goes. */
export type Spot = { readonly channel: string; readonly threadTs?: string }
/** A message that is there. */
export type Posted = Spot & { readonly ts: string }
