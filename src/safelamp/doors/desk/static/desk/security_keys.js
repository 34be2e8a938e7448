// Lets the browser talk with a security key: a form with `data-key` ("create" or "get") and `data-options` is sent
// once the key has answered. Without this script the form stays hidden, and the code from the phone is the way.
"use strict";

const bytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
};

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const described = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));

function readOptions(form) {
  const options = JSON.parse(form.dataset.options);
  options.challenge = bytes(options.challenge);
  if (form.dataset.key === "create") {
    options.user.id = bytes(options.user.id);
    options.excludeCredentials = described(options.excludeCredentials);
  } else {
    options.allowCredentials = described(options.allowCredentials);
  }
  return options;
}

function written(credential) {
  const said = credential.response;
  const response = { clientDataJSON: text(said.clientDataJSON) };
  if (said.attestationObject) {
    response.attestationObject = text(said.attestationObject);
  } else {
    response.authenticatorData = text(said.authenticatorData);
    response.signature = text(said.signature);
    response.userHandle = said.userHandle ? text(said.userHandle) : null;
  }
  const id = text(credential.rawId);
  return JSON.stringify({ id, rawId: id, type: credential.type, response, clientExtensionResults: {} });
}

async function touch(form) {
  const trouble = form.querySelector("[data-trouble]");
  trouble.hidden = true;
  try {
    const publicKey = readOptions(form);
    const answer = await navigator.credentials[form.dataset.key]({ publicKey });
    form.elements.answer.value = written(answer);
    form.submit();
  } catch (error) {
    trouble.textContent = error.name === "InvalidStateError" ? trouble.dataset.known : trouble.dataset.nothing;
    trouble.hidden = false;
  }
}

if (window.PublicKeyCredential && navigator.credentials) {
  for (const form of document.querySelectorAll("form[data-key]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      touch(form);
    });
  }
  for (const each of document.querySelectorAll("[data-without-key]")) each.hidden = true;
}
