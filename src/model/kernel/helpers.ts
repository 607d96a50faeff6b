import type { TeamPlan } from './program';

/** The threads beside the first one. */
export interface Helpers {
  /** Ends them; the leader has stopped the team before. */
  end(): Promise<void>;
}

/** Starts the other threads of a team: workers of Node or of the browser. Resolves when all of them listen. */
export type StartHelpers = (team: TeamPlan) => Promise<Helpers>;
