import { compareReferences, type ReferenceStory } from "../../../detection/drift/compare-references.ts";
import { describeSlow } from "../../../detection/drift/describe-slow.ts";
import { driftVerdict, type DriftVerdict } from "../../../detection/drift/drift-verdict.ts";
import { judgeFeatures } from "../../../detection/drift/judge-features.ts";
import { driftQuestion } from "../../judge/drift-question.ts";
import { dayOf, type RollingColumn } from "../../judge/rolling-column.ts";
import type { FoundSignal } from "./found-signal.ts";
import type { Judged } from "./judged.ts";

/** What the frozen and the rolling reference say together of one column in an hour. */
export interface Told {
  readonly story: ReferenceStory;
  /** Jensen–Shannon distance to the last weeks; null when it is not known. */
  readonly rolling: number | null;
  readonly rise: RollingColumn["rise"];
}

const UNKNOWN: Told = { story: "unknown", rolling: null, rise: null };

/** Compares judged columns with the last weeks too, adjusted over all of them. By series, in the order given. */
export function tellStories(
  judged: readonly Judged[],
  rolling: ReadonlyMap<string, RollingColumn>,
  referenceId: string,
): Told[] {
  const asked = judged.flatMap(({ seriesId, state, column }) => {
    const weeks = rolling.get(`${column.kind} ${column.name}`);
    if (weeks === undefined || weeks.counts === null) return [];
    const question = driftQuestion(state, { ...column, counts: weeks.counts, nulls: weeks.nulls }, referenceId);
    return [{ feature: seriesId, verdict: driftVerdict(question) }];
  });
  const verdicts = new Map<string, DriftVerdict>(
    judgeFeatures(asked).map(({ feature, verdict }) => [feature, verdict]),
  );
  return judged.map(({ seriesId, column, verdict }): Told => {
    const near = verdicts.get(seriesId);
    if (near === undefined) return UNKNOWN;
    const rise = rolling.get(`${column.kind} ${column.name}`)?.rise ?? null;
    const distance = near.statistics.js?.corrected ?? null;
    return { story: compareReferences(verdict, near, rise !== null), rolling: distance, rise };
  });
}

/** One signal a day and model for the columns that crept away from the frozen reference, the farthest first. */
export function slowPoisoning(
  asked: { modelId: string; bucket: number },
  judged: readonly Judged[],
  told: readonly Told[],
): FoundSignal[] {
  const slow = judged
    .flatMap((each, index) => {
      const { story, rise, rolling } = told[index] ?? UNKNOWN;
      return story === "slow" && rise !== null ? [{ ...each, rise, rolling }] : [];
    })
    .sort((left, right) => right.rise.to - left.rise.to);
  const [worst] = slow;
  if (worst === undefined) return [];
  const names = slow.slice(0, 3).map(({ name }) => name);
  const many = slow.length === 1 ? worst.name : `${slow.length} features, ${names.join(", ")} first`;
  return [
    {
      modelId: asked.modelId,
      versionId: worst.versionId,
      seriesId: worst.seriesId,
      client: null,
      bucket: dayOf(asked.bucket),
      kind: "slow_poisoning",
      severity: worst.rise.sure >= 0.8 ? "high" : "medium",
      sure: worst.rise.sure,
      words: `${many}: ${describeSlow(worst.rise, worst.rolling)}`,
      techniques: ["AML.T0020"],
      evidence: {
        features: slow.length,
        distance_before: worst.rise.from,
        distance_now: worst.rise.to,
        distance_to_last_weeks: worst.rolling,
        days: worst.rise.days,
        trend_p: worst.rise.p,
      },
      fingerprint: "slow poisoning",
    },
  ];
}
