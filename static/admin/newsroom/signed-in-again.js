// In the frame over a form: tells the form that the person is back, with the token of the new session.
"use strict";
if (window.parent !== window) {
  const { signedInAgain } = document.querySelector("[data-signed-in-again]").dataset;
  window.parent.postMessage({ signedInAgain }, location.origin);
}
