import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { startOidcServer } from "@/lib/auth/testing/oidc-server.ts";
import { freePort, startProduct } from "../support/product.ts";
import { untilHydrated } from "../support/sign-in.ts";
import { test } from "../support/test.ts";

const SECRET = "a-client-secret-for-this-test-only";

async function throughProvider(page: Page, login: string): Promise<void> {
  await page.getByPlaceholder("Enter any login").fill(login);
  await page.getByPlaceholder("and password").fill("any");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
}

test.setTimeout(300_000);

test("somebody with a role at the company's sign-in comes in, somebody without one does not", async ({ browser }) => {
  const port = await freePort();
  const product = await startProduct({
    MODELKEEP_ADMIN_EMAIL: "admin@sso.example",
    MODELKEEP_ADMIN_PASSWORD: "tracker-vivid-oblique-7",
    OIDC_ISSUER: `http://127.0.0.1:${port}`,
    OIDC_CLIENT_ID: "modelkeep",
    OIDC_CLIENT_SECRET: SECRET,
    OIDC_NAME: "Harbour login",
    OIDC_ROLE_MAP: "security=security_lead",
    MODELKEEP_OUTBOUND_ALLOW: `127.0.0.1:${port}`,
  });
  const provider = await startOidcServer(`${product.url}/api/auth/callback/oidc`, port, SECRET);
  const open = async (): Promise<Page> => {
    const page = await (await browser.newContext({ baseURL: product.url })).newPage();
    await page.goto("/sign-in?next=%2Fsettings%2Fprofile");
    await untilHydrated(page, "input[name=email]");
    await page.getByRole("button", { name: "Continue with Harbour login" }).click();
    return page;
  };
  try {
    provider.people.set("grace", {
      email: "grace@corp.example",
      email_verified: true,
      name: "Grace",
      groups: ["security"],
    });
    const inside = await open();
    await throughProvider(inside, "grace");
    await expect(inside).toHaveURL(`${product.url}/settings/profile`);

    provider.people.set("mallory", {
      email: "admin@sso.example",
      email_verified: true,
      name: "M",
      groups: ["security"],
    });
    const thief = await open();
    await throughProvider(thief, "mallory");
    await expect(thief.getByText("single sign-on is not connected to it")).toBeVisible();

    provider.people.set("visitor", { email: "v@corp.example", email_verified: true, name: "V", groups: ["kitchen"] });
    const outside = await open();
    await throughProvider(outside, "visitor");
    await expect(outside.getByText("none of your groups has a role here")).toBeVisible();
  } finally {
    await provider.stop();
    await product.stop();
  }
});
