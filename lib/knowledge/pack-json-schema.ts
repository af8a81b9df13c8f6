import { z } from "../zod.ts";
import { RiskMatrix, ThreatPack } from "./schema.ts";

/** What is published for people who write packs or matrices, by file name. */
export function publishedSchemas(): Readonly<Record<string, object>> {
  const of = (schema: z.ZodType, title: string) => ({ title, ...z.toJSONSchema(schema, { io: "input" }) });
  return {
    "threat-pack.schema.json": of(ThreatPack, "Modelkeep threat pack"),
    "risk-matrix.schema.json": of(RiskMatrix, "Modelkeep risk matrix"),
  };
}
