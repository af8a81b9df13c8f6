import { describe, expect, it } from "vitest";
import { parseOptions } from "./options.mjs";

const places = { cwd: "/here", root: "/project" };
const parse = (argv, env = {}) => parseOptions(argv, env, places);

describe("the launcher's options", () => {
  it("has defaults that listen on this machine only", () => {
    const expected = { port: 3000, host: "127.0.0.1", dataDir: "/project/.data", demo: false, dev: false, help: false };
    expect(parse([])).toEqual(expected);
  });

  it("prefers the command line to the environment", () => {
    const env = { PORT: "4000", HOST: "::1", MODELKEEP_DATA_DIR: "/var/data" };
    expect(parse([], env)).toMatchObject({ port: 4000, host: "::1", dataDir: "/var/data" });
    const options = parse(["--port", "5000", "--host=0.0.0.0", "--data", "mine", "--demo"], env);
    expect(options).toMatchObject({ port: 5000, host: "0.0.0.0", dataDir: "/here/mine", demo: true });
  });

  it.each([
    [["--prot", "3"], /--prot is not known/],
    [["--port"], /--port needs a value/],
    [["--data", "--demo"], /--data needs a value/],
    [["--port", "70000"], /from 1 to 65535/],
    [["--port", "12a"], /not "12a"/],
    [["--demo=yes"], /not known/],
  ])("refuses %j", (argv, reason) => {
    expect(() => parse(argv)).toThrow(reason);
  });
});
