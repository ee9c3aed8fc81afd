// Tells the server one thing and returns its answer; one that did not come is an answer, too.
import { renewToken } from "../shared/sign-in-over.js";

const PATIENCE = 20_000;
const STATES = new Set([
  "kept", "heard", "whole", "saved", "refused", "full", "nonsense", "signed_out", "another", "token",
]);

const token = () => document.querySelector('#article_form input[name="csrfmiddlewaretoken"]').value;

export const tell = async (address, told, { keepalive = false, isSecond = false } = {}) => {
  let answer;
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token() },
      body: JSON.stringify(told),
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
      keepalive,
    });
    answer = await response.json().catch(() => ({}));
  } catch (failed) {
    return { state: failed.name === "TimeoutError" ? "away" : "offline" };
  }
  if (!STATES.has(answer.state)) return { state: "away" };
  if (answer.state === "token" && !isSecond) {
    renewToken(answer.token);
    return tell(address, told, { keepalive, isSecond: true });
  }
  return answer.state === "token" ? { state: "away" } : answer;
};
