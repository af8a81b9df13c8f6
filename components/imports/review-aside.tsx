import { Digest } from "@/components/ui/mono.tsx";
import { KeyValueList } from "@/components/ui/key-value-list.tsx";
import { Section } from "@/components/ui/section.tsx";
import { formatBytes } from "@/components/ui/file-size.ts";
import type { ImportPreviewDto, ImportRecord } from "@/lib/imports/schema.ts";
import { ProblemList } from "./problem-list.tsx";

const plural = (count: number, one: string, many = `${one}s`) =>
  `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;

function keptWords(record: ImportRecord): string {
  const card = record.card;
  if (card === null) return "everything the file states";
  const parts = [
    plural(card.sections.length, "section"),
    card.evaluations.length > 0 ? plural(card.evaluations.length, "evaluation result") : "",
    card.unknown.length > 0
      ? plural(card.unknown.length, "field without a place of its own", "fields without a place of their own")
      : "",
    card.links.length > 0 ? plural(card.links.length, "link") : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}

/** Beside the review: what the reader noticed, what is kept and lost, and which file it is. */
export function ReviewAside({ preview, record }: { preview: ImportPreviewDto; record: ImportRecord }) {
  return (
    <aside className="mk-import-aside" aria-label="About this import">
      <Section title="What the card leaves open" note={preview.problems.length}>
        {preview.problems.length === 0 ? (
          <p className="mk-3">Nothing to report.</p>
        ) : (
          <ProblemList problems={preview.problems} />
        )}
      </Section>
      <Section title="What is kept">
        <KeyValueList
          items={[
            { label: "Kept", value: keptWords(record) },
            {
              label: "Lost",
              value: preview.losses.length === 0 ? "nothing" : plural(preview.losses.length, "statement"),
            },
            { label: "File", value: <Digest value={`sha256:${preview.digest}`} /> },
            { label: "Size", value: formatBytes(preview.sizeBytes) },
          ]}
        />
        {preview.losses.length === 0 ? null : <ProblemList problems={preview.losses} />}
      </Section>
    </aside>
  );
}
