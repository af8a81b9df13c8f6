import type { AuditSettings, Witness } from "../db/types.ts";
import { defineAggregate } from "../kernel/aggregate.ts";

export const witnessAggregate = defineAggregate<Witness>({
  type: "witness",
  table: "audit_witness",
  schema: 1,
  label: "witness",
  image: (row) => ({ name: row.name, vkey: row.vkey, url: row.url, state: row.state }),
});

export const auditSettingsAggregate = defineAggregate<AuditSettings>({
  type: "audit_settings",
  table: "audit_settings",
  schema: 1,
  label: "audit trail settings",
  image: (row) => ({ checkpointPublic: row.checkpointPublic }),
});
