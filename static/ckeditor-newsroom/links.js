// Addresses without what follows a reader around, by the lists of articles/text/tracking.py: the same
// in the same order as there. What is no web address comes back as it is.
export const untracked = ({ parameters, prefixes, redirects }, given) => {
  const isTracking = (name) =>
    parameters.includes(name) || prefixes.some((prefix) => name.startsWith(prefix));
  const decoded = (value) => {
    try {
      return decodeURIComponent(value.replaceAll("+", " ")).trim();
    } catch {
      return "";
    }
  };
  const goalOf = (host, path, parts) => {
    const bare = (text) => text.replace(/\/+$/, "");
    const rule = redirects.find(([known, below]) => known === host && bare(below) === bare(path));
    const goals = (rule?.[2] ?? []).map((name) => {
      const part = parts.find((one) => one.split("=", 1)[0] === name);
      return decoded(part?.slice(name.length + 1) ?? "");
    });
    return goals.find((goal) => /^https?:\/\/[^/?#\\\s]/i.test(goal));
  };
  let address = given;
  for (;;) {
    const found = address.match(/^(https?:\/\/)([^/?#\\@]+)([^?#]*)(?:\?([^#]*))?(#.*)?$/is);
    if (!found) return address;
    const [, scheme, host, path, query, fragment = ""] = found;
    const parts = (query ?? "").split("&");
    const goal = goalOf(host.toLowerCase().replace(/^www\./, ""), path, parts);
    if (goal && goal.length < address.length) {
      address = goal;
      continue;
    }
    const kept = parts.filter((part) => !isTracking(part.split("=", 1)[0].toLowerCase())).join("&");
    return `${scheme}${host}${path}${kept ? `?${kept}` : query === "" ? "?" : ""}${fragment}`;
  }
};
