import type { NoticeTone } from "@/components/ui/notice.tsx";
import { findingSummary } from "@/lib/rules/trail/finding-words.ts";
import type { ReplayRun } from "@/lib/trail/schema.ts";

type Run = Pick<ReplayRun, "compared" | "notComparable" | "findingCount" | "findings" | "startedAt" | "finishedAt">;

const records = (count: number): string => `${count.toLocaleString("en")} ${count === 1 ? "record" : "records"}`;

function took({ startedAt, finishedAt }: Run): string {
  const seconds = Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt)) / 1_000;
  return seconds < 120 ? `${seconds.toFixed(1)} s` : `${String(Math.round(seconds / 60))} min`;
}

/** The result of a replay check in two lines. */
export function replayWords(run: Run): { tone: NoticeTone; title: string; detail: string } {
  const { compared, notComparable, findingCount, findings } = run;
  const erased =
    notComparable === 0 ? "" : ` Of ${records(notComparable)} a part was erased, which cannot be compared.`;
  const cost = `${records(compared)} compared in ${took(run)}.${erased}`;
  if (findingCount === 0) return { tone: "green", title: "Every record matches the trail", detail: cost };
  const whole = findings.length === findingCount ? `: ${findingSummary(findings)}` : "";
  const title = `${records(findingCount)} ${findingCount === 1 ? "does" : "do"} not match the trail${whole}`;
  return { tone: "red", title, detail: cost };
}
