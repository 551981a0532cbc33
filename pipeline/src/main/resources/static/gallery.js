// Grading by keyboard. Nothing is kept in the browser: pictures are sent with no-store, and leaving the page lets go of them.
import { player } from "%CLIP%";

const form = document.getElementById("gallery");
const tiles = document.getElementById("tiles");
const large = document.getElementById("large");
const picture = document.getElementById("large-picture");
const token = form.querySelector("input[name=_csrf]").value;
const base = "/grading/" + form.dataset.case;
const acts = form.dataset.acts;
let here = 0;
let anchor = 0;
let busy = false;
// What is revealed of the media that is open; the next one is grey, blurred, small and silent again.
const revealed = { reveal: false, colour: false, sound: false, large: false };
const clip = player(document.getElementById("clip"), document.getElementById("clip-status"));
// Which part of a video is played; null while its picture or contact sheet is shown.
let part = null;
const done = [];

const all = () => [...tiles.children];
const box = (tile) => tile.querySelector(".tile__box");

function go(to) {
  const list = all();
  if (!list.length) return;
  list[here]?.classList.remove("tile--here");
  here = Math.max(0, Math.min(list.length - 1, to));
  list[here].classList.add("tile--here");
  list[here].scrollIntoView({ block: "nearest" });
  if (large.hidden) return;
  covered();
  show();
}

function columns() {
  const list = all();
  const top = list[0]?.offsetTop;
  const count = list.findIndex((tile) => tile.offsetTop !== top);
  return count < 1 ? Math.max(1, list.length) : count;
}

const isVideo = (tile) => Boolean(tile?.dataset.mime?.startsWith("video/"));

function covered() {
  for (const what of Object.keys(revealed)) revealed[what] = false;
  part = null;
  clip.stop();
}

function show() {
  const tile = all()[here];
  if (!tile) return;
  const asked = new URLSearchParams();
  for (const [what, on] of Object.entries(revealed)) {
    if (on) asked.set(what, true);
    large.querySelector(`[data-reveals="${what}"]`)?.setAttribute("aria-pressed", on);
  }
  const how = (revealed.colour ? "in colour, " : "grey, ") + (revealed.reveal ? "sharp" : "blurred");
  large.hidden = false;
  document.getElementById("plays").hidden = !isVideo(tile);
  picture.hidden = part !== null;
  if (part !== null) {
    asked.set("part", part);
    clip.play(base + "/clips/" + tile.dataset.sha + "?" + asked,
      `Part ${part + 1}, ${revealed.large ? "larger" : "small"}, ${how}, ${revealed.sound ? "with sound" : "silent"}`);
    return;
  }
  asked.set("large", true);
  picture.src = base + "/pictures/" + tile.dataset.sha + "?" + asked;
  picture.alt = "Picture, large, " + how;
}

// Each part is an act; back on the sheet nothing is played.
function play(to) {
  if (large.hidden || to < 0 || !isVideo(all()[here])) return;
  part = to;
  show();
}

function step(by) {
  if (part !== null) play(part + by);
}

function playOrStop() {
  if (part === null) {
    play(0);
    return;
  }
  covered();
  show();
}

function open() {
  if (part !== null) {
    reveal("large", !revealed.large);
    return;
  }
  if (large.hidden) covered();
  show();
}

function reveal(what, on) {
  // a sheet has neither sound nor size of its own
  if (large.hidden || revealed[what] === on || (part === null && (what === "sound" || what === "large"))) return;
  revealed[what] = on;
  show();
}

function hide() {
  covered();
  large.hidden = true;
  picture.removeAttribute("src");
}

const itemOf = (tile) => ({
  sha256: tile.dataset.sha,
  mime: tile.dataset.mime,
  note: tile.querySelector(".tile__note").textContent,
  alone: tile.dataset.alone,
  group: tile.querySelector(".tile__group").textContent,
  members: box(tile).value.split(","),
});

function tileOf(item) {
  const tile = document.createElement("li");
  tile.className = "tile";
  tile.dataset.sha = item.sha256;
  tile.dataset.mime = item.mime ?? "";
  tile.dataset.alone = item.alone;
  const label = document.createElement("label");
  label.className = "tile__label";
  const input = document.createElement("input");
  input.type = "checkbox";
  input.name = "items";
  input.value = item.members.join(",");
  input.className = "tile__box";
  const image = document.createElement("img");
  image.className = "tile__picture";
  image.width = image.height = 160;
  image.alt = "";
  image.src = base + "/pictures/" + item.sha256;
  const note = document.createElement("span");
  note.className = "tile__note";
  note.textContent = item.note;
  const group = document.createElement("span");
  group.className = "tile__group";
  group.textContent = item.group;
  label.append(input, image, note, group);
  tile.append(label);
  return tile;
}

// The list comes by series and folder: the first picture of each says which.
function groups() {
  const name = (tile) => tile?.querySelector(".tile__group").textContent;
  all().forEach((tile, i, list) => tile.classList.toggle("tile--same", i > 0 && name(tile) === name(list[i - 1])));
}

// Takes a stack apart, so that its members are graded one by one.
function apart() {
  const tile = all()[here];
  if (!tile) return;
  const item = itemOf(tile);
  if (item.members.length < 2) return;
  const singles = item.members.map((sha256) => tileOf({ ...item, sha256, members: [sha256], note: item.alone }));
  tile.replaceWith(...singles);
  groups();
  go(here);
}

async function more() {
  const answer = await fetch(acts + "/items", { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const state = await answer.json();
  if (state.rest) {
    location.reload();
    return;
  }
  document.getElementById("left").textContent = state.left.toLocaleString("en-GB");
  document.getElementById("minutes").textContent = state.minutes;
  const known = new Set(all().flatMap((tile) => box(tile).value.split(",")));
  for (const item of state.items) if (!item.members.some((sha) => known.has(sha))) tiles.append(tileOf(item));
  groups();
}

async function grade(code) {
  if (busy) return;
  const list = all();
  const chosen = list.filter((tile) => box(tile).checked);
  const items = chosen.length ? chosen : list[here] ? [list[here]] : [];
  if (!items.length) return;
  busy = true;
  const body = new URLSearchParams({ code, _csrf: token });
  for (const tile of items) body.append("items", box(tile).value);
  const answer = await fetch(acts + "/grades", { method: "POST", body, headers: { "X-Gallery": "1" } });
  busy = false;
  if (!answer.ok) {
    document.getElementById("status").textContent = "The grade was not taken: reload the page and try again.";
    return;
  }
  // the break begins with the first grade after its time: what is still on the screen goes
  if ((await answer.json()).rest) {
    location.reload();
    return;
  }
  const graded = items.map(itemOf);
  done.push(graded);
  for (const tile of items) tile.remove();
  groups();
  const left = document.getElementById("left");
  const before = Number(left.textContent.replaceAll(",", ""));
  // words, not a number, while the case was never counted
  if (!Number.isNaN(before)) left.textContent = Math.max(0, before - graded.reduce((sum, item) => sum + item.members.length, 0)).toLocaleString("en-GB");
  hide();
  go(Math.min(here, all().length - 1));
  if (all().length < 30) await more();
}

// Taking back is a new act: the grade counts no longer, and the pictures come back to the front.
async function undo() {
  if (busy || !done.length) return;
  busy = true;
  const last = done.at(-1);
  const body = new URLSearchParams({ _csrf: token });
  for (const item of last) body.append("items", item.members.join(","));
  const answer = await fetch(base + "/taken-back", { method: "POST", body });
  busy = false;
  if (!answer.ok) {
    document.getElementById("status").textContent = "It was not taken back: the grade stands. Reload the page.";
    return;
  }
  done.pop();
  for (const item of last.reverse()) tiles.prepend(tileOf(item));
  groups();
  go(0);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.submitter?.name === "code") grade(event.submitter.value);
});
document.getElementById("undo").addEventListener("click", undo);
const help = document.getElementById("help");
help.addEventListener("click", () => { const k = document.getElementById("keys"); k.hidden = !k.hidden; });
large.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.reveals) reveal(button.dataset.reveals, !revealed[button.dataset.reveals]);
  else if (button?.dataset.plays) step(Number(button.dataset.plays));
  else if (button?.id === "play") playOrStop();
  else hide();
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  // a button of the open picture is pressed as any button
  if (!large.hidden && event.target.closest("#large button") && (event.key === "Enter" || event.key === " ")) return;
  const key = event.key.toLowerCase();
  const button = form.querySelector(`button[data-key="${CSS.escape(key)}"]`);
  const moves = {
    arrowright: () => go(here + 1), arrowleft: () => go(here - 1),
    arrowdown: () => go(here + columns()), arrowup: () => go(here - columns()),
    j: () => go(here + 1), k: () => go(here - 1),
    enter: open, escape: hide, z: undo, s: apart, u: () => go(here + 1), "?": () => help.click(),
    // a clip is drawn anew each time: the key is not held for it
    r: () => { if (!event.repeat) reveal("reveal", part === null || !revealed.reveal); },
    m: () => { if (!event.repeat) reveal("sound", !revealed.sound); },
    w: () => { if (!event.repeat) playOrStop(); },
    "[": () => { if (!event.repeat) step(-1); },
    "]": () => { if (!event.repeat) step(1); },
    h: () => { if (!event.repeat) reveal("colour", !revealed.colour); },
    " ": () => {
      const list = all();
      if (!list[here]) return;
      if (event.shiftKey) {
        for (let i = Math.min(anchor, here); i <= Math.max(anchor, here); i++) box(list[i]).checked = true;
      } else {
        box(list[here]).checked = !box(list[here]).checked;
        anchor = here;
      }
    },
  };
  if (moves[key]) {
    event.preventDefault();
    moves[key]();
  } else if (button) {
    event.preventDefault();
    grade(button.value);
  }
});
document.addEventListener("keyup", (event) => {
  if (event.key.toLowerCase() === "r" && part === null) reveal("reveal", false);
});
groups();
go(0);

// Nothing is shown from the browser's memory of pages: a page that comes back from it is fetched again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
