"use client";

import { Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Badge } from "@/components/ui/badge.tsx";
import { KeyValueList } from "@/components/ui/key-value-list.tsx";
import { Section } from "@/components/ui/section.tsx";
import { toastProblem } from "@/components/ui/toast.tsx";
import { ownerChoicesQuery } from "@/lib/inventory/api.ts";
import { updateThreat } from "@/lib/threats/register/api.ts";
import { linddunLabels, strideLabels } from "@/lib/threats/register/rules.ts";
import type { ThreatDto } from "@/lib/threats/register/schema.ts";
import { dayWords } from "./threat-words.ts";
import { useThreatSaved } from "./use-threat.ts";

const taxonomyNames: Readonly<Record<string, string>> = {
  "mitre-atlas": "MITRE ATLAS",
  "owasp-llm": "OWASP LLM",
  "owasp-ml": "OWASP ML",
  "owasp-agentic": "OWASP Agentic",
  "nist-ai-600-1": "NIST AI 600-1",
  "nist-ai-rmf": "NIST AI RMF",
  "eu-ai-act": "EU AI Act",
};

/** Who sees to a threat and by when; changed in place. */
export function Responsibility({ threat }: { threat: ThreatDto }) {
  const saved = useThreatSaved();
  const people = useQuery({ ...ownerChoicesQuery(), enabled: threat.abilities.edit });
  const write = (change: object) =>
    void updateThreat({ id: threat.id, expectedVersion: threat.version, ...change }).then(
      (after) => saved(after, "Saved."),
      toastProblem,
    );
  if (!threat.abilities.edit) {
    return (
      <Section title="Responsibility">
        <KeyValueList
          items={[
            { label: "Owner", value: threat.owner?.name ?? null },
            { label: "Due", value: threat.dueOn === null ? null : dayWords(threat.dueOn) },
          ]}
        />
      </Section>
    );
  }
  const { owner } = threat;
  const choices = (people.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const known = owner === null || choices.some(({ value }) => value === owner.id);
  return (
    <Section title="Responsibility">
      <div className="mk-threat-fields">
        <Select
          label="Owner"
          placeholder="Nobody yet"
          searchable
          clearable
          data={known ? choices : [...choices, { value: owner.id, label: owner.name }]}
          value={owner?.id ?? null}
          onChange={(ownerId) => write({ ownerId })}
        />
        <TextInput
          key={threat.dueOn}
          type="date"
          label="Due"
          defaultValue={threat.dueOn ?? ""}
          onBlur={({ currentTarget: { value } }) => {
            const dueOn = value === "" ? null : value;
            if (dueOn !== threat.dueOn) write({ dueOn });
          }}
        />
      </div>
    </Section>
  );
}

/** Why it was suggested: the facts that held when it was decided about. */
export function WhyItFired({ threat }: { threat: ThreatDto }) {
  if (threat.libraryId === null) return null;
  return (
    <Section title="Why it was suggested" note={threat.targetName}>
      {threat.because.length === 0 ? (
        <p>It applies to everything of this kind.</p>
      ) : (
        <ul className="mk-plain-list">
          {threat.because.map(({ predicate, words }) => (
            <li key={predicate}>{words}</li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** What happens, how, and what to do first. */
export function WhatHappens({ threat }: { threat: ThreatDto }) {
  const { grammar, advice } = threat;
  return (
    <Section title="What can happen">
      <p className="mk-threat-text">{threat.description === "" ? "Nobody described it yet." : threat.description}</p>
      <KeyValueList
        lines
        items={[
          ...(grammar === null
            ? []
            : [
                { label: "Who", value: grammar.source },
                { label: "Needs", value: grammar.prerequisites },
                { label: "Does", value: grammar.action },
                { label: "Comes of it", value: grammar.impact },
                { label: "Harms", value: grammar.asset },
              ]),
          ...(advice === null
            ? []
            : [
                { label: "How", value: advice.how },
                { label: "Do first", value: advice.first },
              ]),
        ]}
      />
    </Section>
  );
}

/** Where published taxonomies have it, each id with its edition. */
export function Taxonomies({ threat }: { threat: ThreatDto }) {
  const { taxonomy, stride, linddun, libraryId, libraryVersion } = threat;
  const groups = [...new Set(taxonomy.map((each) => `${each.taxonomy} ${each.version}`))];
  return (
    <Section title="Where it stands in taxonomies">
      <KeyValueList
        lines
        items={[
          ...(libraryId === null ? [] : [{ label: "Library", value: `${libraryId} of ${libraryVersion ?? ""}` }]),
          { label: "STRIDE", value: stride.map((each) => strideLabels[each]).join(", ") },
          ...(linddun.length === 0
            ? []
            : [{ label: "LINDDUN", value: linddun.map((each) => linddunLabels[each]).join(", ") }]),
          ...groups.map((group) => {
            const [id = "", version = ""] = group.split(" ");
            const all = taxonomy.filter((each) => `${each.taxonomy} ${each.version}` === group);
            return {
              label: `${taxonomyNames[id] ?? id} ${version}`,
              value: (
                <span className="mk-threat-refs">
                  {all.map((each) => (
                    <Badge key={each.id}>{each.name === null ? each.id : `${each.id} ${each.name}`}</Badge>
                  ))}
                </span>
              ),
            };
          }),
        ]}
      />
    </Section>
  );
}

/** Evidence, tasks, incidents and addresses that belong to it. */
export function Links({ threat }: { threat: ThreatDto }) {
  if (threat.links.length === 0) return null;
  return (
    <Section title="Links">
      <ul className="mk-plain-list">
        {threat.links.map((link) =>
          link.kind === "address" ? (
            <li key={link.url}>
              <Link className="mk-link" href={link.url} rel="noreferrer noopener">
                {link.title === "" ? link.url : link.title}
              </Link>
            </li>
          ) : (
            <li key={link.id}>
              {link.kind.charAt(0).toUpperCase() + link.kind.slice(1)}: {link.title === "" ? link.id : link.title}
            </li>
          ),
        )}
      </ul>
    </Section>
  );
}
