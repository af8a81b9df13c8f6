import type { BrowserContext, ConsoleMessage } from "@playwright/test";

/** A refusal of the API is an answer the tests ask for; the browser prints it as an error all the same. */
function isRefusalOfTheApi(message: ConsoleMessage): boolean {
  return /status of 4\d\d/.test(message.text()) && new URL(message.location().url).pathname.startsWith("/api/");
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
    if (message.type() !== "error" || isRefusalOfTheApi(message)) return;
    note(`${message.page()?.url() ?? "a page"}: ${message.text()}`);
  });
  context.on("weberror", (event) => note(`${event.page()?.url() ?? "a page"}: uncaught ${event.error().message}`));
  return faults;
}
