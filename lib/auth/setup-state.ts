import { reader } from "../db/client.ts";
import { hashToken } from "./token.ts";

/** Whether anybody has an account here. */
export async function isSetUp(): Promise<boolean> {
  return (await reader().user.findFirst({ select: { id: true } })) !== null;
}

/** Whether this token still opens the set-up. */
export async function opensSetup(token: string): Promise<boolean> {
  if (token === "" || (await isSetUp())) return false;
  const row = await reader().installation.findUnique({ where: { id: 1 } });
  return row?.setupTokenHash != null && hashToken(token).equals(row.setupTokenHash);
}
