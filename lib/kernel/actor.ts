import type { Permission, Role } from "./policy.ts";

/** Who acts. Every kind passes the same permission check. `ref` of an entry is the id given here. */
export type Actor =
  | {
      type: "user";
      id: string;
      orgId: string;
      name: string;
      email: string;
      role: Role;
      sessionId: string;
      /** Whether the organization demands a second factor of this role and the person has none yet. */
      secondFactorMissing: boolean;
      /** When the person last proved who they are in this session; epoch milliseconds, 0 when never. */
      authenticatedAtMs: number;
    }
  | {
      type: "apiKey";
      id: string;
      orgId: string;
      name: string;
      scopes: readonly Permission[];
      /** Ids of the models whose telemetry it may write; empty or absent means all. */
      models?: readonly string[];
    }
  /** Somebody let into one session around one diagram. */
  | { type: "guest"; id: string; orgId: string; name: string; sessionId: string; diagramId: string }
  | { type: "anonymous"; address: string }
  | { type: "operator"; orgId?: string }
  | { type: "system"; orgId?: string; name: string };

/** What an entry calls the actor: a random reference for people, a fixed word for the rest. */
export function actorRef(actor: Actor): string {
  switch (actor.type) {
    case "user":
    case "apiKey":
    case "guest":
      return actor.id;
    case "system":
      return actor.name;
    case "anonymous":
    case "operator":
      return actor.type;
  }
}
