// In the frame over a form: tells the form that the person is back, with the token of the new session.
const again = document.querySelector("[data-signed-in-again]");
if (again && window.parent !== window) {
  const { signedInAgain } = again.dataset;
  window.parent.postMessage({ signedInAgain }, location.origin);
}
