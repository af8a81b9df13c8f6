"use client";

import { Button, Menu } from "@mantine/core";
import { IconArchive, IconPencil } from "@tabler/icons-react";
import { Badge, StateBadge } from "../badge.tsx";
import { KeyValueList } from "../key-value-list.tsx";
import { Digest, Mono } from "../mono.tsx";
import { PageHeader } from "../page-header.tsx";
import { Person } from "../person.tsx";
import { RelativeTime } from "../relative-time.tsx";
import { SealMark } from "../seal-mark.tsx";
import { Section } from "../section.tsx";
import { SeverityMark } from "../severity-mark.tsx";
import { SummaryStrip } from "../summary-strip.tsx";
import { TermDefinition } from "../term-definition.tsx";
import { UrlTabs, useUrlTab } from "../url-tabs.tsx";

const digest = "sha256:9f3c1e0744a5b1c8f0de6a1c2b3d4e5f60718293a4b5c6d7e8f90a1bb2d84a61";

const cells = [
  { label: "Owner", value: <Person name="Kavita Varma" />, note: "deputy AS, ML platform" },
  { label: "Risk", value: <SeverityMark level="high" />, note: "raised from medium, today" },
  { label: "Sensitivity", value: "Confidential", note: "pseudonymous card data" },
  { label: "Open threats", value: <span className="mk-num">9</span>, note: "of 23 examined" },
  { label: "Drift", value: <span className="mk-num">3 of 46 features</span>, note: "worst PSI 0.31, limit 0.20" },
  { label: "Seal", value: <SealMark state="witnessed" withWord />, note: "entry 184,207" },
];

function Menus() {
  return (
    <>
      <Menu.Item leftSection={<IconPencil aria-hidden />}>Edit</Menu.Item>
      <Menu.Item leftSection={<IconArchive aria-hidden />}>Archive</Menu.Item>
    </>
  );
}

function Left() {
  return (
    <div>
      <Section
        title="What it is"
        action={
          <a className="mk-link" href="#edit">
            Edit
          </a>
        }
      >
        <p className="mk-prose">
          Scores card-not-present payments for fraud in under 80 ms. Above 0.92 the payment is declined; between 0.60
          and 0.92 the customer is asked to confirm in the app. A person reviews each decline that a customer disputes.
        </p>
        <KeyValueList
          items={[
            {
              label: "AI Act",
              value: (
                <>
                  Not high-risk <span className="mk-3">Annex III 5(b) leaves out fraud detection</span>
                </>
              ),
            },
            { label: "People affected", value: "412,000 card holders" },
            {
              label: "If it stops",
              value: (
                <>
                  Rule set R2 takes over <span className="mk-3">tested 2 Nov</span>
                </>
              ),
            },
            { label: "Licence", value: null },
          ]}
        />
      </Section>
      <Section title="What it is made of" note="5 of 6 verified today, 06:00">
        <KeyValueList
          lines
          items={[
            { label: "Artifact", value: <Digest value={digest} /> },
            {
              label: "Training run",
              value: (
                <Mono copy="run-7c41e9" what="run id">
                  run-7c41e9
                </Mono>
              ),
            },
            { label: "Registered", value: <RelativeTime at="2026-11-20T07:12:36.418Z" /> },
          ]}
        />
      </Section>
    </div>
  );
}

export function PageSample() {
  const tab = useUrlTab(["overview", "versions", "threats", "history"]);
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: "Inventory", href: "#" }, { label: "Models", href: "#" }, { label: "card-fraud-gbm" }]}
        title="card-fraud-gbm"
        badges={
          <>
            <StateBadge tone="green">In operation</StateBadge>
            <StateBadge tone="amber">Drifts</StateBadge>
            <StateBadge tone="red">4.3.0 blocked by 2</StateBadge>
            <Badge>predictive</Badge>
          </>
        }
        action={<Button>Open gate for 4.3.0</Button>}
        menu={<Menus />}
      />
      <div style={{ padding: "12px var(--page-pad) 0" }}>
        <SummaryStrip cells={cells} />
      </div>
      <UrlTabs
        label="Parts of this model"
        current={tab}
        tabs={[
          { id: "overview", label: "Overview" },
          { id: "versions", label: "Versions", count: 14 },
          { id: "threats", label: "Threats", count: 9 },
          { id: "history", label: "History", count: 1412 },
        ]}
      />
      <div className="mk-page-body mk-two-columns">
        <Left />
        <div>
          <Section
            title="Is it still finding fraud?"
            note={
              <>
                <TermDefinition definition="The share of fraud that the model finds.">Recall</TermDefinition>, %, daily
              </>
            }
          >
            <p className="mk-2">Not enough data: 31 labels, 50 are needed.</p>
          </Section>
          <Section
            title="Threats by severity"
            action={
              <a className="mk-link" href="#all">
                All 9
              </a>
            }
          >
            <ul style={{ display: "grid", gap: 8 }}>
              {(["critical", "high", "medium", "low", "unknown"] as const).map((level) => (
                <li key={level}>
                  <SeverityMark level={level} />
                </li>
              ))}
            </ul>
          </Section>
        </div>
      </div>
    </>
  );
}
