import type { Reader } from "../../kernel/query.ts";
import { peopleById } from "../../people/queries/people-by-id.ts";
import type { PersonDto } from "../schema.ts";
import type { NodeType } from "./rules.ts";
import type { NodeDto } from "./schema.ts";

type Tables = Pick<Reader, "model" | "modelVersion" | "asset" | "user">;
type Reference = { type: string; id: string };
type Sensitivity = NodeDto["sensitivity"];
type Unowned = Omit<NodeDto, "owner"> & { ownerId: string | null };

async function modelNodes(db: Tables, orgId: string, ids: readonly string[]): Promise<Unowned[]> {
  if (ids.length === 0) return [];
  const rows = await db.model.findMany({
    where: { orgId, id: { in: [...ids] } },
    select: { id: true, slug: true, name: true, sensitivity: true, state: true, ownerId: true, kind: true },
  });
  return rows.map(({ kind, ...row }) => ({
    ...row,
    type: "model",
    detail: kind,
    sensitivity: row.sensitivity as Sensitivity,
  }));
}

async function versionNodes(db: Tables, orgId: string, ids: readonly string[]): Promise<Unowned[]> {
  if (ids.length === 0) return [];
  const versions = await db.modelVersion.findMany({
    where: { orgId, id: { in: [...ids] } },
    select: { id: true, modelId: true, label: true, state: true },
  });
  const models = new Map(
    (
      await modelNodes(
        db,
        orgId,
        versions.map((row) => row.modelId),
      )
    ).map((model) => [model.id, model]),
  );
  return versions.flatMap((row) => {
    const model = models.get(row.modelId);
    if (model === undefined) return [];
    return [
      {
        ...model,
        type: "model_version" as const,
        id: row.id,
        slug: `${model.slug}/${row.label}`,
        detail: row.label,
        state: row.state,
      },
    ];
  });
}

const DETAILS: Readonly<Record<string, string>> = {
  dataset_version: "label",
  component: "release",
  deployment: "environment",
  system: "status",
  vendor: "country",
  dataset: "licence",
};

async function assetNodes(db: Tables, orgId: string, ids: readonly string[]): Promise<Unowned[]> {
  if (ids.length === 0) return [];
  const rows = await db.asset.findMany({
    where: { orgId, id: { in: [...ids] } },
    select: {
      id: true,
      kind: true,
      slug: true,
      name: true,
      sensitivity: true,
      state: true,
      ownerId: true,
      facts: true,
    },
  });
  return rows.map(({ kind, facts, ...row }) => {
    const detail = (facts as Readonly<Record<string, unknown>>)[DETAILS[kind] ?? ""];
    return {
      ...row,
      type: kind as NodeType,
      detail: typeof detail === "string" ? detail : "",
      sensitivity: row.sensitivity as Sensitivity,
    };
  });
}

/** What these references point at, by id; what is not of the organization is left out. At most four statements. */
export async function readNodes(
  db: Tables,
  orgId: string,
  references: readonly Reference[],
): Promise<Map<string, NodeDto>> {
  const ids = (wanted: (type: string) => boolean): string[] => [
    ...new Set(references.filter(({ type }) => wanted(type)).map(({ id }) => id)),
  ];
  const nodes = (
    await Promise.all([
      modelNodes(
        db,
        orgId,
        ids((type) => type === "model"),
      ),
      versionNodes(
        db,
        orgId,
        ids((type) => type === "model_version"),
      ),
      assetNodes(
        db,
        orgId,
        ids((type) => type !== "model" && type !== "model_version"),
      ),
    ])
  ).flat();
  const people = await peopleById(
    db,
    orgId,
    nodes.map(({ ownerId }) => ownerId),
  );
  const person = (id: string | null): PersonDto | null => (id === null ? null : (people.get(id) ?? null));
  return new Map(nodes.map(({ ownerId, ...node }) => [node.id, { ...node, owner: person(ownerId) }]));
}
