import { createHash } from "node:crypto";
import type { ParsedSupply, SupplyReading } from "../../../interop/supply-chain/draft.ts";
import type { ImportFormatId } from "../../../imports/rules.ts";
import type { ImportFormat } from "../../../imports/schema.ts";
import { applySupply } from "./apply-supply.ts";
import { ownersOf, unknownOwners } from "./owners.ts";
import { planSupply, shownPlan } from "./plan-supply.ts";

const reading: SupplyReading = { sha256Hex: (text) => createHash("sha256").update(text).digest("hex") };

/** A format of the supply chain at the import door: one file proposes many records and the links between them. */
export function supplyFormat(
  id: ImportFormatId,
  parse: (source: Uint8Array, reading: SupplyReading, options: string) => ParsedSupply,
): ImportFormat {
  return {
    id,
    async plan({ db, ctx, source, options }) {
      const parsed = parse(source, reading, options);
      const planned = await planSupply(db, ctx, parsed.draft);
      return shownPlan(parsed, planned, unknownOwners(planned, await ownersOf(db, ctx.orgId, planned)));
    },
    async apply({ tx, ctx, source, options, skip, monitor }) {
      const { draft } = parse(source, reading, options);
      return applySupply({ tx, ctx, format: id }, await planSupply(tx, ctx, draft), skip, monitor);
    },
  };
}
