"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { CustomFacts } from "@/components/fields/custom-facts.tsx";
import { ImportedFiles } from "@/components/imports/imported-files.tsx";
import { MarkdownView } from "@/components/inventory/markdown-view.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { KeyValueList } from "@/components/ui/key-value-list.tsx";
import { Person } from "@/components/ui/person.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Section } from "@/components/ui/section.tsx";
import { assetSections, type FactSection } from "@/lib/inventory/assets/field-rules.ts";
import type { AssetDto, AssetSummaryDto } from "@/lib/inventory/assets/schema.ts";
import { lineageHref } from "@/lib/lineage/rules.ts";
import { AssetAttention } from "./asset-attention.tsx";
import { LinkGroups } from "./asset-links.tsx";
import { DocumentList } from "./document-list.tsx";
import { factNode, factWords } from "./fact-value.tsx";
import { addressOf, kindWords } from "./kind-words.ts";
import { SchemaTable } from "./schema-table.tsx";

function FactsOf({ asset, section }: { asset: AssetDto; section: FactSection }) {
  const facts = asset.facts as Readonly<Record<string, unknown>>;
  const short = section.fields.filter(({ input }) => input !== "prose" && input !== "columns");
  const long = section.fields.filter(
    (field) => field.input === "prose" && factWords(field, facts[field.name]) !== null,
  );
  const columns = asset.kind === "dataset_version" ? asset.facts.columns : [];
  const missing = section.fields.filter(({ input, name }) => input === "prose" && facts[name] === "");
  return (
    <Section title={section.title}>
      <KeyValueList
        lines
        items={[
          ...short.map((field) => ({ label: field.label, value: factNode(field, facts[field.name]) })),
          ...missing.map(({ label }) => ({ label, value: null })),
        ]}
      />
      {long.map((field) => (
        <div key={field.name} className="mk-fact-prose">
          <h3>{field.label}</h3>
          {factNode(field, facts[field.name])}
        </div>
      ))}
      {section.fields.some(({ input }) => input === "columns") && columns.length > 0 ? (
        <div className="mk-fact-prose">
          <h3>Columns ({columns.length.toLocaleString("en-GB")})</h3>
          <SchemaTable columns={columns} />
        </div>
      ) : null}
    </Section>
  );
}

function Record({ asset }: { asset: AssetDto }) {
  const tags =
    asset.tags.length === 0 ? null : (
      <span className="mk-words">
        {asset.tags.map((tag) => (
          <Badge key={tag}>{tag}</Badge>
        ))}
      </span>
    );
  return (
    <KeyValueList
      lines
      items={[
        { label: "Tags", value: tags },
        { label: "Registered by", value: <Person name={asset.createdBy?.name ?? null} none="an API key" /> },
        { label: "Registered", value: <RelativeTime at={asset.createdAt} /> },
      ]}
    />
  );
}

function Links({ asset }: { asset: AssetDto }) {
  return (
    <Section
      title="How it belongs together"
      action={
        <Link className="mk-link" href={lineageHref(asset.id)}>
          Lineage
        </Link>
      }
    >
      {asset.links.length === 0 ? (
        <p className="mk-3">
          No links yet. They answer what is affected when something is wrong with this {kindWords(asset.kind).one}.
        </p>
      ) : (
        <LinkGroups links={asset.links} />
      )}
    </Section>
  );
}

/** An asset at a glance: what is missing, what it is, its facts, what it belongs to. */
export function AssetOverview({
  asset,
  versions,
}: {
  asset: AssetDto;
  versions: readonly AssetSummaryDto[] | undefined;
}) {
  const { one } = kindWords(asset.kind);
  return (
    <>
      <AssetAttention asset={asset} versions={versions} />
      <div className="mk-two-columns mk-model-columns">
        <div>
          {asset.description === "" && asset.abilities.edit ? (
            <EmptyState
              title={`Say what this ${one} is`}
              action={
                <Button component={Link} href={`${addressOf(asset)}/edit`} variant="default">
                  Describe it
                </Button>
              }
            >
              Two sentences are enough for somebody who sees it for the first time, at night, in an incident.
            </EmptyState>
          ) : (
            <Section title="What it is">
              {asset.description === "" ? (
                <p className="mk-3">Nothing is stated yet.</p>
              ) : (
                <MarkdownView text={asset.description} />
              )}
            </Section>
          )}
          {assetSections[asset.kind].map((section) => (
            <FactsOf key={section.title} asset={asset} section={section} />
          ))}
        </div>
        <div>
          <Links asset={asset} />
          <DocumentList documents={asset.documents} />
          <CustomFacts type={asset.kind} values={asset.custom} />
          <ImportedFiles entity={asset.id} />
          <Section title="Record">
            <Record asset={asset} />
          </Section>
        </div>
      </div>
    </>
  );
}
