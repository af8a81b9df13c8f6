"use client";

import { IconCheck, IconMinus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { numberWords, shareWords, valueWords } from "@/components/charts/chart-number.ts";
import { clockWords, dayWords, windowWords } from "@/components/charts/chart-time.ts";
import { DistributionChart } from "@/components/charts/distribution-chart.tsx";
import { useTimePlace } from "@/components/charts/time-scope.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { Bone, TextSkeleton } from "@/components/ui/skeletons.tsx";
import { distributionQuery } from "@/lib/telemetry/api.ts";
import type { Distribution } from "@/lib/telemetry/schema.ts";
import { causeWords, probabilityWords, storyTitles, USUAL } from "./telemetry-words.ts";

interface CellPanelProps {
  model: string;
  cell: { series: string; at: number } | null;
  stepMs: number;
  version: string | undefined;
  /** Whether anything could be judged: without it nobody may say that nothing drifted. */
  judged: boolean;
}

function NothingChosen({ judged }: { judged: boolean }) {
  return (
    <>
      <h2>{judged ? "Nothing drifted in this range" : "Drift is not judged in this range"}</h2>
      <p className="mk-why-say mk-2">
        {judged
          ? "Choose a cell to see its distribution beside the reference. A hatched cell has too little data for a verdict, which is not the same as no drift."
          : "There is no reference to compare with, or too little came for a verdict. That is not the same as no drift. Choose a cell to see what came."}
      </p>
      {judged ? null : (
        <p className="mk-why-say">
          <a className="mk-link" href={`#${USUAL}`}>
            See what it is compared with
          </a>
        </p>
      )}
    </>
  );
}

const DAY_MS = 86_400_000;

/** From here on a cause is more likely than not. */
const LIKELY = 0.5;

function Causes({ causes }: Pick<Distribution, "causes">) {
  const [first, second] = causes;
  if (first === undefined) return null;
  const instead = second === undefined ? "" : `, not ${causeWords[second.cause]}`;
  const title =
    first.sure >= LIKELY
      ? `Why this is probably ${causeWords[first.cause]}${instead}`
      : "Why it may have moved: not clear yet";
  return (
    <>
      <h3>{title}</h3>
      <ul className="mk-causes">
        {causes.map(({ cause, sure, words }) => (
          <li key={`${cause} ${words}`} data-likely={sure >= LIKELY || undefined}>
            {sure >= LIKELY ? <IconCheck aria-label="speaks for it" /> : <IconMinus aria-label="speaks against it" />}
            <span>
              {words}{" "}
              <span className="mk-3 mk-num">
                ({causeWords[cause]}: {shareWords(sure)} sure)
              </span>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What the tests computed, on demand. */
export function Statistics({ statistics }: Pick<Distribution, "statistics">) {
  if (statistics.length === 0) return null;
  return (
    <details className="mk-statistics">
      <summary>The numbers of the test</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Measure</th>
            <th scope="col">Value</th>
            <th scope="col">Chance</th>
          </tr>
        </thead>
        <tbody>
          {statistics.map(({ name, value, p, note }) => (
            <tr key={name}>
              <th scope="row">
                {name}
                {note === "" ? null : <span>{note}</span>}
              </th>
              <td className="mk-num">{valueWords(value)}</td>
              <td className="mk-num">{p === null ? "–" : probabilityWords(p)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** What the last weeks say beside the frozen reference. */
function Rolling({ rolling }: Pick<Distribution, "rolling">) {
  if (rolling === null) return null;
  const [story, ...rest] = rolling.words;
  return (
    <>
      <h3>{storyTitles[rolling.story]}</h3>
      <p className="mk-why-numbers">
        {story} {rest.join(" ")}
      </p>
      <p className="mk-why-numbers mk-num">
        Distance to the last weeks: {rolling.distance === null ? "not known" : rolling.distance.toFixed(2)}, from{" "}
        {rolling.days} days before this one
      </p>
    </>
  );
}

function Found({ found }: { found: Distribution }) {
  const { zone } = useTimePlace();
  const { series, at, stepMs, words, n, referenceN, nulls, bars } = found;
  const [verdict, ...rest] = words;
  return (
    <>
      <h2>
        {series.label}, {windowWords(at, at + stepMs, zone)}
      </h2>
      <p className="mk-why-say">{verdict}</p>
      {rest.length === 0 ? null : <p className="mk-why-numbers mk-num">{rest.join(" ")}</p>}
      <p className="mk-why-numbers mk-num">
        n = {numberWords(n)}, of these {numberWords(nulls)} without a value; reference n = {numberWords(referenceN)}
      </p>
      {bars.length === 0 ? null : (
        <DistributionChart
          title="What came, against what is usual"
          bars={bars}
          words={{
            name: series.label,
            current: stepMs < DAY_MS ? `from ${clockWords(at, zone)}` : dayWords(at, zone),
            reference: "reference",
          }}
          medians={{ reference: found.medianReference, current: found.medianCurrent }}
        />
      )}
      <Rolling rolling={found.rolling} />
      <Causes causes={found.causes} />
      <Statistics statistics={found.statistics} />
    </>
  );
}

/** What stands behind the chosen cell: in words first, then as two distributions, then why it may have moved. */
export function CellPanel({ model, cell, stepMs, version, judged }: CellPanelProps) {
  const asked = {
    id: model,
    series: cell?.series ?? "",
    at: cell?.at ?? 0,
    stepMs,
    ...(version === undefined ? {} : { version }),
  };
  const found = useQuery({ ...distributionQuery(asked), enabled: cell !== null });
  if (cell === null) return <NothingChosen judged={judged} />;
  if (found.isError) return <ProblemPanel error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) {
    return (
      <>
        <TextSkeleton lines={3} />
        <Bone height={196} />
      </>
    );
  }
  return <Found found={found.data} />;
}
