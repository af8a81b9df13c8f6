"use client";

import "./overview.css";
import { Button } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Section } from "@/components/ui/section.tsx";
import { overviewQuery } from "@/lib/overview/api.ts";
import { attentionWords, headline } from "@/lib/overview/rules.ts";
import type { Attention, Overview } from "@/lib/overview/schema.ts";
import { ModelMatrix } from "./model-matrix.tsx";
import { NewestEntries } from "./newest-entries.tsx";
import { Today } from "./today.tsx";

function Headline({ overview }: { overview: Overview }) {
  return (
    <h1 className="mk-headline">
      {headline(overview).map(({ text, href }) => (
        <Link key={text} href={href} prefetch={false}>
          {text}
        </Link>
      ))}
    </h1>
  );
}

function AttentionRow({ item }: { item: Attention }) {
  const words = attentionWords(item);
  return (
    <li className="mk-attention">
      <div>
        <strong>{words.title}</strong>
        <p>
          {words.why}{" "}
          {item.examples.map(({ slug, name }, index) => (
            <span key={slug}>
              {index === 0 ? "" : ", "}
              <Link href={`/models/${slug}`} prefetch={false}>
                {name}
              </Link>
            </span>
          ))}
          {item.count > item.examples.length && item.examples.length > 0
            ? ` and ${item.count - item.examples.length} more`
            : ""}
        </p>
      </div>
      <Button component={Link} href={words.href} variant="default" size="compact-sm">
        {words.action}
      </Button>
    </li>
  );
}

function Empty({ overview }: { overview: Overview }) {
  const { register, importCards } = overview.abilities;
  return (
    <EmptyState
      title="Begin with one model"
      action={
        importCards ? (
          <Button component={Link} href="/models/import">
            Import a model card
          </Button>
        ) : undefined
      }
      more={
        register ? (
          <Button component={Link} href="/models/new" variant="default">
            Register by hand
          </Button>
        ) : undefined
      }
    >
      A model card from Hugging Face, or five fields filled in by hand, becomes a governed record with an owner, a
      history and an entry in the audit trail.
    </EmptyState>
  );
}

function Recent({ overview }: { overview: Overview }) {
  return (
    <Section
      title="Last changed"
      action={
        <Link className="mk-link" href="/models?sort=-updatedAt">
          All models
        </Link>
      }
    >
      <ul className="mk-recent">
        {overview.recent.map(({ slug, name, updatedAt, version }) => (
          <li key={slug}>
            <Link href={`/models/${slug}`} prefetch={false}>
              {name}
            </Link>
            <span>
              version {version}, <RelativeTime at={updatedAt} />
            </span>
            <IconChevronRight aria-hidden size={14} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Trail({ trail }: { trail: NonNullable<Overview["trail"]> }) {
  const note = `${trail.entries.toLocaleString("en")} entries, ${trail.lastDay.toLocaleString("en")} in the last 24 hours`;
  return (
    <Section
      title="Audit trail"
      note={note}
      action={
        <Link className="mk-link" href="/audit">
          Read it
        </Link>
      }
    >
      <NewestEntries />
    </Section>
  );
}

/** The first page: a sentence, what needs attention, what is recorded, what changed. */
export function OverviewPage() {
  const { data: overview } = useQuery(overviewQuery());
  if (overview === undefined) return null;
  return (
    <div className="mk-overview">
      <header>
        <Today />
        <Headline overview={overview} />
      </header>
      {overview.models === 0 ? (
        <Empty overview={overview} />
      ) : (
        <div className="mk-overview-grid">
          <div>
            <Section title="What needs attention" note={overview.attention.length === 0 ? "nothing now" : undefined}>
              {overview.attention.length === 0 ? (
                <p className="mk-quiet">Every model has an owner and a stated purpose.</p>
              ) : (
                <ul>
                  {overview.attention.map((item) => (
                    <AttentionRow key={item.kind} item={item} />
                  ))}
                </ul>
              )}
            </Section>
          </div>
          <div>
            <Section
              title="Models by sensitivity and stage"
              action={
                <Link className="mk-link" href="/models">
                  Table
                </Link>
              }
            >
              <ModelMatrix cells={overview.matrix} />
            </Section>
          </div>
          <div>
            <Recent overview={overview} />
          </div>
          <div>{overview.trail === null ? null : <Trail trail={overview.trail} />}</div>
        </div>
      )}
    </div>
  );
}
