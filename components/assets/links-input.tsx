"use client";

import "./assets.css";
import { ActionIcon, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { nodesQuery } from "@/lib/inventory/assets/api.ts";
import {
  nodeLabels,
  relationNames,
  relations,
  structuralRelations,
  type NodeType,
  type RelationName,
} from "@/lib/inventory/assets/rules.ts";
import type { LinkInput, NodeDto } from "@/lib/inventory/assets/schema.ts";
import { nodeName } from "@/lib/lineage/rules.ts";

const PAUSE_MS = 200;

interface LinksInputProps {
  /** What kind of thing states the links. */
  owner: NodeType;
  /** Its id, when it has one: it cannot be linked to itself. */
  ownId?: string | undefined;
  links: readonly LinkInput[];
  /** What the links point at, by id, as far as it is known. */
  nodes: ReadonlyMap<string, NodeDto>;
  onAdd: (link: LinkInput, node: NodeDto) => void;
  onRemove: (link: LinkInput) => void;
  /** Errors of the form by path: `links.<n>.id`. */
  errors: Readonly<Record<string, ReactNode>>;
}

/** The links that a kind of thing may state. */
export function statedBy(owner: NodeType): RelationName[] {
  return relationNames.filter(
    (name) => !structuralRelations.has(name) && (relations[name].owners as readonly NodeType[]).includes(owner),
  );
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** The kind, and what tells the thing from others of its kind. */
function optionLabel(node: NodeDto): string {
  const detail = node.detail === "" || nodeName(node).endsWith(node.detail) ? "" : `, ${node.detail}`;
  return `${nodeName(node)} · ${nodeLabels[node.type]}${node.type === "model" ? "" : detail}`;
}

type AdderProps = Pick<LinksInputProps, "owner" | "ownId" | "links" | "onAdd">;

function Adder({ owner, ownId, links, onAdd }: AdderProps) {
  const choices = statedBy(owner);
  const [relation, setRelation] = useState<RelationName | undefined>(choices[0]);
  const [search, setSearch] = useState("");
  const [words] = useDebouncedValue(search, PAUSE_MS);
  const found = useQuery(nodesQuery(words, relation === undefined ? [] : relations[relation].targets));
  const stated = new Set(links.filter((link) => link.relation === relation).map(({ id }) => id));
  const free = (found.data?.items ?? []).filter(({ id }) => id !== ownId && !stated.has(id));
  const add = (id: string | null) => {
    const node = free.find((each) => each.id === id);
    if (node === undefined || relation === undefined) return;
    onAdd({ relation, type: node.type, id: node.id }, node);
    setSearch("");
  };
  return (
    <div className="mk-edit-row">
      <Select
        aria-label="How they belong together"
        data={choices.map((name) => ({ value: name, label: capital(relations[name].label) }))}
        value={relation ?? null}
        onChange={(next) => setRelation(next ?? undefined)}
        allowDeselect={false}
      />
      <Select
        aria-label="Thing to link"
        placeholder="Type to find it"
        searchable
        searchValue={search}
        onSearchChange={setSearch}
        value={null}
        onChange={add}
        data={free.map((node) => ({ value: node.id, label: optionLabel(node) }))}
        filter={({ options }) => options}
        nothingFoundMessage={found.isFetching ? "Searching" : "Nothing of that name"}
      />
    </div>
  );
}

/** The links that a thing states: each with a button to take it away, and a row to find what to add. */
export function LinksInput({ owner, ownId, links, nodes, onAdd, onRemove, errors }: LinksInputProps) {
  const errorOf = (index: number): ReactNode => errors[`links.${index}.id`] ?? errors[`links.${index}.relation`];
  return (
    <div className="mk-edit-rows" data-path="links">
      {links.length === 0 ? null : (
        <ul className="mk-stated" aria-label="Links">
          {links.map((link, index) => {
            const node = nodes.get(link.id);
            const name = node === undefined ? `${nodeLabels[link.type]} ${link.id.slice(0, 8)}` : nodeName(node);
            const error = errorOf(index);
            return (
              <li key={`${link.relation} ${link.id}`} data-wrong={error === undefined ? undefined : true}>
                <span>
                  <em>{capital(relations[link.relation].label)}</em> {name}
                  {error === undefined ? null : <> – {error}</>}
                </span>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Remove: ${relations[link.relation].label} ${name}`}
                  onClick={() => onRemove(link)}
                >
                  <IconX aria-hidden />
                </ActionIcon>
              </li>
            );
          })}
        </ul>
      )}
      <Adder owner={owner} ownId={ownId} links={links} onAdd={onAdd} />
    </div>
  );
}
