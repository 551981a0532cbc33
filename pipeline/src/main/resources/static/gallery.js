// Grading by keyboard. Nothing is kept in the browser: pictures are sent with no-store, and leaving the page lets go of them.
const form = document.getElementById("gallery");
const tiles = document.getElementById("tiles");
const large = document.getElementById("large");
const picture = document.getElementById("large-picture");
const token = form.querySelector("input[name=_csrf]").value;
const base = "/grading/" + form.dataset.case;
let here = 0;
let anchor = 0;
let busy = false;
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
  if (!large.hidden) show(false);
}

function columns() {
  const list = all();
  const top = list[0]?.offsetTop;
  const count = list.findIndex((tile) => tile.offsetTop !== top);
  return count < 1 ? Math.max(1, list.length) : count;
}

function show(reveal) {
  const tile = all()[here];
  if (!tile) return;
  picture.src = base + "/pictures/" + tile.dataset.sha + "?large=true" + (reveal ? "&reveal=true" : "");
  large.hidden = false;
}

function hide() {
  large.hidden = true;
  picture.removeAttribute("src");
}

function tileOf(item) {
  const tile = document.createElement("li");
  tile.className = "tile";
  tile.dataset.sha = item.sha256;
  const label = document.createElement("label");
  label.className = "tile__label";
  const input = document.createElement("input");
  input.type = "checkbox";
  input.name = "items";
  input.value = item.sha256;
  input.className = "tile__box";
  const image = document.createElement("img");
  image.className = "tile__picture";
  image.width = image.height = 160;
  image.alt = "";
  image.src = base + "/pictures/" + item.sha256;
  const note = document.createElement("span");
  note.className = "tile__note";
  note.textContent = (item.near ? "like a known one; " : "") + (item.first ? "may be by the suspect; " : "") + item.mime;
  label.append(input, image, note);
  tile.append(label);
  return tile;
}

async function more() {
  const answer = await fetch(base + "/items", { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const state = await answer.json();
  if (state.rest) {
    location.reload();
    return;
  }
  document.getElementById("left").textContent = state.left.toLocaleString("en-GB");
  document.getElementById("minutes").textContent = state.minutes;
  const known = new Set(all().map((tile) => tile.dataset.sha));
  for (const item of state.items) if (!known.has(item.sha256)) tiles.append(tileOf(item));
}

async function grade(code, reason = "") {
  if (busy) return;
  const list = all();
  const chosen = list.filter((tile) => box(tile).checked);
  const items = chosen.length ? chosen : list[here] ? [list[here]] : [];
  if (!items.length) return;
  busy = true;
  const body = new URLSearchParams({ code, reason, _csrf: token });
  for (const tile of items) body.append("items", tile.dataset.sha);
  const answer = await fetch(base + "/grades", { method: "POST", body, headers: { "X-Gallery": "1" } });
  busy = false;
  if (!answer.ok) {
    document.getElementById("status").textContent = "The grade was not taken: reload the page and try again.";
    return;
  }
  done.push(items.map((tile) => ({ sha256: tile.dataset.sha, mime: tile.querySelector(".tile__note").textContent, near: false })));
  for (const tile of items) tile.remove();
  const left = document.getElementById("left");
  left.textContent = Math.max(0, Number(left.textContent.replaceAll(",", "")) - items.length).toLocaleString("en-GB");
  hide();
  go(Math.min(here, all().length - 1));
  if (all().length < 30) await more();
}

// Taking back is a new act: the pictures come back to the front, and their next grade says why it differs.
let takenBack = new Set();
function undo() {
  const last = done.pop();
  if (!last) return;
  for (const item of last.reverse()) {
    tiles.prepend(tileOf(item));
    takenBack.add(item.sha256);
  }
  go(0);
}

function reasonFor() {
  const list = all();
  const chosen = list.filter((tile) => box(tile).checked);
  const items = chosen.length ? chosen : list[here] ? [list[here]] : [];
  return items.some((tile) => takenBack.has(tile.dataset.sha)) ? "taken back at once and graded again" : "";
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.submitter?.name === "code") grade(event.submitter.value, reasonFor());
});
document.getElementById("undo").addEventListener("click", undo);
const help = document.getElementById("help");
help.addEventListener("click", () => { const k = document.getElementById("keys"); k.hidden = !k.hidden; });
large.addEventListener("click", hide);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const key = event.key.toLowerCase();
  const button = form.querySelector(`button[data-key="${CSS.escape(key)}"]`);
  const acts = {
    arrowright: () => go(here + 1), arrowleft: () => go(here - 1),
    arrowdown: () => go(here + columns()), arrowup: () => go(here - columns()),
    j: () => go(here + 1), k: () => go(here - 1),
    enter: () => show(false), escape: hide, z: undo, "?": () => help.click(),
    r: () => { if (!large.hidden && !event.repeat) show(true); },
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
  if (acts[key]) {
    event.preventDefault();
    acts[key]();
  } else if (button) {
    event.preventDefault();
    grade(button.value, reasonFor());
  }
});
document.addEventListener("keyup", (event) => {
  if (event.key.toLowerCase() === "r" && !large.hidden) show(false);
});
go(0);
