import { useState } from 'preact/hooks'
import { actInSlack, actOnBot, actOnCluster } from '../world/act.ts'
import type { Deed, Desk } from './desk.ts'

type Acts = Pick<Desk, 'deeds' | 'slack' | 'breakIt' | 'turnBot'> & {
  readonly note: (deed: Deed) => void
}

/** Doing things as `who`: noted for the tour, and what cannot be done is reported. */
export function useActs(who: string, report: (problem: string) => void): Acts {
  const [deeds, setDeeds] = useState<readonly Deed[]>([])
  const note = (deed: Deed) => setDeeds((before) => [...before, deed])
  const tell = (problem: string | undefined) => problem && report(problem)
  return {
    deeds,
    note,
    slack(action) {
      if (action.do === 'say') note({ deed: 'said', who, text: action.text, at: Date.now() })
      if (action.do === 'click')
        note({ deed: 'pressed', who, what: action.actionId, at: Date.now() })
      if (action.do === 'submit') note({ deed: 'pressed', who, what: 'dialog', at: Date.now() })
      void actInSlack(action).then(tell)
    },
    breakIt(cluster, action) {
      note({ deed: 'broke', action, at: Date.now() })
      void actOnCluster({ cluster, action }).then(tell)
    },
    turnBot(act) {
      note({ deed: 'turned', act, at: Date.now() })
      void actOnBot(act).then(tell)
    },
  }
}
