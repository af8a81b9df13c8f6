import { reader } from "../../db/client.ts";
import type { Actor } from "../../kernel/actor.ts";
import { AppError } from "../../kernel/errors.ts";

export const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** The operator, at work in the organization of this slug, or in the only one when none is named. */
export async function operatorIn(slug: string | undefined): Promise<Actor & { orgId: string }> {
  const organizations = await reader().organization.findMany({
    select: { id: true, slug: true },
    orderBy: { slug: "asc" },
  });
  const wanted = slug === undefined ? organizations : organizations.filter((each) => each.slug === slug);
  const only = wanted[0];
  if (only === undefined) {
    const said =
      slug === undefined
        ? "There is no organization yet: npm run admin -- org create"
        : `There is no organization "${slug}".`;
    throw new AppError("not_found", said);
  }
  if (wanted.length > 1) {
    const slugs = organizations.map((each) => each.slug).join(", ");
    throw new AppError("invalid_input", `Say which organization with --org: ${slugs}.`);
  }
  return { type: "operator", orgId: only.id };
}

/** The account with this address, in whichever organization it is. */
export async function accountOf(email: string): Promise<{ id: string; actor: Actor; version: number }> {
  const user = await reader().user.findUnique({ where: { email: email.trim().toLowerCase() } });
  if (user === null) throw new AppError("not_found", `Nobody has the address ${email}.`);
  return { id: user.id, actor: { type: "operator", orgId: user.orgId }, version: user.version };
}
