// Sends one file: `sendFile({ address, token, file, progress })` is { answer, cancel }. An
// answer that did not come is one, too: "away", "busy" with the seconds that the server asks for
// ("unkept": so that its store comes back).
const SILENCE = 60_000; // nothing sent and nothing heard: the line is dead
const STATES = new Set(["kept", "refused", "unkept", "signed_out", "another", "token"]);
const FINAL = { 403: "denied", 413: "large" };
const BUSY = new Set([429, 502, 503, 504]);

const read = (request) => {
  try {
    const answer = JSON.parse(request.responseText);
    if (STATES.has(answer.state)) return answer;
  } catch {
    // A page of the server's, or of what stands before it.
  }
  if (FINAL[request.status]) return { state: FINAL[request.status] };
  if (!BUSY.has(request.status)) return { state: "away" };
  return { state: "busy", seconds: Number(request.getResponseHeader("Retry-After")) || 0 };
};

export const sendFile = ({ address, token, file, progress }) => {
  const request = new XMLHttpRequest(); // fetch does not tell how much has been sent
  const answer = new Promise((resolve) => {
    const body = new FormData();
    body.append("files", file, file.name);
    let silence;
    const heard = () => {
      clearTimeout(silence);
      silence = setTimeout(() => request.abort(), SILENCE);
    };
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      heard();
      progress(total ? loaded / total : 0);
    });
    request.addEventListener("loadend", () => {
      clearTimeout(silence);
      resolve(request.status ? read(request) : { state: "away" });
    });
    request.open("POST", address);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", token);
    heard();
    request.send(body);
  });
  return { answer, cancel: () => request.abort() };
};
