import { audited } from "../../../kernel/aggregate.ts";
import { defineCommand } from "../../../kernel/command.ts";
import { AppError } from "../../../kernel/errors.ts";
import { attackPathAggregate } from "../../aggregates.ts";
import { loadThreatModel, requireActive } from "../../load-threat-model.ts";
import { requireSound } from "../load-path.ts";
import { pathDto } from "../path-dto.ts";
import { PathDto, SavePathInput } from "../schema.ts";

/** More paths than anybody reads in one threat model. */
const MOST_PATHS = 200;

/** Keeps a new attack path: drawn by hand, or a suggestion. */
export const savePath = defineCommand({
  name: "attack_path.save",
  summary: "Keep an attack path in a threat model",
  permission: "threat:write",
  http: "POST /threat-models/{id}/attack-paths",
  input: SavePathInput,
  output: PathDto,
  load: ({ tx, input, ctx }) => loadThreatModel(tx, ctx.orgId, input.id),
  async run({ tx, input, target: threatModel, ctx }) {
    requireActive(threatModel);
    const { id: _threatModelId, name, description, ...content } = input;
    const id = ctx.newId();
    await requireSound(tx, threatModel.id, { id, name, description, ...content });
    const count = await tx.attackPath.count({ where: { threatModelId: threatModel.id, state: "active" } });
    if (count >= MOST_PATHS) {
      throw new AppError("unprocessable", `A threat model holds at most ${String(MOST_PATHS)} attack paths.`);
    }
    const at = ctx.now();
    const row = await tx.attackPath.create({
      data: {
        ...{ id, orgId: ctx.orgId, threatModelId: threatModel.id, name, description, content },
        ...{ state: "active", version: 1, createdAt: at, updatedAt: at },
      },
    });
    return { result: await pathDto(tx, ctx.orgId, row), audit: [audited(attackPathAggregate, null, row)] };
  },
});
