/** A person tried what Slack's own screen would not let them do, or what is not there. */
export class DriverError extends Error {}
