/**
 * The web interface's address.
 *
 *   checkPort({ host, port })                              StatedError "port_taken" | "bad_option"
 *   askReady({ host, port }) -> { ready, text }            one look at /api/health/ready
 */
import { request } from "node:http";
import { tryListening } from "../database/ports.mjs";
import { reachableHost } from "./environment.mjs";
import { StatedError } from "./stated-error.mjs";

/** Makes sure that the address can be listened on before any longer work begins. */
export async function checkPort({ host, port }) {
  try {
    await tryListening(port, host);
  } catch (cause) {
    if (cause.code === "EADDRINUSE") {
      const message = `Port ${port} on ${host} is taken by another program. Stop that program, or choose another port: npm start -- --port ${port === 65_535 ? port - 1 : port + 1}`;
      throw new StatedError("port_taken", message, { cause });
    }
    if (cause.code === "EACCES") {
      const message = `This account may not listen on port ${port}. Choose a port above 1023: npm start -- --port 3000`;
      throw new StatedError("port_taken", message, { cause });
    }
    const message = `Modelkeep cannot listen on ${host} (${cause.message}). Choose an address of this machine: npm start -- --host 127.0.0.1`;
    throw new StatedError("bad_option", message, { cause });
  }
}

/** Asks the web process once whether everything is up; never rejects. */
export function askReady({ host, port }) {
  return new Promise((resolve) => {
    const address = { host: reachableHost(host), port, path: "/api/health/ready", timeout: 5000 };
    const asked = request(address, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part) => (text += part));
      response.on("end", () =>
        resolve({ ready: response.statusCode === 200, text: `${response.statusCode} ${text.slice(0, 300)}` }),
      );
      response.on("error", (error) => resolve({ ready: false, text: error.message }));
    });
    asked.on("timeout", () => asked.destroy(new Error("no answer in 5 s")));
    asked.on("error", (error) => resolve({ ready: false, text: error.message }));
    asked.end();
  });
}
