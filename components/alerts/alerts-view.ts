import { ListAlertsInput } from "@/lib/telemetry/schema.ts";
import { z } from "@/lib/zod.ts";

/** What the address of the alerts says: by model or as a list, and which. */
export const AlertsView = ListAlertsInput.extend({ view: z.enum(["models", "list"]).default("models") });
