// What is chosen by typing is offered in the language that is being written: that of the tab before.
let language = document.querySelector("[data-editor]")?.dataset.sourceTab;
document.addEventListener("tabshown", ({ detail }) => {
  if (detail !== "shared") language = detail;
});
// Django's own script says what is asked for; here one word more is put to it.
if (language) window.django?.jQuery?.ajaxPrefilter((options) => {
  if (options.url.endsWith("/autocomplete/"))
    options.data += `&${new URLSearchParams({ written_in: language })}`;
});
