"use client";

import "./versions.css";
import "@/components/inventory/inventory.css";
import Link from "next/link";
import { LinkGroups } from "@/components/assets/asset-links.tsx";
import { DocumentList } from "@/components/assets/document-list.tsx";
import { CustomFacts } from "@/components/fields/custom-facts.tsx";
import { MarkdownView } from "@/components/inventory/markdown-view.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { formatBytes } from "@/components/ui/file-size.ts";
import { KeyValueList } from "@/components/ui/key-value-list.tsx";
import { Digest } from "@/components/ui/mono.tsx";
import { Person } from "@/components/ui/person.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Section } from "@/components/ui/section.tsx";
import type { VersionDto } from "@/lib/inventory/versions/schema.ts";

const text = (value: string | null): string | null => (value === null || value === "" ? null : value);

function CheckLink({ version }: { version: VersionDto }) {
  return (
    <Link
      className="mk-link"
      href={`/models/${version.model.slug}/versions/${encodeURIComponent(version.label)}?tab=check`}
    >
      Check a file
    </Link>
  );
}

function Artifacts({ version }: { version: VersionDto }) {
  return (
    <Section
      title="Files"
      note={version.artifacts.length}
      {...(version.artifacts.length === 0 ? {} : { action: <CheckLink version={version} /> })}
    >
      {version.artifacts.length === 0 ? <p className="mk-3">No file is listed yet.</p> : null}
      <ul className="mk-artifacts">
        {version.artifacts.map(({ id, name, mediaType, sizeBytes, digest, location }) => (
          <li key={id}>
            <b>{name}</b>
            <span>
              {mediaType}
              {sizeBytes === null ? "" : ` · ${formatBytes(sizeBytes)}`}
              {location === "" ? "" : ` · ${location}`}
            </span>
            {digest === null ? <span>No digest is recorded.</span> : <Digest value={`sha256:${digest}`} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Metrics({ version }: { version: VersionDto }) {
  const { metrics } = version.facts;
  if (metrics.length === 0) return <p className="mk-3">No measured value is on file.</p>;
  return (
    <div className="mk-md-table">
      <table className="mk-plain-table">
        <thead>
          <tr>
            <th scope="col">Measure</th>
            <th scope="col" data-numeric>
              Value
            </th>
            <th scope="col">Part of the data</th>
            <th scope="col">Data</th>
          </tr>
        </thead>
        <tbody>
          {metrics.map(({ name, value, slice, dataset }, index) => (
            <tr key={index}>
              <td>{name}</td>
              <td data-numeric>{value}</td>
              <td>{slice === "" ? "all" : slice}</td>
              <td>{dataset}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Making({ version }: { version: VersionDto }) {
  const { facts } = version;
  return (
    <KeyValueList
      lines
      items={[
        { label: "Framework", value: text(facts.framework) },
        { label: "Architecture", value: text(facts.architecture) },
        { label: "Code", value: text(facts.sourceUrl) },
        { label: "Revision", value: text(facts.sourceRevision) },
        { label: "Training run", value: text(facts.trainingRun) },
        { label: "Version to go back to", value: text(facts.rollbackTo) },
      ]}
    />
  );
}

function Record({ version }: { version: VersionDto }) {
  const tags = version.tags.map((tag) => <Badge key={tag}>{tag}</Badge>);
  return (
    <KeyValueList
      lines
      items={[
        { label: "Tags", value: tags.length === 0 ? null : <span className="mk-words">{tags}</span> },
        { label: "Added by", value: <Person name={version.createdBy?.name ?? null} none="a key or an import" /> },
        { label: "Added", value: <RelativeTime at={version.createdAt} /> },
        {
          label: "Released",
          value:
            version.releasedAt === null ? null : (
              <>
                <RelativeTime at={version.releasedAt} />
                {version.releasedBy === null ? "" : ` by ${version.releasedBy.name}`}
              </>
            ),
        },
      ]}
    />
  );
}

/** What a version is made of: its files, what it was made from, how it was made and how good it is. */
export function VersionOverview({ version }: { version: VersionDto }) {
  const { facts } = version;
  return (
    <div className="mk-two-columns mk-model-columns">
      <div>
        {version.description === "" ? null : (
          <Section title="What is new">
            <MarkdownView text={version.description} />
          </Section>
        )}
        <Artifacts version={version} />
        <Section title="Measured values" note={facts.metrics.length}>
          <Metrics version={version} />
        </Section>
        <Section title="Known limits">
          {facts.limitations === "" ? (
            <p className="mk-3">Nothing is stated yet.</p>
          ) : (
            <MarkdownView text={facts.limitations} />
          )}
        </Section>
      </div>
      <div>
        <Section title="Linked to">
          <LinkGroups links={version.links} />
        </Section>
        <Section title="How it was made">
          <Making version={version} />
        </Section>
        <DocumentList documents={version.documents} />
        <CustomFacts type="model_version" values={version.custom} />
        <Section title="Record">
          <Record version={version} />
        </Section>
      </div>
    </div>
  );
}
