import { createTransport } from "nodemailer";
import { env } from "../env.ts";
import type { Letter } from "./letter.ts";

const TIMEOUT_MS = 20_000;

/**
 * Hands one letter to the server of SMTP_URL (`smtp://` or `smtps://`, with user and password where it wants them) and
 * waits for its yes. Attachments and content from files or addresses are switched off. Throws when the server refuses or
 * does not answer within 20 seconds.
 */
export async function deliver(letter: Letter): Promise<void> {
  const transport = createTransport({
    url: env().SMTP_URL,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({ from: env().MAIL_FROM, ...letter, headers: { "auto-submitted": "auto-generated" } });
  } finally {
    transport.close();
  }
}
