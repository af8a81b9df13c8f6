import { telemetryAggregates } from "./aggregates.ts";
import { doors } from "./doors.ts";
import { resolveSubjects } from "./queries/resolve-subjects.ts";

/** Everything of this domain for the registry. */
export const telemetry = {
  aggregates: telemetryAggregates,
  commands: [],
  scratches: Object.values(doors),
  queries: [resolveSubjects],
  jobs: [],
};
