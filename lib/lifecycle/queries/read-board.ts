import { modelsByStage, speakingVersions } from "../../inventory/queries/gate-versions.ts";
import { peopleById } from "../../people/queries/people-by-id.ts";
import { stageOrder } from "../../inventory/versions/rules.ts";
import type { Model } from "../../db/types.ts";
import { invalid } from "../../kernel/errors.ts";
import { readCursor, writeCursor } from "../../kernel/list-cursor.ts";
import { defineQuery } from "../../kernel/query.ts";
import type { z } from "../../zod.ts";
import { gateStates } from "../gate-state.ts";
import { loadGates } from "../load-gates.ts";
import { BoardDto, BoardInput, type GateStateDto } from "../schema.ts";

/** Of several versions the one that says most: one without a valid gate, else the first. */
function worstOf(states: readonly GateStateDto[]): GateStateDto | null {
  return states.find(({ gateState }) => gateState === "operating_without_valid_gate") ?? states[0] ?? null;
}

const SORT = "-updatedAt";

type Input = z.output<typeof BoardInput>;

/** The place behind which a page of a column begins. Throws invalid_input for a foreign cursor, or one without its stage. */
function placeOf({ cursor, stage }: Input): { updatedAt: string; id: string } | null {
  if (cursor === undefined) return null;
  if (stage === undefined) return invalid("stage", "Say which column to read on.");
  const { value, id } = readCursor(SORT, cursor);
  return { updatedAt: value, id };
}

/** The page of a column, and the cursor of the next. */
function cut(own: readonly Model[], limit: number): { page: readonly Model[]; nextCursor: string | null } {
  const page = own.slice(0, limit);
  const last = page.at(-1);
  const more = own.length > limit && last !== undefined;
  return { page, nextCursor: more ? writeCursor(SORT, { value: last.updatedAt.toISOString(), id: last.id }) : null };
}

/** All models by stage: how many, and the ones changed last, with how they stand by their gates. */
export const readBoard = defineQuery({
  name: "gate.board",
  summary: "Read all models by stage, with how they stand by their gates",
  permission: "gate:read",
  http: "GET /gates/board",
  input: BoardInput,
  output: BoardDto,
  async run({ db, input, ctx }) {
    const stages = input.stage === undefined ? stageOrder : [input.stage];
    const wanted = { take: input.limit, stages, after: placeOf(input) };
    const { counts, models } = await modelsByStage(db, ctx.orgId, wanted);
    const pages = stages.map((stage) => ({
      stage,
      ...cut(
        models.filter((model) => model.stage === stage),
        input.limit,
      ),
    }));
    const shown = pages.flatMap(({ page }) => page);
    const versions = await speakingVersions(
      db,
      ctx.orgId,
      shown.map(({ id }) => id),
    );
    const states = await gateStates(db, ctx.orgId, await loadGates(db, ctx, versions));
    const people = await peopleById(
      db,
      ctx.orgId,
      shown.map(({ ownerId }) => ownerId),
    );
    return {
      columns: pages.map(({ stage, page, nextCursor }) => ({
        stage,
        count: counts.get(stage) ?? 0,
        nextCursor,
        items: page.map((model) => ({
          id: model.id,
          slug: model.slug,
          name: model.name,
          sensitivity: model.sensitivity,
          owner: people.get(model.ownerId ?? "")?.name ?? null,
          gate: worstOf(states.filter(({ modelId }) => modelId === model.id)),
        })),
      })),
    };
  },
});
