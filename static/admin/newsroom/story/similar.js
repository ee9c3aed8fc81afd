// While a title is typed: who is already writing something like it. Nothing is lost without.
const form = document.querySelector("[data-similar]");
const PAUSE = 600;

const watch = (field) => {
  const place = document.createElement("div");
  place.className = "similar";
  place.setAttribute("aria-live", "polite");
  field.after(place);
  let timer;
  let asked = field.value.trim();

  const ask = async () => {
    const title = field.value.trim();
    if (title === asked) return;
    asked = title;
    const address = new URL(form.dataset.similar, location.href);
    address.searchParams.set("title", title);
    address.searchParams.set("article", form.dataset.article);
    const answer = await fetch(address, { redirect: "manual" }).catch(() => null);
    // A later question has been asked meanwhile, or there is no answer: what stands there stays.
    if (!answer?.ok || asked !== title) return;
    place.innerHTML = await answer.text();
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
};

for (const field of form?.querySelectorAll('textarea[name^="title_"]') ?? []) watch(field);
