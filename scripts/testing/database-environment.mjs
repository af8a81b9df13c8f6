/** Gives each file of database tests the environment that the global setup made, before it loads any product code. */
import { inject } from "vitest";

Object.assign(process.env, inject("environment"));
