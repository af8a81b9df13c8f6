import { expect, it } from "vitest";
import { reader } from "../db/client.ts";
import { makeAssumption, makeElement, makeFlow, makeZone } from "../graph/testing/make.ts";
import { newId } from "../kernel/ids.ts";
import { runQuery } from "../kernel/query.ts";
import { runCommand, runScratch } from "../kernel/run-command.ts";
import { disableUser } from "../people/commands/disable-user.ts";
import { aggregates, erasePerson } from "../registry.ts";
import { rowsAs } from "../testing/database.ts";
import { testOrganization } from "../testing/organization.ts";
import { replayOrganization } from "../trail/replay.ts";
import { applyOperations } from "./commands/apply-operations.ts";
import { createThreatModel } from "./commands/create-threat-model.ts";
import { readDiagram } from "./queries/read-diagram.ts";
import { castVote } from "./sessions/cast-vote.ts";
import { addNote } from "./sessions/commands/add-note.ts";
import { admitGuest } from "./sessions/commands/admit-guest.ts";
import { endSession } from "./sessions/commands/end-session.ts";
import { knock } from "./sessions/commands/knock.ts";
import { tamper } from "../trail/testing/tamper.ts";
import { openLink } from "./sessions/commands/open-link.ts";
import { openVote } from "./sessions/commands/open-vote.ts";
import { showVote } from "./sessions/commands/show-vote.ts";
import { startSession } from "./sessions/commands/start-session.ts";

const tables = [
  "threat_model",
  "diagram",
  "diagram_zone",
  "diagram_element",
  "diagram_flow",
  "diagram_assumption",
  "diagram_operation",
  "diagram_checkpoint",
  "threat_session",
  "session_guest",
  "session_note",
  "session_participant",
  "session_ballot",
];

it("forgets a person wherever a threat model or a session names them, and the diagram can still be rebuilt", async () => {
  const org = await testOrganization();
  const actor = org.actor("security_lead");
  const marker = `Jane${newId().slice(-8)}`;
  const [zone, from, to] = [newId(), newId(), newId()];
  const made = await runCommand(createThreatModel, {
    actor,
    input: {
      name: `Of ${marker}`,
      tags: [marker],
      diagrams: [
        {
          name: `Drawn by ${marker}`,
          operations: [
            { do: "add", part: "zone", value: makeZone({ id: zone, name: `${marker}'s network` }) },
            {
              do: "add",
              part: "element",
              value: makeElement({ id: from, name: marker, description: `Ask ${marker}` }),
            },
            { do: "add", part: "element", value: makeElement({ id: to, zoneId: zone }) },
            { do: "add", part: "flow", value: makeFlow({ id: newId(), sourceId: from, targetId: to, name: marker }) },
            { do: "add", part: "assumption", value: makeAssumption({ id: newId(), text: `${marker} knows` }) },
          ],
        },
      ],
    },
  });
  const id = made.diagrams[0]?.id ?? "";
  const batch = { id, batchId: newId() };
  await runCommand(applyOperations, {
    actor,
    input: { ...batch, operations: [{ do: "set", part: "element", id: to, set: { technology: marker, x: 5 } }] },
  });
  const drawn = await runQuery(readDiagram, { actor, input: { id } });
  await tamper(
    "insert into diagram_checkpoint (diagram_id, seq, org_id, content, at) values ($1, $2, $3, $4, clock_timestamp())",
    [id, drawn.seq, org.orgId, JSON.stringify(drawn.content)],
  );
  const session = await runCommand(startSession, { actor, input: { id, title: `With ${marker}` } });
  const { url } = await runCommand(openLink, { actor, input: { id: session.id } });
  const token = new URL(url).searchParams.get("token") ?? "";
  await runCommand(knock, { actor: { type: "anonymous", address: "192.0.2.8" }, input: { token, name: marker } });
  const [guest] = await rowsAs("read", "select id from session_guest where session_id = $1", [session.id]);
  await runCommand(admitGuest, { actor, input: { id: session.id, guestId: String(guest?.["id"]), admit: true } });
  await runCommand(addNote, { actor, input: { id: session.id, kind: "parking", body: `Call ${marker}` } });
  const { vote } = await runCommand(openVote, { actor, input: { id: session.id, subject: { title: marker } } });
  const jane = { type: "guest" as const, id: String(guest?.["id"]), orgId: org.orgId, name: marker };
  await runScratch(castVote, {
    actor: { ...jane, sessionId: session.id, diagramId: id },
    input: { id: session.id, round: vote?.round ?? "", likelihood: 2, impact: 2 },
  });
  await runCommand(showVote, { actor, input: { id: session.id } });
  await runCommand(endSession, { actor, input: { id: session.id } });

  const administrator = org.actor("administrator");
  const gone = org.actor("viewer").id;
  await runCommand(disableUser, { actor: administrator, input: { id: gone } });
  const why = { reason: "The person asked for it.", legalBasis: "GDPR article 17 (1) b" };
  const input = { subject: "user" as const, id: gone, texts: [marker], ...why };
  await runCommand(erasePerson, { actor: administrator, input });

  const left: string[] = [];
  for (const table of tables) {
    const rows = await rowsAs("owner", `select 1 from ${table} t where t.org_id = $1 and t::text ilike $2`, [
      org.orgId,
      `%${marker}%`,
    ]);
    if (rows.length > 0) left.push(table);
  }
  expect(left).toEqual([]);
  const diagram = await runQuery(readDiagram, { actor, input: { id } });
  expect(diagram.content.elements.find((element) => element.id === from)?.name).toBe("[erased]");
  const rebuilt = await runQuery(readDiagram, { actor, input: { id, at: new Date(Date.now() + 1000).toISOString() } });
  expect(rebuilt.content).toEqual(diagram.content);
  expect((await replayOrganization(reader(), org.orgId, aggregates)).findings).toEqual([]);
});
