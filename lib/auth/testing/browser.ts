import { nextAuthRoute } from "@/lib/auth/next-auth-route.ts";
import { PLACE } from "./account.ts";

/** Cookies of one site, as a browser keeps them. */
class Jar {
  private readonly cookies = new Map<string, string>();

  header(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  keep(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      const gone = /max-age=0(;|$)/i.test(line) || /expires=thu, 01 jan 1970/i.test(line);
      if (gone) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }

  get(name: string): string | undefined {
    return this.cookies.get(name);
  }
}

/** A browser that talks to our sign-in doors in this process and to a provider over HTTP. */
export class TestBrowser {
  readonly jar = new Jar();
  private readonly elsewhere = new Jar();
  private readonly base: string;

  constructor(base: string) {
    this.base = base;
  }

  /** One request to /api/auth. */
  async ask(path: string, fields?: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
    const body = fields === undefined ? {} : { method: "POST", body: new URLSearchParams(fields) };
    const request = new Request(path.startsWith("http") ? path : `${this.base}/api/auth${path}`, {
      headers: {
        cookie: this.jar.header(),
        "sec-fetch-site": "same-origin",
        "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "x-modelkeep-client-address": PLACE.address,
        ...headers,
      },
      ...body,
    });
    const response = await nextAuthRoute(request);
    this.jar.keep(response);
    return response;
  }

  async csrf(): Promise<string> {
    return ((await (await this.ask("/csrf")).json()) as { csrfToken: string }).csrfToken;
  }

  /** Posts a form of ours as the pages do; the address of the answer. */
  async post(path: string, fields: Record<string, string>): Promise<string> {
    const response = await this.ask(path, { ...fields, csrfToken: await this.csrf(), json: "true" });
    return ((await response.json()) as { url: string }).url;
  }

  private async follow(start: string, until: string): Promise<{ url: string; html: string }> {
    let url = start;
    for (let hop = 0; hop < 12; hop += 1) {
      if (url.startsWith(until)) return { url, html: "" };
      const response = await fetch(url, { redirect: "manual", headers: { cookie: this.elsewhere.header() } });
      this.elsewhere.keep(response);
      const next = response.headers.get("location");
      if (next === null) return { url, html: await response.text() };
      url = new URL(next, url).href;
    }
    throw new Error("too many redirects");
  }

  private async submit(page: { url: string; html: string }, fields: Record<string, string>, until: string) {
    const action = /action="([^"]+)"/.exec(page.html)?.[1] ?? page.url;
    const response = await fetch(new URL(action, page.url), {
      method: "POST",
      redirect: "manual",
      headers: { cookie: this.elsewhere.header() },
      body: new URLSearchParams(fields),
    });
    this.elsewhere.keep(response);
    return this.follow(new URL(response.headers.get("location") ?? "", page.url).href, until);
  }

  /** Goes through the provider's pages as `login`; the address it sends back to. */
  async visitProvider(authorizationUrl: string, login: string): Promise<string> {
    const until = `${this.base}/api/auth/callback/oidc`;
    let page = await this.follow(authorizationUrl, until);
    for (let form = 0; form < 3 && !page.url.startsWith(until); form += 1) {
      const prompt = /name="prompt" value="(\w+)"/.exec(page.html)?.[1] ?? "login";
      page = await this.submit(page, { prompt, login, password: "any" }, until);
    }
    return page.url;
  }

  /** The whole way through single sign-on; the address where it ends, and the session cookie if there is one. */
  async signOn(login: string, callbackUrl = "/overview"): Promise<string> {
    const back = await this.visitProvider(await this.post("/signin/oidc", { callbackUrl }), login);
    const response = await this.ask(back);
    return response.headers.get("location") ?? "";
  }
}
