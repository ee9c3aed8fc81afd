// Bodies told by what differs from a text that both sides know. articles/text/deltas.py does the same.
const TAG = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*>/g;
const SPACES = " \t\r\n";
const WORTH = 20; // so many characters that stay are worth naming their places

const trimmed = (text) => {
  let start = 0;
  let end = text.length;
  while (start < end && SPACES.includes(text[start])) start++;
  while (end > start && SPACES.includes(text[end - 1])) end--;
  return text.slice(start, end);
};

export const split = (html) => {
  const found = [];
  let depth = 0;
  let begin = 0;
  const take = (end) => {
    const block = trimmed(html.slice(begin, end));
    if (block) found.push(block);
    begin = end;
  };
  for (const tag of html.matchAll(TAG)) {
    if (depth === 0 && tag.index > begin) take(tag.index);
    if (tag[2] !== "br" && tag[2] !== "hr") depth = Math.max(depth + (tag[1] ? -1 : 1), 0);
    if (depth === 0) take(tag.index + tag[0].length);
  }
  if (begin < html.length) take(html.length);
  return found;
};

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n;
});
const fingerprints = new WeakMap(); // what is told now is known the next time
export const fingerprint = (blocks) => {
  if (!fingerprints.has(blocks)) fingerprints.set(blocks, summed(blocks));
  return fingerprints.get(blocks);
};
const summed = (blocks) => {
  const bytes = new TextEncoder().encode(blocks.join("\n"));
  let sum = -1;
  for (const byte of bytes) sum = (sum >>> 8) ^ TABLE[(sum ^ byte) & 255];
  return `${((sum ^ -1) >>> 0).toString(16)}.${bytes.length}`;
};

// A block as another one with a new middle; null where hardly anything stays.
const changed = (old, place, block) => {
  if (old === undefined) return null;
  const most = Math.min(old.length, block.length);
  let head = 0;
  while (head < most && old[head] === block[head]) head++;
  let tail = 0;
  while (tail < most - head && old.at(-1 - tail) === block.at(-1 - tail)) tail++;
  return head + tail < WORTH ? null : [place, head, tail, block.slice(head, block.length - tail)];
};

export const delta = (known, now) => {
  const places = new Map();
  for (const [place, block] of known.entries()) places.set(block, [...(places.get(block) ?? []), place]);
  const parts = [];
  let next = 0;
  for (const block of now) {
    const found = places.get(block);
    if (!found) {
      const part = changed(known[next], next, block);
      if (part) next++;
      parts.push(part ?? block);
      continue;
    }
    const place = found.includes(next) ? next : found[0];
    const last = parts.at(-1);
    if (last?.length === 2 && Array.isArray(last) && last[0] + last[1] === place) last[1]++;
    else parts.push([place, 1]);
    next = place + 1;
  }
  return { of: fingerprint(known), is: fingerprint(now), parts };
};
