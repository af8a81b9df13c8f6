import { reader } from "../../db/client.ts";
import { AppError } from "../../kernel/errors.ts";
import { keyPermissions, roleNames, type Permission, type Role } from "../../kernel/policy.ts";
import { runCommand } from "../../kernel/run-command.ts";
import { createKey } from "../../people/commands/create-key.ts";
import { createOrganization } from "../../people/commands/create-organization.ts";
import { createResetLink } from "../../people/commands/create-reset-link.ts";
import { createUser } from "../../people/commands/create-user.ts";
import { disableUser } from "../../people/commands/disable-user.ts";
import { enableUser } from "../../people/commands/enable-user.ts";
import { resetSecondFactor } from "../../people/commands/reset-second-factor.ts";
import { revokeKey } from "../../people/commands/revoke-key.ts";
import { readArguments } from "./arguments.ts";
import { createDemonstration } from "./demo.ts";
import { logVerbs } from "./log-verbs.ts";
import { accountOf, operatorIn, print } from "./organizations.ts";
import { setupStatus, setupUnattended } from "./setup.ts";

type Verb = { words: string; help: string; run: (rest: readonly string[]) => Promise<void> };

function roleFrom(text: string): Role {
  const role = roleNames.find((name) => name === text);
  if (role === undefined)
    throw new AppError("invalid_input", `There is no role "${text}". Roles: ${roleNames.join(", ")}.`);
  return role;
}

function scopesFrom(text: string): Permission[] {
  const wanted = text.split(",").map((part) => part.trim());
  const unknown = wanted.filter((scope) => !keyPermissions.some((known) => known === scope));
  if (unknown.length > 0) {
    throw new AppError(
      "invalid_input",
      `A key cannot have: ${unknown.join(", ")}. It can have: ${keyPermissions.join(", ")}.`,
    );
  }
  return wanted as Permission[];
}

async function userCreate(rest: readonly string[]): Promise<void> {
  const args = readArguments(rest, ["email", "name", "role", "org", "password"]);
  const actor = await operatorIn(args.get("org"));
  const email = args.need("email");
  const password = args.get("password");
  const input = { email, name: args.get("name") ?? email, role: roleFrom(args.need("role")) };
  const made = await runCommand(createUser, {
    actor,
    input: { ...input, ...(password === undefined ? {} : { password }) },
  });
  print(`Created ${made.user.email}.`);
  if (made.link !== null) print(`One-time link to choose a password: ${made.link}`);
}

async function keyCreate(rest: readonly string[]): Promise<void> {
  const args = readArguments(rest, ["name", "scopes", "expires", "org"]);
  const actor = await operatorIn(args.get("org"));
  const input = {
    name: args.need("name"),
    scopes: scopesFrom(args.need("scopes")),
    expiresAt: args.get("expires") ?? null,
  };
  const made = await runCommand(createKey, { actor, input });
  print(made.secret);
}

async function keyRevoke(rest: readonly string[]): Promise<void> {
  const prefix = readArguments(rest, ["prefix"]).need("prefix").replace(/^mk_/, "");
  const key = await reader().apiKey.findFirst({ where: { prefix } });
  if (key === null) throw new AppError("not_found", `No key begins with mk_${prefix}.`);
  await runCommand(revokeKey, { actor: { type: "operator", orgId: key.orgId }, input: { id: key.id } });
  print(`Revoked mk_${prefix} (${key.name}).`);
}

async function orgCreate(rest: readonly string[]): Promise<void> {
  const args = readArguments(rest, ["name", "slug"]);
  const input = { name: args.need("name"), slug: args.need("slug") };
  const made = await runCommand(createOrganization, { actor: { type: "operator" }, input });
  print(`Opened ${made.name} (${made.slug}).`);
}

async function resetPassword(rest: readonly string[]): Promise<void> {
  const { id, actor } = await accountOf(readArguments(rest, ["email"]).need("email"));
  const made = await runCommand(createResetLink, { actor, input: { id } });
  print(`One-time link to choose a password, good until ${made.expiresAt}: ${made.link}`);
}

const simple = [
  { words: "user disable", help: "--email A          sign out and keep out", command: disableUser, done: "Disabled" },
  { words: "user enable", help: "--email A          let in again", command: enableUser, done: "Enabled" },
  {
    words: "user reset-mfa",
    help: "--email A          remove the second factor",
    command: resetSecondFactor,
    done: "Removed the second factor of",
  },
] as const;

const verbs: readonly Verb[] = [
  { words: "user create", help: "--email A --role R [--name N] [--org SLUG] [--password P]", run: userCreate },
  ...simple.map(({ words, help, command, done }) => ({
    words,
    help,
    run: async (rest: readonly string[]) => {
      const email = readArguments(rest, ["email"]).need("email");
      const { id, actor } = await accountOf(email);
      await runCommand(command, { actor, input: { id } });
      print(`${done} ${email}.`);
    },
  })),
  { words: "user reset-password", help: "--email A          print a one-time link", run: resetPassword },
  {
    words: "key create",
    help: "--name N --scopes a,b [--expires ISO] [--org SLUG]   prints the key once",
    run: keyCreate,
  },
  { words: "key revoke", help: "--prefix mk_…      works at once", run: keyRevoke },
  { words: "org create", help: "--name N --slug S", run: orgCreate },
  ...logVerbs,
  {
    words: "setup status",
    help: "[--json]           accounts, and the set-up link while there are none",
    run: setupStatus,
  },
  {
    words: "setup unattended",
    help: "                   from MODELKEEP_ADMIN_EMAIL and MODELKEEP_ADMIN_PASSWORD",
    run: setupUnattended,
  },
  {
    words: "demo create",
    help: "                   a demonstration organization with accounts",
    run: createDemonstration,
  },
];

/** The verb that the first words name, and the words behind it. */
export function findVerb(words: readonly string[]): { verb: Verb; rest: readonly string[] } | undefined {
  const name = words.slice(0, 2).join(" ");
  const verb = verbs.find((each) => each.words === name);
  return verb === undefined ? undefined : { verb, rest: words.slice(2) };
}

/** What can be said, a line each. */
export function usage(): string {
  const lines = verbs.map((verb) => `  npm run admin -- ${verb.words.padEnd(20)} ${verb.help}`);
  return [
    "Operators' commands:",
    ...lines,
    "  npm run admin -- db migrate           bring the database to this version",
    "  npm run admin -- db status            what is applied",
    "",
    `Roles: ${roleNames.join(", ")}`,
    `Scopes of keys: ${keyPermissions.join(", ")}`,
  ].join("\n");
}
