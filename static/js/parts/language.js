/* The language that a reader presses is the one that "/" leads to from then on. */
const YEAR = 365 * 24 * 3600;

for (const link of document.querySelectorAll("[data-language]")) {
  link.addEventListener("click", () => {
    document.cookie = `language=${link.dataset.language}; path=/; max-age=${YEAR}; SameSite=Lax`;
  });
}
