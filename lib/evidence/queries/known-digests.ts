import { defineQuery } from "../../kernel/query.ts";
import { KnownDigests, KnownDigestsInput } from "../schema.ts";

/** Which of these digests any organization's evidence refers to, withdrawn evidence included. For the sweep. */
export const knownDigests = defineQuery({
  name: "evidence.known_digests",
  summary: "Which stored files any evidence refers to",
  permission: "system:operate",
  scope: "installation",
  input: KnownDigestsInput,
  output: KnownDigests,
  async run({ db, input, ctx }) {
    const rows = await db.evidence.findMany({
      where: { kind: "file", digest: { in: input.digests } },
      select: { digest: true },
      distinct: ["digest"],
    });
    return { known: rows.map((row) => row.digest), at: ctx.now().toISOString() };
  },
});
