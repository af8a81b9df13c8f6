import type { BrowserContext, ConsoleMessage } from "@playwright/test";

/**
 * A refusal of the API, or a page that says "not found", is an answer the tests ask for; the browser prints it as an error
 * all the same. A script, style, font or image that is refused is a fault.
 */
function isAnswer(message: ConsoleMessage): boolean {
  if (!/status of 4\d\d/.test(message.text())) return false;
  const { url } = message.location();
  return new URL(url).pathname.startsWith("/api/") || url === message.page()?.url();
}

/**
 * Collects what no page may do: errors on the console, uncaught exceptions, violations of the content security policy.
 * `tolerated` are texts that a test provokes on purpose.
 */
export async function watchContext(context: BrowserContext, tolerated: readonly RegExp[] = []): Promise<string[]> {
  const faults: string[] = [];
  const note = (fault: string): void => {
    if (!tolerated.some((pattern) => pattern.test(fault))) faults.push(fault);
  };
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(
        `CSP violation: ${event.violatedDirective} refused ${event.blockedURI} (${event.sourceFile}:${event.lineNumber})`,
      );
    });
  });
  context.on("console", (message) => {
    if (message.type() !== "error" || isAnswer(message)) return;
    note(`${message.page()?.url() ?? "a page"}: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (event) => note(`${event.page()?.url() ?? "a page"}: uncaught ${event.error().message}`));
  return faults;
}
