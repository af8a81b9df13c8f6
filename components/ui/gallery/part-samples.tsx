"use client";

import { Button } from "@mantine/core";
import { Badge, StateBadge } from "../badge.tsx";
import { CodeBlock } from "../code-block.tsx";
import { Diff } from "../diff.tsx";
import { EmptyState } from "../empty-state.tsx";
import { ErrorPanel } from "../error-panel.tsx";
import { FileDrop } from "../file-drop.tsx";
import { Notice } from "../notice.tsx";
import { PageHeader } from "../page-header.tsx";
import { Avatar, Person } from "../person.tsx";
import { RelativeTime } from "../relative-time.tsx";
import { SealMark } from "../seal-mark.tsx";
import { Section } from "../section.tsx";
import { SeverityMark } from "../severity-mark.tsx";
import { TextSkeleton } from "../skeletons.tsx";
import { toastDone, toastInfo, toastProblem } from "../toast.tsx";

const row = { display: "flex", flexWrap: "wrap", gap: 12, alignItems: "center" } as const;
const stack = { display: "grid", gap: 8 } as const;

function Buttons() {
  return (
    <Section title="Buttons">
      <div style={row}>
        <Button>Freeze reference</Button>
        <Button variant="default">Review</Button>
        <Button variant="subtle" color="gray">
          Skip
        </Button>
        <Button color="red">Archive model</Button>
        <Button size="xs" variant="default">
          Small
        </Button>
        <Button disabled>Not now</Button>
        <Button loading>Saving</Button>
      </div>
    </Section>
  );
}

function Marks() {
  return (
    <Section title="Badges and marks">
      <div style={stack}>
        <div style={row}>
          <Badge>neutral</Badge>
          <Badge tone="accent">chosen</Badge>
          <StateBadge tone="green">In operation</StateBadge>
          <StateBadge tone="amber">Drifts</StateBadge>
          <StateBadge tone="red">Blocked by 2</StateBadge>
          <StateBadge tone="blue">Watch</StateBadge>
        </div>
        <div style={row}>
          {(["critical", "high", "medium", "low", "unknown"] as const).map((level) => (
            <SeverityMark key={level} level={level} />
          ))}
        </div>
        <div style={row}>
          {(["committed", "sealed", "witnessed"] as const).map((state) => (
            <SealMark key={state} state={state} withWord />
          ))}
        </div>
        <div style={row}>
          <Avatar name="Tomás Reyes" size="large" />
          <Person name="Lena Nilsson" />
          <Person name="auditor@northwind.example" />
          <Person name={null} />
          <RelativeTime at="2026-11-21T06:00:00Z" />
          <RelativeTime at="2025-05-12T06:00:00Z" />
        </div>
      </div>
    </Section>
  );
}

function Messages() {
  return (
    <Section title="Notices and toasts">
      <div style={stack}>
        <Notice tone="blue" title="This card names fields that Modelkeep does not know">
          They are kept as they are and shown below.
        </Notice>
        <Notice
          tone="amber"
          action={
            <Button size="xs" variant="default">
              Renew
            </Button>
          }
        >
          The risk acceptance ends on Monday 23 November.
        </Notice>
        <Notice tone="red" title="The file could not be read">
          Line 14: a value stands where a key was expected.
        </Notice>
        <Notice tone="green">All 6 checks pass, in this browser.</Notice>
        <div style={row}>
          <Button
            variant="default"
            onClick={() =>
              toastDone({ message: "card-fraud-gbm archived.", undo: () => toastInfo({ message: "Restored." }) })
            }
          >
            Toast with undo
          </Button>
          <Button
            variant="default"
            onClick={() =>
              toastProblem({ status: 409, title: "Somebody else saved first", requestId: "019aa0f2-7c12" })
            }
          >
            Toast of a problem
          </Button>
        </div>
      </div>
    </Section>
  );
}

const changes = [
  { field: "risk", label: "Risk", before: <SeverityMark level="medium" />, after: <SeverityMark level="high" /> },
  { field: "sensitivity", label: "Sensitivity", before: "Internal", after: "Confidential" },
  { field: "reason", label: "Reason", before: null, after: "Extraction attempt; scores derive from card data." },
  { field: "team", label: "Team", before: "Payments", after: null },
];

const yaml =
  "---\nlicense: apache-2.0\nlanguage:\n  - en\ntags: [fraud, gbm]\nbase_model: northwind/card-base\n---\n# card-fraud-gbm\n";

export function PartSamples() {
  return (
    <>
      <PageHeader title="Parts" subtitle="Every small part in its states." line />
      <div className="mk-page-body">
        <Buttons />
        <Marks />
        <Messages />
        <Section title="Changes and code">
          <div style={{ display: "grid", gap: 16 }}>
            <Diff changes={changes} beforeLabel="Before, version 36" afterLabel="After, version 37" />
            <CodeBlock code={yaml} title="README.md" />
          </div>
        </Section>
        <Section title="Files">
          <FileDrop
            what="a model card"
            accept=".md"
            maxBytes={5_000_000}
            note="Markdown with YAML front matter, up to 5 MB"
            onFile={() => undefined}
            onText={() => undefined}
          />
        </Section>
        <Section title="Empty, waiting, failed">
          <div style={{ display: "grid", gap: 24 }}>
            <EmptyState
              title="Register your first model"
              action={<Button>Import a model card</Button>}
              more={
                <a className="mk-link" href="#guide">
                  Read the guide
                </a>
              }
            >
              The inventory says which models you have, who answers for them, and how much they matter.
            </EmptyState>
            <TextSkeleton />
            <ErrorPanel
              title="The list could not be loaded"
              requestId="019aa0f2-7c12-7d0e-9b44-2f6f1a8e03c5"
              onRetry={() => undefined}
              compact
            >
              Nothing was changed. The server is starting or cannot reach its database.
            </ErrorPanel>
          </div>
        </Section>
      </div>
    </>
  );
}
