import type { CustomValues } from "@/lib/fields/schema.ts";
import { structuralRelations } from "@/lib/inventory/assets/rules.ts";
import type { LinkInput } from "@/lib/inventory/assets/schema.ts";
import type { DocumentLink } from "@/lib/inventory/documents-schema.ts";
import { sameValue } from "@/lib/inventory/rules.ts";
import type { LifecycleStage } from "@/lib/inventory/schema.ts";
import { type ArtifactInput, VersionFacts, type VersionDto } from "@/lib/inventory/versions/schema.ts";

/** What the form of a version holds: the input of the command that makes one. */
export type VersionFormValues = {
  label?: string;
  stage?: LifecycleStage;
  description: string;
  tags: string[];
  documents: DocumentLink[];
  custom: CustomValues;
  links: LinkInput[];
  artifacts: ArtifactInput[];
  facts: VersionFacts;
};

/** An empty form for a new version. */
export function emptyVersion(): VersionFormValues {
  return {
    label: "",
    stage: "design",
    description: "",
    tags: [],
    documents: [],
    custom: {},
    links: [],
    artifacts: [],
    facts: VersionFacts.parse({}),
  };
}

/** The form of a version as it is. Links that come by themselves are not in it. */
export function versionValues(version: VersionDto): VersionFormValues {
  const { description, tags, documents, custom, facts, artifacts, links } = version;
  return {
    description,
    tags,
    documents,
    custom,
    facts,
    artifacts: artifacts.map(({ id: _id, ...artifact }) => artifact),
    links: links
      .filter(({ relation, stated }) => stated === "here" && !structuralRelations.has(relation))
      .map(({ relation, node }) => ({ relation, type: node.type, id: node.id })),
  };
}

/** Only what differs from the record: facts one by one, the rest as a whole. */
export function changedVersion(before: VersionFormValues, after: VersionFormValues): Partial<VersionFormValues> {
  const { facts, ...rest } = after;
  const plain = Object.entries(rest).filter(
    ([field, value]) => !sameValue(value, before[field as keyof VersionFormValues]),
  );
  const changed = Object.entries(facts).filter(
    ([field, value]) => !sameValue(value, before.facts[field as keyof VersionFacts]),
  );
  return {
    ...(Object.fromEntries(plain) as Partial<VersionFormValues>),
    ...(changed.length === 0 ? {} : { facts: Object.fromEntries(changed) as VersionFacts }),
  };
}
