import type { Handover } from '../core/handover.ts'
import type { Messenger } from '../core/delivery.ts'
import type { Seams } from '../core/seams.ts'
import type { Service } from '../core/service.ts'
import { createAlertBook } from '../store/alerts/alert-book.ts'
import { createAuditLog } from '../store/audit/audit-log.ts'
import { createCheckpoints } from '../store/audit/checkpoints.ts'
import { storeTrail } from '../store/audit/store-trail.ts'
import { createOutbox } from '../store/deliveries/outbox.ts'
import { createOfferShelf } from '../store/offers/offer-shelf.ts'
import { createLifeSigns } from '../store/incidents/life-signs.ts'
import { createIncidentBook } from '../store/incidents/incident-book.ts'
import { createPlanBook } from '../store/plans/plan-book.ts'
import { pruning } from '../store/prune.ts'
import { storeTarget } from '../store/settings.ts'
import { createStore } from '../store/store.ts'
import { createFollowing } from './following.ts'
import type { Setup } from './setup.ts'

/** Everything that outlives the process, each part behind its port. */
export function buildState(first: Setup, seams: Seams) {
  const { clock, log } = seams
  const store = createStore(targetOf(first), { clock, log })
  return {
    book: createPlanBook(store, { clock, log }),
    alertBook: createAlertBook(store, { log }),
    incidentBook: createIncidentBook(store, { clock, log }),
    life: createLifeSigns(store),
    outbox: createOutbox(store, seams),
    offerShelf: createOfferShelf(store),
    trail: storeTrail(store, { log }),
    audit: createAuditLog(store),
    storeService: store.service,
    storeEngine: store.engine,
    pruning: pruning(store, clock),
    followStore: (next: Setup): Promise<Handover | undefined> => store.follow(targetOf(next)),
    checkpoints: ({ wake }: Messenger) =>
      createFollowing<Service>(
        {
          name: 'checkpoints',
          slice: ({ config }) => config.audit.checkpoints,
          build: ({ config: { audit } }) =>
            audit.checkpoints && createCheckpoints(store, audit.checkpoints, { clock, log, wake }),
        },
        first,
      ),
  }
}

const targetOf = ({ config, secrets }: Setup) => storeTarget(config.store, secrets.env)
