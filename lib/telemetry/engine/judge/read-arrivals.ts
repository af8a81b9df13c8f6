import { SILENCE_PAST, SILENCE_WINDOW_MS } from "../../../detection/clients/silence.ts";
import { millisOf, type Session } from "../sql-session.ts";

const HOUR_MS = 3_600_000;

/** The windows of five minutes in which anything came of a model, of the four weeks before its last; numbered since 1970. */
export async function readArrivals(
  session: Session,
  { orgId, modelId, lastAt }: { orgId: string; modelId: string; lastAt: number },
): Promise<number[]> {
  const last = Math.floor(lastAt / SILENCE_WINDOW_MS);
  const first = last - SILENCE_PAST + 1;
  const { rows } = await session.query(
    "select hour, windows from telemetry_arrival where org_id = $1 and model_id = $2 and hour >= $3 and hour <= $4 order by hour",
    [orgId, modelId, new Date(first * SILENCE_WINDOW_MS - HOUR_MS), new Date(lastAt)],
  );
  return rows.flatMap(({ hour, windows }) => {
    const begin = millisOf(hour) / SILENCE_WINDOW_MS;
    const places = Array.from({ length: HOUR_MS / SILENCE_WINDOW_MS }, (_, place) => place);
    return places
      .filter((place) => (Number(windows) >> place) & 1)
      .map((place) => begin + place)
      .filter((window) => window >= first && window <= last);
  });
}
