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
import { createPlanCensus } from '../store/plans/plan-census.ts'
import { createPlanBook } from '../store/plans/plan-book.ts'
import { pruning } from '../store/prune.ts'
import { storeTarget } from '../store/settings.ts'
import { createStore } from '../store/store.ts'
import { createFollowing } from './following.ts'
import { meteredOutbox } from './metrics/metered-outbox.ts'
import { meteredIncidentBook, meteredPlanBook, meteredTrail } from './metrics/metered-records.ts'
import { meteredStore, type StorePart } from './metrics/metered-store.ts'
import { meterPlans } from './metrics/plans-held.ts'
import type { Setup } from './setup.ts'
import { tracedIncidentBook, tracedPlanBook } from './traced/traced-books.ts'

/** Everything that outlives the process, each part behind its port. */
export function buildState(first: Setup, seams: Seams) {
  const { clock, log, meter, tracer } = seams
  const store = createStore(targetOf(first), { clock, log })
  const of = (part: StorePart) => meteredStore(store, part, seams)
  meterPlans(createPlanCensus(of('plans')), meter, clock)
  return {
    book: tracedPlanBook(
      meteredPlanBook(createPlanBook(of('plans'), { clock, log }), meter),
      tracer,
    ),
    alertBook: createAlertBook(of('alerts'), { log }),
    incidentBook: tracedIncidentBook(
      meteredIncidentBook(createIncidentBook(of('incidents'), { clock, log }), meter),
      tracer,
    ),
    life: createLifeSigns(of('upkeep')),
    outbox: meteredOutbox(createOutbox(of('deliveries'), seams), meter, clock),
    offerShelf: createOfferShelf(of('offers')),
    trail: meteredTrail(storeTrail(of('audit'), { log }), meter),
    audit: createAuditLog(of('audit')),
    storeService: store.service,
    storeEngine: store.engine,
    pruning: pruning(of('upkeep'), clock),
    followStore: (next: Setup): Promise<Handover | undefined> => store.follow(targetOf(next)),
    checkpoints: ({ wake }: Messenger) =>
      createFollowing<Service>(
        {
          name: 'checkpoints',
          slice: ({ config }) => config.audit.checkpoints,
          build: ({ config: { audit } }) =>
            audit.checkpoints &&
            createCheckpoints(of('audit'), audit.checkpoints, { clock, log, meter, wake }),
        },
        first,
      ),
  }
}

const targetOf = ({ config, secrets }: Setup) => storeTarget(config.store, secrets.env)
