import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth, { type NextAuthOptions } from "next-auth";

/** A request to next-auth, already read and judged. */
export type NextAuthCall = {
  path: readonly string[];
  method: string;
  headers: Readonly<Record<string, string>>;
  cookies: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
  body: Readonly<Record<string, string>>;
};

type Answer = { status: number; headers: Headers; body: string | null };

function answerSink(answer: Answer, finish: () => void): NextApiResponse {
  const cookies: string[] = [];
  const response = {
    status(code: number) {
      answer.status = code;
      return response;
    },
    getHeader: (name: string) => (name.toLowerCase() === "set-cookie" ? cookies : answer.headers.get(name)),
    setHeader(name: string, value: string | readonly string[]) {
      if (name.toLowerCase() === "set-cookie") {
        answer.headers.delete("set-cookie");
        for (const cookie of value) answer.headers.append("set-cookie", cookie);
      } else answer.headers.set(name, String(value));
      return response;
    },
    json(value: unknown) {
      answer.headers.set("content-type", "application/json");
      answer.body = JSON.stringify(value);
      finish();
    },
    send(value: unknown) {
      answer.body = typeof value === "string" || value === undefined ? (value ?? null) : JSON.stringify(value);
      finish();
    },
    end: finish,
  };
  return response as unknown as NextApiResponse;
}

/** Calls next-auth and gives its answer as a Response. Needs nothing of a running Next, so tests can use it as it is. */
export async function callNextAuth(call: NextAuthCall, options: NextAuthOptions): Promise<Response> {
  const answer: Answer = { status: 200, headers: new Headers({ "cache-control": "no-store" }), body: null };
  const request = { ...call, query: { ...call.query, nextauth: [...call.path] } } as unknown as NextApiRequest;
  await new Promise<void>((done, failed) => {
    const handled = NextAuth(request, answerSink(answer, done), options) as Promise<unknown>;
    handled.then(() => done(), failed);
  });
  return new Response(answer.body, { status: answer.status, headers: answer.headers });
}
