import { counter, gauge, histogram } from '../../core/meter.ts'

export const ACKNOWLEDGEMENT = histogram({
  name: 'deckwatch_slack_acknowledgement_seconds',
  help: 'From the arrival of what Slack sends until its acknowledgement is written; Slack gives up after 3 s.',
  labels: {},
  buckets: [0.001, 0.005, 0.025, 0.1, 0.5, 1, 2, 3],
})

export const CONNECTIONS = gauge({
  name: 'deckwatch_slack_connections',
  help: 'Socket Mode connections that are open; absent where Slack calls over HTTP.',
  labels: {},
})

export const CONNECTIONS_ENDED = counter({
  name: 'deckwatch_slack_connections_ended_total',
  help: 'Socket Mode connections that ended: `refresh_requested` is Slack renewing them, every few hours; `closed` is an end without a word; `failed` never came to be.',
  labels: {
    reason: [
      'refresh_requested',
      'warning',
      'closed',
      'too_many_websockets',
      'link_disabled',
      'failed',
      'other',
    ],
  },
})

export const ARRIVALS = counter({
  name: 'deckwatch_slack_arrivals_total',
  help: 'What Slack sent: taken, repeated by Slack and taken once, of an unknown shape and left out, or word that it holds events back (one a minute, above 30,000 an hour).',
  labels: { result: ['taken', 'repeated', 'unknown', 'held_back'] },
})

export const IN_FLIGHT = gauge({
  name: 'deckwatch_slack_in_flight',
  help: 'What people said that is being worked on at this moment.',
  labels: {},
})
