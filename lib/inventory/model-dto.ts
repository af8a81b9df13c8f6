import type { Model } from "../db/types.ts";
import type { Actor } from "../kernel/actor.ts";
import { can } from "../kernel/can.ts";
import type { z } from "../zod.ts";
import { mayChangeModel } from "./rules.ts";
import type { ModelAbilities, ModelDto, PersonDto } from "./schema.ts";

type People = ReadonlyMap<string, PersonDto>;

/** What this actor may do with this model now. */
export function abilitiesOf(actor: Actor, row: Pick<Model, "ownerId" | "createdBy" | "state">): ModelAbilities {
  const may = mayChangeModel(actor, row);
  const archived = row.state === "archived";
  return {
    edit: may && !archived && can(actor, "model:write"),
    archive: may && !archived && can(actor, "model:archive"),
    restore: may && archived && can(actor, "model:archive"),
  };
}

/** A model as clients see it. `people` holds its owner and whoever registered it. */
export function toModelDto(row: Model, people: People, actor: Actor): z.input<typeof ModelDto> {
  const person = (id: string | null): PersonDto | null => (id === null ? null : (people.get(id) ?? null));
  const dto = {
    id: row.id,
    slug: row.slug,
    name: row.name,
    description: row.description,
    purpose: row.purpose,
    ownerId: row.ownerId,
    owner: person(row.ownerId),
    team: row.team,
    provider: row.provider,
    kind: row.kind,
    tasks: row.tasks,
    licence: row.licence,
    sensitivity: row.sensitivity,
    stage: row.stage,
    tags: row.tags,
    state: row.state,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    archivedAt: row.archivedAt?.toISOString() ?? null,
    documents: row.documents,
    custom: row.custom,
    createdBy: person(row.createdBy),
    card: row.card,
    origins: row.origins,
    abilities: abilitiesOf(actor, row),
  };
  return dto as unknown as z.input<typeof ModelDto>;
}
