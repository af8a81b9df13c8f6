import "./lifecycle.css";
import { KeyValueList } from "@/components/ui/key-value-list.tsx";
import { Digest } from "@/components/ui/mono.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Section } from "@/components/ui/section.tsx";
import type { RetirementRecordDto } from "@/lib/lifecycle/schema.ts";

const stateWords = { satisfied: "Yes", attested: "Attested", waived: "Waived", open: "Open" } as const;

/** How a version was retired: who decided, the checklist with what shows it, and what was left of it. */
export function RetirementView({ record }: { record: RetirementRecordDto }) {
  const { content } = record;
  return (
    <Section framed title="Retirement record">
      <KeyValueList
        lines
        items={[
          { label: "Retired", value: <RelativeTime at={content.retiredAt} /> },
          { label: "Asked by", value: content.requestedBy ?? "a key" },
          { label: "Approved by", value: content.approvedBy },
          { label: "Carried out by", value: content.movedBy ?? "a key" },
          { label: "Note", value: content.reason === "" ? null : content.reason },
          { label: "Gate as approved", value: <Digest value={`sha256:${content.gateDigest}`} /> },
          { label: "This record", value: <Digest value={`sha256:${record.digest}`} /> },
        ]}
      />
      <ul className="mk-retirement">
        {content.checklist.map(({ title, state, why, statement, by, evidence }) => (
          <li key={title}>
            <b>{title}</b>
            <span>
              {stateWords[state]}
              {by === null ? "" : ` by ${by}`}. {statement ?? why}
              {evidence.length === 0 ? "" : ` Evidence: ${evidence.map((each) => each.title).join(", ")}.`}
            </span>
          </li>
        ))}
        <li>
          <b>Artifacts</b>
          <span>{content.artifacts.map(({ name }) => name).join(", ") || "none listed"}</span>
        </li>
        <li>
          <b>Data</b>
          <span>{content.data.map(({ name, detail }) => `${name} (${detail})`).join(", ") || "none linked"}</span>
        </li>
      </ul>
    </Section>
  );
}
