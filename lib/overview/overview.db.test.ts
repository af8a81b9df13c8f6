import { expect, it } from "vitest";
import { acknowledgeAlert } from "../alerts/commands/acknowledge-alert.ts";
import { listAlerts } from "../alerts/queries/list-alerts.ts";
import { handleSignals } from "../alerts/rounds/handle-signals.ts";
import { addModel, putSignal } from "../alerts/testing/put-signal.ts";
import { runQuery } from "../kernel/query.ts";
import { runCommand } from "../kernel/run-command.ts";
import { testOrganization } from "../testing/organization.ts";
import { readOverview } from "./queries/read-overview.ts";

it("begins with alerts that press, of this organization, until somebody takes them on", async () => {
  const [org, other] = [await testOrganization(), await testOrganization()];
  await putSignal(other, await addModel(other), { severity: "critical" });
  const model = await addModel(org);
  await putSignal(org, model, { severity: "high", fingerprint: "one" });
  await putSignal(org, model, { severity: "medium", fingerprint: "two", kind: "anomaly" });
  await handleSignals({ orgId: other.orgId });
  await handleSignals({ orgId: org.orgId });
  const attention = async () => (await runQuery(readOverview, { actor: org.actor("viewer"), input: {} })).attention;
  expect((await attention())[0]).toEqual({ kind: "alerts", count: 1, examples: [{ slug: "scorer", name: "Scorer" }] });

  const { items } = await runQuery(listAlerts, { actor: org.actor("viewer"), input: {} });
  const high = items.find(({ severity }) => severity === "high");
  await runCommand(acknowledgeAlert, { actor: org.actor("responder"), input: { id: high?.id ?? "" } });
  expect((await attention()).map(({ kind }) => kind)).not.toContain("alerts");
});
