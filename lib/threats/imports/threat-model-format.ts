import type { ThreatModelImport } from "../../imports/rules.ts";
import type { ImportFormat } from "../../imports/schema.ts";
import type { ThreatModelDraft } from "../../interop/threat-model/draft.ts";
import { parseThreatModel } from "../../interop/threat-model/parse-threat-model.ts";
import { can } from "../../kernel/can.ts";
import type { Context } from "../../kernel/context.ts";
import { AppError, invalid } from "../../kernel/errors.ts";
import { settingsOf } from "../settings/read-settings.ts";
import { applyModel } from "./apply-model.ts";
import { planModel } from "./plan-model.ts";
import { readExisting, sourceIdOf, type ThreatTables } from "./read-existing.ts";
import { ThreatImportOptions } from "./schema.ts";

type Wanted = { format: ThreatModelImport; draft: ThreatModelDraft; options: string };
type Choices = { skip: readonly string[]; remove: readonly string[] };

function optionsOf(text: string): ThreatImportOptions {
  if (text.trim() === "") return {};
  try {
    const parsed = ThreatImportOptions.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
  } catch {
    // Said below.
  }
  return invalid("options", 'Give the options as JSON: {"into": "new"} or {"into": "<id of a threat model>"}.');
}

async function planned(db: ThreatTables, ctx: Context, { format, draft, options }: Wanted, choices: Choices) {
  if (!can(ctx.actor, "threat:write")) throw new AppError("forbidden", "You may not change threat models here.");
  const existing = await readExisting(db, { orgId: ctx.orgId, format, draft, options: optionsOf(options) });
  const { matrix } = await settingsOf(db, ctx.orgId);
  const [skip, remove] = [new Set(choices.skip), new Set(choices.remove)];
  const sourceId = sourceIdOf(format, draft);
  const plan = planModel(existing, draft, { skip, remove, matrix, sourceId, newId: ctx.newId });
  return { existing, draft, plan, sourceId, skip, remove };
}

/** A format of threat models at the import door: one file proposes one threat model with its diagrams and threats. */
export function threatModelFormat(id: ThreatModelImport): ImportFormat {
  return {
    id,
    async plan({ db, ctx, source, options }) {
      const { draft } = parseThreatModel(source, id);
      const { plan } = await planned(db, ctx, { format: id, draft, options }, { skip: [], remove: [] });
      return { records: [], supply: plan.records, problems: plan.problems, losses: plan.losses };
    },
    async apply({ tx, ctx, source, options, skip, remove, monitor }) {
      const { draft } = parseThreatModel(source, id);
      const given = await planned(tx, ctx, { format: id, draft, options }, { skip, remove });
      return applyModel({ tx, ctx, monitor }, given);
    },
  };
}
