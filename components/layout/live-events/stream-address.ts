/** The stream, and the worker that holds it for all tabs. */
export const streamUrl = "/api/v1/events";
export const workerUrl = "/static/live-events.js";
