// Passkeys: a form asks the server what to have signed or made, the browser does it, the form is sent with the answer.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

// The library's JSON and the browser's objects: older browsers have no parseCreationOptionsFromJSON, no toJSON.
const asked = ({ publicKey }) => {
  publicKey.challenge = bytes(publicKey.challenge);
  if (publicKey.user) publicKey.user.id = bytes(publicKey.user.id);
  for (const known of publicKey.excludeCredentials ?? []) known.id = bytes(known.id);
  return { publicKey };
};
const answered = ({ id, rawId, type, response }) => {
  const told = { clientDataJSON: text(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature"]) {
    if (response[name]) told[name] = text(response[name]);
  }
  return JSON.stringify({ id, rawId: text(rawId), type, response: told });
};

const prove = async (form, words) => {
  const headers = { Accept: "application/json" };
  const response = await fetch(form.action, { method: "POST", body: new FormData(form), headers });
  const options = await response.json();
  if (!options.publicKey) return { sentence: options.error ?? words.failed };
  const credential = await navigator.credentials[form.dataset.passkey](asked(options));
  return { credential: answered(credential) };
};
const sentence = (error, words) =>
  ({ NotAllowedError: words.cancelled, AbortError: words.cancelled, InvalidStateError: words.known })[error.name] ?? words.failed;

const send = async (form) => {
  const place = form.querySelector("[data-passkey-error]");
  const button = form.querySelector("button");
  const words = place.dataset;
  place.hidden = button.disabled = true;
  for (const field of form.querySelectorAll("[data-from]")) {
    field.value = document.getElementById(field.dataset.from).checked ? "on" : "";
  }
  const elsewhere = location.origin !== words.origin;
  const { credential, sentence: refusal } = elsewhere
    ? { sentence: words.elsewhere }
    : await prove(form, words).catch((error) => ({ sentence: sentence(error, words) }));
  button.disabled = false;
  if (!credential) {
    place.textContent = refusal;
    place.hidden = false;
    return;
  }
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: "credential", value: credential });
  form.append(field);
  form.submit();
};

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form);
    });
  }
  for (const without of document.querySelectorAll("[data-passkey-without]")) without.hidden = true;
}
