import { afterEach, expect, it } from "vitest";
import { render, unmountAll } from "@/components/ui/testing/render.tsx";
import type { AccountDto } from "@/lib/alerts/account-schema.ts";
import type { Alert } from "@/lib/telemetry/schema.ts";
import { AlertDeliveries } from "./alert-deliveries.tsx";

const at = "2026-11-22T05:25:00.000Z";
const alert: Alert = {
  ...{ id: "00000000-0000-4000-8000-000000000007", state: "firing", severity: "high", title: "Drift", words: "" },
  ...{ model: null, rule: null, startedAt: at, firedAt: at, resolvedAt: null, acknowledgedBy: null },
  ...{ acknowledgedAt: null, silenced: true, count: 1, techniques: [], series: null, version: 2 },
};

const nothing: AccountDto = {
  ...{ rule: null, ruleRemoved: false, kind: "drift", techniques: [], resolvedBy: null, explainedBy: null },
  ...{ silences: [], watched: null, people: null, waiting: 0, deliveries: [] },
};

async function wordsOf(people: AccountDto["people"]): Promise<string | null> {
  return (await render(<AlertDeliveries alert={alert} account={{ ...nothing, people }} />)).textContent;
}

afterEach(unmountAll);

it("says that nobody was told of a silenced alert only when nobody was", async () => {
  expect(await wordsOf(null)).toContain("Nobody was told: it is silenced.");
  const told = await wordsOf({ event: "alert.opened", at });
  expect(told).toContain("Told that it opened");
  expect(told).not.toContain("Nobody was told");
});
