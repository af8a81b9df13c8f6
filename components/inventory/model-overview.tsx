"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { DocumentList } from "@/components/assets/document-list.tsx";
import { CustomFacts } from "@/components/fields/custom-facts.tsx";
import { ImportedFiles } from "@/components/imports/imported-files.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { KeyValueList } from "@/components/ui/key-value-list.tsx";
import { Person } from "@/components/ui/person.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Section } from "@/components/ui/section.tsx";
import type { ModelDto, ModelField } from "@/lib/inventory/schema.ts";
import { MarkdownView } from "./markdown-view.tsx";
import { RecentHistory } from "./model-history.tsx";
import { originWords } from "./origin-words.ts";

/** What is missing or unsettled in the record itself, most important first. */
export function gapsOf(model: ModelDto): { title: string; why: string }[] {
  const assumed = (["kind", "sensitivity", "stage"] as const).filter(
    (field) => model.origins?.[field]?.source === "assumed",
  );
  const gaps = [
    model.owner === null
      ? { title: "Nobody answers for this model", why: "Choose an owner: questions and decisions go to that person." }
      : null,
    model.owner?.active === false
      ? { title: "Its owner has left", why: `${model.owner.name} can no longer sign in. Choose a new owner.` }
      : null,
    assumed.length > 0
      ? {
          title: `Not confirmed: ${assumed.join(", ")}`,
          why: "The card does not say, so the import assumed it. Open the record, look at these fields and save.",
        }
      : null,
    model.purpose === ""
      ? { title: "No purpose is stated", why: "What it is meant for decides which risks matter." }
      : null,
    model.licence === "" ? { title: "No licence is stated", why: "Find out under which terms it may be used." } : null,
  ];
  return model.state === "archived" ? [] : gaps.filter((gap) => gap !== null);
}

function Attention({ model }: { model: ModelDto }) {
  const gaps = gapsOf(model);
  if (gaps.length === 0) return null;
  return (
    <Section framed title="What needs attention" note={gaps.length}>
      <ul className="mk-attention-list">
        {gaps.map(({ title, why }) => (
          <li key={title}>
            <div>
              <strong>{title}</strong>
              <p>{why}</p>
            </div>
          </li>
        ))}
      </ul>
      {model.abilities.edit ? (
        <Button component={Link} href={`/models/${model.slug}/edit`} variant="default" size="compact-md" mt={10}>
          Complete the record
        </Button>
      ) : null}
    </Section>
  );
}

function Words({ words }: { words: readonly string[] }) {
  if (words.length === 0) return <span className="mk-3">none</span>;
  return (
    <span className="mk-words">
      {words.map((word) => (
        <Badge key={word}>{word}</Badge>
      ))}
    </span>
  );
}

function Facts({ model }: { model: ModelDto }) {
  const from = (field: ModelField) => {
    const origin = model.origins?.[field];
    return origin === undefined ? null : <span className="mk-place"> {originWords(origin)}</span>;
  };
  const text = (field: "provider" | "team" | "licence") =>
    model[field] === "" ? null : (
      <>
        {model[field]}
        {from(field)}
      </>
    );
  return (
    <KeyValueList
      lines
      items={[
        { label: "Provider", value: text("provider") },
        { label: "Team", value: text("team") },
        { label: "Licence", value: text("licence") },
        { label: "Tasks", value: <Words words={model.tasks} /> },
        { label: "Tags", value: <Words words={model.tags} /> },
        { label: "Registered by", value: <Person name={model.createdBy?.name ?? null} none="an API key" /> },
        { label: "Registered", value: <RelativeTime at={model.createdAt} /> },
      ]}
    />
  );
}

function Prose({ model, field }: { model: ModelDto; field: "description" | "purpose" }) {
  const origin = model.origins?.[field];
  return (
    <Section
      title={field === "description" ? "What it is" : "What it is for"}
      {...(origin === undefined ? {} : { note: originWords(origin) })}
    >
      {model[field] === "" ? <p className="mk-3">Nothing is stated yet.</p> : <MarkdownView text={model[field]} />}
    </Section>
  );
}

/** The record at a glance: what is missing, what it is and is for, its facts, what happened last. */
export function ModelOverview({ model }: { model: ModelDto }) {
  const bare = model.description === "" && model.purpose === "" && model.card === null;
  return (
    <>
      <Attention model={model} />
      <div className="mk-two-columns mk-model-columns">
        <div>
          {bare && model.abilities.edit ? (
            <EmptyState
              title="Say what it does"
              action={
                <Button component={Link} href={`/models/${model.slug}/edit`} variant="default">
                  Describe the model
                </Button>
              }
            >
              Two sentences are enough: what goes in, what comes out, and what happens with the answer.
            </EmptyState>
          ) : (
            <>
              <Prose model={model} field="description" />
              <Prose model={model} field="purpose" />
            </>
          )}
        </div>
        <div>
          <Section title="Facts">
            <Facts model={model} />
          </Section>
          <DocumentList documents={model.documents} />
          <CustomFacts type="model" values={model.custom} />
          <ImportedFiles entity={model.id} />
          <Section
            title="Recent history"
            action={
              <Link className="mk-link" href={`/models/${model.slug}?tab=history`}>
                All {model.version}
              </Link>
            }
          >
            <RecentHistory slug={model.slug} most={5} />
          </Section>
        </div>
      </div>
    </>
  );
}
