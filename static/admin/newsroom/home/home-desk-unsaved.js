// Says what is not saved yet, and asks before somebody leaves it behind.
const desk = document.querySelector("[data-home-desk]");

if (desk) {
  const form = document.getElementById("desk");
  const note = desk.querySelector("[data-unsaved-note]");
  let unsaved = !note.hidden;

  const changed = () => {
    unsaved = true;
    note.hidden = false;
  };
  for (const name of ["input", "change"]) form.addEventListener(name, changed);
  desk.addEventListener("newsroom:changed", changed);
  form.addEventListener("submit", (event) => {
    if (event.submitter?.formTarget !== "_blank") unsaved = false;
  });
  addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
}
