// Requests to the server. An answer says whether the server was reached, so that nothing is taken for a refusal
// that was only a lost network.

import { root } from "./page.js";

const UNREACHABLE = [502, 503, 504];

export async function ask(address, { signal, part, accept = "application/json" } = {}) {
  return answerOf(() => fetch(address, { signal, headers: headers(accept, part) }));
}

export async function send(address, fields, { part, accept = "application/json" } = {}) {
  const body = fields instanceof FormData ? fields : new URLSearchParams(fields);
  if (!body.has("csrf_token")) body.set("csrf_token", token().value);
  return answerOf(() => fetch(address, { method: "POST", body, headers: headers(accept, part) }));
}

// Whoever was away for long may come back with a token that no longer counts; every page brings another.
export function renewToken(page) {
  const fresh = page.querySelector('input[name="csrf_token"]')?.value;
  if (fresh) token().value = fresh;
}

function token() {
  return root.querySelector("#schedule-token");
}

function headers(accept, part) {
  return part ? { Accept: accept, "X-Part": part } : { Accept: accept };
}

async function answerOf(request) {
  try {
    const answer = await request();
    if (UNREACHABLE.includes(answer.status)) return { isReached: false };
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    const content = answer.status === 204 ? null : await (isJson ? answer.json() : answer.text());
    return {
      isReached: true,
      isOk: answer.ok,
      status: answer.status,
      address: answer.url,
      isSignedOut: answer.status === 401 || (answer.redirected && answer.url.includes("/sign-in")),
      data: isJson ? content : null,
      page: isJson || content === null ? null : new DOMParser().parseFromString(content, "text/html"),
    };
  } catch (fault) {
    if (fault.name === "AbortError") return { isReached: true, isAborted: true };
    return { isReached: false };
  }
}
