export const connectionKinds = ["mlflow"] as const;
export const connectionKindLabels = { mlflow: "MLflow registry" } as const;

export const schedules = ["off", "hourly", "daily"] as const;
export type Schedule = (typeof schedules)[number];
export const scheduleLabels: Readonly<Record<Schedule, string>> = {
  off: "Only when asked",
  hourly: "Every hour",
  daily: "Every day",
};

const HOUR_MS = 3_600_000;
/** A little less than the period, so that a run at the same minute of the next hour or day is not skipped. */
const PERIODS: Readonly<Record<Schedule, number>> = {
  off: Number.POSITIVE_INFINITY,
  hourly: HOUR_MS * 0.9,
  daily: HOUR_MS * 23.5,
};

/** Whether a connection is to be read now, going by when its last run began. */
export function isDue(schedule: Schedule, lastStartedAt: Date | null, now: Date): boolean {
  if (schedule === "off") return false;
  return lastStartedAt === null || now.getTime() - lastStartedAt.getTime() >= PERIODS[schedule];
}

/** A preview is made again when it is older, so that it is there when somebody looks. */
const PREVIEW_GOOD_MS = 20 * HOUR_MS;

type LastRun = { digest: string | null; importAt: Date | null; creates: number; updates: number };

/** Whether a registry that says the same as last time needs no new preview. */
export function isSettled(last: LastRun, digest: string, now: Date): boolean {
  if (last.digest !== digest) return false;
  if (last.creates + last.updates === 0) return true;
  return last.importAt !== null && now.getTime() - last.importAt.getTime() < PREVIEW_GOOD_MS;
}

/** What a person is told of a difference: "2 new, 1 changed". */
export function differenceWords(creates: number, updates: number): string {
  return [...(creates > 0 ? [`${creates} new`] : []), ...(updates > 0 ? [`${updates} changed`] : [])].join(", ");
}
